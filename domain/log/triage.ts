import type { LogGroup } from "./facts";

/** What was there before, in the log of the old stack. */
export type Before = {
  /** Null: there is no baseline to compare with. */
  readonly isNew: boolean | null;
  /** Entries in the baseline. */
  readonly before: number;
};

/** A group as it is triaged. */
export type TriagedGroup = LogGroup & Before & { readonly folded: boolean };

/** Known to be harmless as it came here: in so many entries, in so short a time. */
export function isFolded({ known, first, last, entries }: LogGroup): boolean {
  if (!known?.folds) return false;
  if (known.folds.entries !== null && entries > known.folds.entries) return false;
  if (known.folds.seconds === null) return true;
  // How long it lasted is not known without times, and what is not known is not harmless.
  if (first === null || last === null) return false;
  return secondsOf(last) - secondsOf(first) <= known.folds.seconds;
}

/** An error, or what is known as a failure at any level, that nothing folds: somebody has to decide about it. */
export function asksForDecision(group: LogGroup): boolean {
  if (isFolded(group)) return false;
  if (group.level === "fatal" || group.level === "error") return true;
  return group.known?.class === "migration_failure" || group.known?.class === "post_migration_failure";
}

/** The groups of a log with what the baseline had of each: folded last, new ones first, then what asks, then by entries. */
export function triage(groups: readonly LogGroup[], baseline: readonly LogGroup[] | null): TriagedGroup[] {
  const before = baseline && new Map(baseline.map(({ signature, entries }) => [signature, entries]));
  return groups
    .map((group) => ({
      ...group,
      isNew: before && !before.has(group.signature),
      before: before?.get(group.signature) ?? 0,
      folded: isFolded(group),
    }))
    .sort(inOrder);
}

function inOrder(a: TriagedGroup, b: TriagedGroup): number {
  return (
    Number(a.folded) - Number(b.folded) ||
    Number(b.isNew ?? false) - Number(a.isNew ?? false) ||
    Number(asksForDecision(b)) - Number(asksForDecision(a)) ||
    b.entries - a.entries ||
    (a.signature < b.signature ? -1 : 1)
  );
}

/** Seconds of a time as logs write it, in whatever zone: only differences are taken. */
function secondsOf(time: string): number {
  return Date.parse(`${time.replace(" ", "T")}Z`) / 1_000;
}
