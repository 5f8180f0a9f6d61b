import type { EnvironmentKind } from "./environment";

/** On which side of its threshold a measured value passes; the threshold itself passes on both. */
export const thresholdDirections = ["at_least", "at_most"] as const;
export type ThresholdDirection = (typeof thresholdDirections)[number];

/** The limit of a non-functional case: "at least 800 requests/s". */
export type Threshold = {
  readonly value: number;
  readonly unit: string;
  readonly direction: ThresholdDirection;
};

/** What a revision of a case consists of: a change of any of it makes the next one. */
export type CaseContent = {
  readonly title: string;
  readonly steps: string;
  readonly expected: string;
  readonly threshold: Threshold | null;
};

/** True when the measured value is on the right side; a value that isn't a number never is. */
export function meetsThreshold(threshold: Threshold, measured: number): boolean {
  if (!Number.isFinite(measured)) return false;
  return threshold.direction === "at_least" ? measured >= threshold.value : measured <= threshold.value;
}

/** "≥ 800 requests/s". */
export function thresholdText({ value, unit, direction }: Threshold): string {
  return `${direction === "at_least" ? "≥" : "≤"} ${value}${unit === "" ? "" : ` ${unit}`}`;
}

/**
 * What an edit changes of the case's content, as words for history; empty means no new revision. Owner, required,
 * environments and use case aren't content: they don't make earlier executions stale.
 */
export function revisedParts(was: CaseContent, is: CaseContent): string[] {
  const parts: string[] = [];
  if (was.title !== is.title) parts.push("title");
  if (was.steps !== is.steps) parts.push("steps");
  if (was.expected !== is.expected) parts.push("expected result");
  if (!sameThreshold(was.threshold, is.threshold)) parts.push("threshold");
  return parts;
}

function sameThreshold(a: Threshold | null, b: Threshold | null): boolean {
  if (a === null || b === null) return a === b;
  return a.value === b.value && a.unit === b.unit && a.direction === b.direction;
}

/** True when the case is run in environments of this kind; no kinds named means all. */
export function isRunIn(kinds: readonly EnvironmentKind[], kind: EnvironmentKind): boolean {
  return kinds.length === 0 || kinds.includes(kind);
}
