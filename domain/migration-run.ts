import type { EnvironmentKind } from "./environment";
import { counted, joined } from "./sentence";
import { isBlank, type Refusal, refuse, type Verdict } from "./verdict";

/** A timed passage through an environment's steps: a pilot rehearses, a live run is production's own. */
export const runKinds = ["pilot", "live"] as const;
export type RunKind = (typeof runKinds)[number];

/** How a run ended. Aborted: it was stopped and backed out. */
export const runOutcomes = ["succeeded", "failed", "aborted"] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** What data a pilot ran on. */
export const dataSources = ["production_dump", "generated"] as const;
export type DataSource = (typeof dataSources)[number];

/** What is written down while a run goes on. An interruption has an end; the rest has one moment. */
export const runEntryKinds = ["interruption", "deviation", "announcement", "handover", "note"] as const;
export type RunEntryKind = (typeof runEntryKinds)[number];

/** A table whose size matters: its rows in the pilot, and in production where that is known. */
export type DataTable = { readonly name: string; readonly rows: number; readonly production: number | null };

/** The data of a pilot. */
export type RunData = {
  readonly source: DataSource;
  /** When the dump was taken; null for generated data. */
  readonly takenAt: Date | null;
  readonly bytes: number | null;
  /** Whether personal data was masked; null when nobody said. */
  readonly masked: boolean | null;
  readonly tables: readonly DataTable[];
};

/** Rows of the pilot per row in production, of the table that has least of it; null when no table can be compared. */
export function volumeRatio({ tables }: Pick<RunData, "tables">): number | null {
  const ratios = tables.flatMap(({ rows, production }) =>
    production === null || production <= 0 ? [] : [rows / production],
  );
  return ratios.length === 0 ? null : Math.min(...ratios);
}

/** Everything that is wrong with the data of a pilot, as somebody typed it. */
export function dataFaults(data: RunData, now: Date): Refusal[] {
  const faults: Refusal[] = [];
  const add = (code: string, message: string) => faults.push({ code, message });
  if (data.source === "production_dump") {
    if (data.takenAt === null) add("taken_at", "Say when the dump was taken.");
    else if (data.takenAt > now) add("taken_at", "The dump was taken in the future: check its date.");
  } else if (volumeRatio(data) === null) {
    add(
      "tables",
      "Name at least one table with its rows here and in production: generated data is judged by that.",
    );
  }
  const names = data.tables.map(({ name }) => name.trim().toLowerCase());
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) add("tables", `A table is named twice: ${joined([...new Set(twice)])}.`);
  return faults;
}

/** May a run begin in this environment? */
export function decideStartRun(facts: {
  readonly kind: RunKind;
  readonly environment: { readonly name: string; readonly kind: EnvironmentKind };
  /** `canStartBehind` of its entry gate. */
  readonly entryOpen: boolean;
  /** The number of a run that goes on there; null when none does. */
  readonly running: number | null;
  readonly data: RunData | null;
  readonly now: Date;
}): Verdict {
  const { kind, environment, running, data, now } = facts;
  const refusals: Refusal[] = [];
  const add = (code: string, message: string) => refusals.push({ code, message });
  if (running !== null)
    add(
      "running",
      `Run ${running} of ${environment.name} goes on: end it first. One environment has one run at a time.`,
    );
  if (kind === "pilot" && environment.kind === "prod")
    add(
      "kind",
      `${environment.name} is production: a pilot rehearses somewhere else. Begin a live run here.`,
    );
  if (kind === "live" && environment.kind !== "prod")
    add("kind", `A live run is production's own. Begin a pilot in ${environment.name}.`);
  if (!facts.entryOpen)
    add("gate_shut", `The entry gate of ${environment.name} is shut. Clear its blockers first.`);
  if (kind === "pilot") {
    if (data === null) add("data", "Say what data the pilot runs on.");
    else refusals.push(...dataFaults(data, now));
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** May it end so? A run succeeded when everything required of its migration is closed. */
export function decideEndRun(facts: {
  readonly ended: boolean;
  readonly outcome: RunOutcome;
  readonly lessons: string;
  /** Codes of required steps of the parts prepare and migrate that are still open. */
  readonly open: readonly string[];
  readonly backingOut: boolean;
  /** The question Liftlock asked and nobody decided; null when there is none. */
  readonly demanded: string | null;
}): Verdict {
  if (facts.ended) return refuse("ended", "This run has ended already.");
  const refusals: Refusal[] = [];
  const add = (code: string, message: string) => refusals.push({ code, message });
  if (facts.outcome === "succeeded" && facts.open.length > 0) {
    const named = facts.open.slice(0, 5).join(", ");
    const more = facts.open.length > 5 ? " …" : "";
    add(
      "steps_open",
      `${counted(facts.open.length, "required step")} of the migration ${facts.open.length === 1 ? "is" : "are"} open: ${named}${more}. Close them, or end the run as failed.`,
    );
  }
  if (facts.outcome !== "succeeded" && isBlank(facts.lessons))
    add("lessons_needed", "Say what went wrong and what follows from it.");
  if (facts.outcome === "succeeded" && facts.demanded !== null)
    add(
      "decision_demanded",
      `Nobody has decided “${facts.demanded}” Decide it on the live page, then end the run.`,
    );
  if (facts.backingOut)
    add("backing_out", "The back-out is not finished: finish it first, so that its time counts.");
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** Whole minutes between two moments, without these interruptions. Overlapping ones are taken off once. */
export function minutesBetween(
  from: Date,
  to: Date,
  interruptions: readonly { readonly from: Date; readonly to: Date | null }[] = [],
): number {
  let taken = 0;
  let reached = from.getTime();
  const sorted = interruptions
    .map(
      (one) =>
        [
          Math.max(one.from.getTime(), from.getTime()),
          Math.min((one.to ?? to).getTime(), to.getTime()),
        ] as const,
    )
    .sort(([a], [b]) => a - b);
  for (const [start, end] of sorted) {
    const begin = Math.max(start, reached);
    if (end > begin) {
      taken += end - begin;
      reached = end;
    }
  }
  return Math.max(0, Math.round((to.getTime() - from.getTime() - taken) / 60_000));
}
