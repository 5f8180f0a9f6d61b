import { dated } from "./sentence";
import { isBlank, type Refusal, type Verdict } from "./verdict";

/** The new stack got this share of an environment's traffic from then on. */
export type TrafficShift = {
  /** Percent, 0 to 100; the old stack gets the rest. */
  readonly share: number;
  readonly at: Date;
  /** With 100: hours the old stack stays without traffic before it may be retired. */
  readonly agreedHours: number | null;
};

/**
 * A week, unless a shift says otherwise: what runs weekly (jobs, reports, a partner's night) then has run once without
 * the old stack. Each shift to 100 % agrees on its own, because an hour is enough in dev and a month may be in prod.
 */
export const usualAgreedHours = 168;

export type NewShift = {
  readonly share: number;
  readonly reason: string;
  readonly agreedHours?: number | undefined;
};

/** Percent that each stack gets after these shifts, oldest first; before the first the old one gets everything. */
export function sharesOf(shifts: readonly TrafficShift[]): { readonly old: number; readonly new: number } {
  const share = shifts.at(-1)?.share ?? 0;
  return { old: 100 - share, new: share };
}

/** May traffic be shifted so after these shifts? With why not, or what is then written down. */
export function decideShift(
  shifts: readonly TrafficShift[],
  { share, reason, agreedHours }: NewShift,
): Verdict<{ readonly was: number; readonly agreedHours: number | null }> {
  const refusals: Refusal[] = [];
  const add = (code: string, message: string) => refusals.push({ code, message });
  const was = sharesOf(shifts).new;
  const agreed = share === 100 ? (agreedHours ?? usualAgreedHours) : null;
  if (!Number.isInteger(share) || share < 0 || share > 100)
    add("share", "A share is a whole number from 0 to 100: the old stack gets the rest.");
  else if (share === was && agreed === (shifts.at(-1)?.agreedHours ?? null))
    add("unchanged", `The new stack gets ${was} % already.`);
  if (share !== 100 && agreedHours !== undefined)
    add("agreed_hours", "A time without traffic is agreed on when the new stack gets 100 %.");
  if (agreed !== null && (!Number.isInteger(agreed) || agreed < 1))
    add("agreed_hours", "The agreed time is a whole number of hours, at least one.");
  if (isBlank(reason)) add("reason_needed", "Say why traffic is shifted: a reason is needed.");
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true, was, agreedHours: agreed };
}

/** Whether the old stack may be retired, in a sentence. */
export type Retirement = {
  readonly ok: boolean;
  readonly message: string;
  /** Since when it gets the share it gets now; null when nothing was ever shifted. */
  readonly since: Date | null;
  /** When the agreed time without traffic is over; null while the old stack gets traffic. */
  readonly until: Date | null;
};

/** May the old stack be retired: only when it got nothing for the agreed hours on end. Shifts oldest first. */
export function mayRetireOld(shifts: readonly TrafficShift[], agreedHours: number, now: Date): Retirement {
  const { old } = sharesOf(shifts);
  const since = sinceWhen(shifts);
  if (since === null)
    return {
      ok: false,
      message: "The old stack gets all traffic: nothing has been shifted yet.",
      since,
      until: null,
    };
  if (old > 0)
    return {
      ok: false,
      message: `The old stack gets ${old} % of the traffic since ${dated(since.toISOString())}.`,
      since,
      until: null,
    };
  const until = new Date(since.getTime() + agreedHours * 60 * 60 * 1_000);
  const ok = now.getTime() >= until.getTime();
  const without = `The old stack gets no traffic since ${dated(since.toISOString())}`;
  return {
    ok,
    message: ok
      ? `${without}, longer than the agreed ${agreedHours} h: it can be retired.`
      : `${without}: the agreed ${agreedHours} h are over on ${dated(until.toISOString())}.`,
    since,
    until,
  };
}

/** When the shifts began that gave the share it is now, without a break. */
function sinceWhen(shifts: readonly TrafficShift[]): Date | null {
  const share = shifts.at(-1)?.share;
  let since: Date | null = null;
  for (const shift of shifts.toReversed()) {
    if (shift.share !== share) break;
    since = shift.at;
  }
  return since;
}

/** What is agreed on after these shifts, in hours. */
export function agreedHoursOf(shifts: readonly TrafficShift[]): number {
  return shifts.at(-1)?.agreedHours ?? usualAgreedHours;
}
