import type { HypercareCheck, HypercareRules } from "../verification";
import type { HypercareFinding } from "./finding";
import type { HypercareAnswer, HypercarePeriod } from "./standing";

/** Seven in the morning, UTC, of the day hypercare began. */
export const began = Date.UTC(2026, 11, 7, 7);
export const day = (number: number, hour = 12) => new Date(Date.UTC(2026, 11, 6 + number, hour));

export const check = (id: string, since: string | null = null): HypercareCheck => ({
  id,
  title: `Check ${id}`,
  text: "Look.",
  sources: [],
  page: null,
  since,
});

export const rules = (days = 3, ids: readonly string[] = ["cpu", "errors"]): HypercareRules => ({
  in: ["prod"],
  days,
  checks: ids.map((id) => check(id)),
});

export const answer = (
  number: number,
  id: string,
  result: HypercareAnswer["result"] = "clean",
  at = day(number),
): HypercareAnswer => ({ day: number, check: id, result, at });

export const period = (more: Partial<HypercarePeriod> = {}): HypercarePeriod => ({
  id: "0b8f9a52-3f54-4c9c-9a44-1d9c3a2b7e10",
  environmentId: "prod-id",
  number: 1,
  zone: "UTC",
  begin: new Date(began),
  days: 3,
  endedAt: null,
  endedWhy: null,
  answers: [],
  ...more,
});

export const finding = (more: Partial<HypercareFinding> = {}): HypercareFinding => ({
  id: "finding-id",
  environmentId: "prod-id",
  number: 1,
  what: "CPU grows every night",
  severity: "major",
  ownerId: null,
  openedAt: day(1),
  done: null,
  ...more,
});
