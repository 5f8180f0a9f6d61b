/** How far the clocks of a zone are ahead of UTC at an instant; both in ms. Given from outside: rules know no zones. */
export type ZoneClock = (instant: number) => number;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
export const week = 7 * day;

/** A stretch of time, `to` not included; ms since 1970. */
export type Period = { readonly from: number; readonly to: number };

/** The same clock, asked once a day: on most days it tells the same at both ends, and in between. */
export function askedDaily(clock: ZoneClock): ZoneClock {
  const days = new Map<number, number | null>();
  // Times mostly come in their order: those of one day ask the map once.
  let last = Number.NaN;
  let told: number | null = null;
  return (instant) => {
    const date = Math.floor(instant / day);
    if (date === last) return told ?? clock(instant);
    let known = days.get(date);
    if (known === undefined) {
      const begins = clock(date * day);
      known = begins === clock((date + 1) * day) ? begins : null;
      days.set(date, known);
    }
    last = date;
    told = known;
    return known ?? clock(instant);
  };
}

/** The instants at which clocks show this: one, none where they jump over it, two where they go back. Earlier first. */
export function instantsOf(wall: number, clock: ZoneClock): readonly number[] {
  const found = [clock(wall - day), clock(wall + day)]
    .map((offset) => wall - offset)
    .filter((instant, index, all) => instant + clock(instant) === wall && all.indexOf(instant) === index);
  return found.sort((a, b) => a - b);
}

/** ms since Monday 00:00 on the zone's clocks. */
export function intoWeek(instant: number, clock: ZoneClock): number {
  // 1 January 1970 was a Thursday.
  return (((instant + clock(instant) + 3 * day) % week) + week) % week;
}

/** Do two stretches share a moment? One that ends when the other begins does not. */
export const overlap = (a: Period, b: Period): boolean => a.from < b.to && b.from < a.to;
