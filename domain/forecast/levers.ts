import { type Night, withCrew, without } from "./night";
import { rangeOf } from "./outcome";
import { type Draws, drawNights } from "./simulate";

/** What would shorten the night, and by how many minutes of its P80. */
export type Lever =
  | { readonly kind: "step"; readonly id: string; readonly minutes: number }
  | { readonly kind: "person"; readonly minutes: number };

/** Step-nights that one lever may cost, some 20 ms: a page waits for a dozen of them. Fewer nights than `least` say nothing of P80. */
const budget = 200_000;
const least = 500;
/** Steps off the critical path of 19 nights of 20 are not worth asking about. */
const worthAsking = 0.05;

/**
 * What shortens the night most: one step done before it begins or made to need no time, or one more person; the greatest
 * gain first, those below a minute left out. Under the same luck as the night itself, so that small gains aren't noise.
 */
export function levers(
  night: Night,
  draws: Draws,
  critical: ReadonlyMap<string, number>,
  most = 6,
): readonly Lever[] {
  const cheap = {
    ...draws,
    draws: Math.min(draws.draws, Math.max(least, Math.floor(budget / Math.max(1, night.ids.length)))),
  };
  const p80 = (one: Night) => rangeOf(drawNights(one, cheap).minutes).p80;
  const now = p80(night);
  const asked = [...critical]
    .filter(([, share]) => share >= worthAsking)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2 * most)
    .map(
      ([id]): Lever => ({
        kind: "step",
        id,
        minutes: now - p80(without(night, new Set([id]))),
      }),
    );
  const person: Lever = { kind: "person", minutes: now - p80(withCrew(night, night.crew + 1)) };
  return [...asked, person]
    .filter(({ minutes }) => minutes >= 1)
    .sort((a, b) => b.minutes - a.minutes)
    .slice(0, most);
}
