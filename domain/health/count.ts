import { isBlank, type Refusal, refuse, type Verdict } from "../verdict";

/** What teams count before and after, in the order it is shown; any other name may be counted too. */
export const knownCounts = [
  { name: "apis", title: "APIs" },
  { name: "applications", title: "Applications" },
  { name: "subscriptions", title: "Subscriptions" },
  { name: "keys", title: "Keys" },
  { name: "tenants", title: "Tenants" },
  { name: "deployed_revisions", title: "Deployed revisions" },
] as const;

export const countTitle = (name: string): string =>
  knownCounts.find((known) => known.name === name)?.title ??
  name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

/** How many there were before and are after; null where nobody counted yet. */
export type EntityCount = {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Why a difference is accepted; null while it isn't. */
  readonly accepted: string | null;
};

/** equal, different and not decided, different and accepted, or not counted on both sides. */
export const countStates = ["different", "incomplete", "accepted", "equal"] as const;
export type CountState = (typeof countStates)[number];

/** In which state a count is; a missing side outweighs everything else. */
export function countState({ before, after, accepted }: Omit<EntityCount, "name">): CountState {
  if (before === null || after === null) return "incomplete";
  if (before === after) return "equal";
  return accepted === null ? "different" : "accepted";
}

/** After minus before; null while one of them is missing. */
export const differenceOf = ({ before, after }: Pick<EntityCount, "before" | "after">): number | null =>
  before === null || after === null ? null : after - before;

export type CountChange = {
  readonly before?: number | null | undefined;
  readonly after?: number | null | undefined;
};

/** Another number makes another difference: what was accepted before is not accepted any more. */
export function decideCount(was: EntityCount, change: CountChange): Verdict<{ readonly is: EntityCount }> {
  const before = change.before === undefined ? was.before : change.before;
  const after = change.after === undefined ? was.after : change.after;
  const refusals: Refusal[] = [];
  for (const [side, value] of [["before", before] as const, ["after", after] as const])
    if (value !== null && (!Number.isInteger(value) || value < 0))
      refusals.push({ code: side, message: `What was counted ${side} is a whole number, 0 or more.` });
  if (before === was.before && after === was.after)
    refusals.push({ code: "unchanged", message: `${countTitle(was.name)} were counted so already.` });
  return refusals.length > 0
    ? { ok: false, refusals }
    : { ok: true, is: { name: was.name, before, after, accepted: null } };
}

/** May the difference be accepted for this reason? */
export function decideAcceptance(count: EntityCount, reason: string): Verdict<{ readonly is: EntityCount }> {
  const title = countTitle(count.name);
  const state = countState(count);
  if (state === "incomplete")
    return refuse(
      "incomplete",
      `${title} are not counted on both sides yet: there is no difference to accept.`,
    );
  if (state === "equal")
    return refuse("equal", `${title} are as many as before: there is nothing to accept.`);
  if (isBlank(reason)) return refuse("reason_needed", "Say why the difference is right: a reason is needed.");
  return { ok: true, is: { ...count, accepted: reason.trim() } };
}
