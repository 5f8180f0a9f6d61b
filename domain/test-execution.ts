import { undoGraceSeconds, undoSeconds } from "./step-change";
import { meetsThreshold, type Threshold, thresholdText } from "./test-case";
import { type Refusal, refuse, type Verdict } from "./verdict";

/** What came out of one case in one run. */
export const testResults = ["passed", "failed", "blocked", "skipped", "not_run"] as const;
export type TestResult = (typeof testResults)[number];

/** The latest execution of a case in an environment. */
export type LatestExecution = {
  readonly result: TestResult;
  /** Revision of the case that was carried out. */
  readonly revision: number;
  readonly executedAt: Date;
};

/** Where a case stands in an environment. Stale says why the result no longer counts. */
export type CaseStanding = {
  readonly result: TestResult;
  readonly stale: "case_revised" | "environment_changed" | null;
};

/** Only a pass is a pass: skipped is neutral and not run is unknown. */
export function isPass(result: TestResult): boolean {
  return result === "passed";
}

/** Judges a case by its latest execution; without one it was not run, and nothing can be stale. */
export function caseStanding(
  revision: number,
  latest: LatestExecution | null,
  environmentChangedAt: Date | null,
): CaseStanding {
  if (latest === null || latest.result === "not_run") return { result: "not_run", stale: null };
  if (latest.revision !== revision) return { result: latest.result, stale: "case_revised" };
  const changed =
    environmentChangedAt !== null && environmentChangedAt.getTime() > latest.executedAt.getTime();
  return { result: latest.result, stale: changed ? "environment_changed" : null };
}

/**
 * True when a newly recorded execution becomes the case's latest. Results imported late don't push aside newer ones;
 * of two at the same moment the one recorded last counts.
 */
export function becomesLatest(executedAt: Date, latest: { readonly executedAt: Date } | null): boolean {
  return latest === null || executedAt.getTime() >= latest.executedAt.getTime();
}

/** What a threshold makes of a measured value. */
export function judgeThreshold(threshold: Threshold, measured: number): "passed" | "failed" {
  return meetsThreshold(threshold, measured) ? "passed" : "failed";
}

/** Everything recording an execution is judged by. */
export type RecordFacts = {
  readonly code: string;
  readonly archived: boolean;
  readonly revision: number;
  readonly threshold: Threshold | null;
  readonly environment: { readonly name: string; readonly started: boolean; readonly entryOpen: boolean };
};

export type RecordCommand = {
  readonly result: TestResult;
  /** The revision the tester had in front of them. */
  readonly revision: number;
  readonly measured: number | null;
  readonly executedAt: Date;
  readonly now: Date;
};

/** Why no test can run in an environment behind a shut entry gate. */
export function shutOutText(environmentName: string): string {
  return `The entry gate of ${environmentName} is shut, so nothing can be tested there yet. Clear its blockers first.`;
}

/** Decides whether an execution can be recorded: an executed test is work behind the entry gate. */
export function decideRecord(
  facts: RecordFacts,
  command: RecordCommand,
): Verdict<{ readonly startsEnvironment: boolean }> {
  const refusals: Refusal[] = [];
  const { code, environment, threshold } = facts;
  const no = (reason: string, message: string) => refusals.push({ code: reason, message });
  if (facts.archived) no("archived", `${code} is archived. Restore it before recording results.`);
  if (!environment.entryOpen) {
    no("gate_shut", shutOutText(environment.name));
  }
  if (command.revision > facts.revision)
    no("no_such_revision", `${code} has no revision ${command.revision}.`);
  if (command.executedAt.getTime() > command.now.getTime())
    no("in_the_future", "A test can't have been executed in the future.");
  if (threshold !== null && command.revision === facts.revision)
    refusals.push(...thresholdRefusals(code, threshold, command));
  if (refusals.length > 0) return { ok: false, refusals };
  return { ok: true, startsEnvironment: !environment.started };
}

function thresholdRefusals(
  code: string,
  threshold: Threshold,
  { result, measured }: RecordCommand,
): Refusal[] {
  if (result !== "passed" && result !== "failed") return [];
  const needs = thresholdText(threshold);
  if (measured === null || !Number.isFinite(measured)) {
    // A failure without a value is believed: the test may have broken before anything was measured.
    if (result === "failed") return [];
    return [{ code: "measured_missing", message: `${code} needs ${needs}. Enter the measured value.` }];
  }
  const judged = judgeThreshold(threshold, measured);
  // A value within the limit may still come from a failed test (errors, wrong answers); never the other way round.
  if (judged === "passed" || result === judged) return [];
  return [
    {
      code: "threshold_contradicted",
      message: `${code} measured ${measured} and needs ${needs}: that is failed, not passed.`,
    },
  ];
}

/** What taking an execution back is judged by. */
export type RetractFacts = {
  readonly actorId: string;
  readonly now: Date;
  readonly code: string;
  readonly recordedById: string;
  /** When it was recorded by hand; null when it was imported. */
  readonly recordedAt: Date | null;
  readonly runClosed: boolean;
  /** Pieces of evidence of it, superseded and withdrawn ones too. */
  readonly evidence: number;
};

/** Takes back one's own execution, as shortly after it as a step can be undone. Later a correction is another execution. */
export function decideRetract(facts: RetractFacts): Verdict {
  const { code, recordedAt } = facts;
  const instead = "Record another execution instead: the latest counts.";
  if (recordedAt === null)
    return refuse("imported", `This result of ${code} was imported and can't be taken back. ${instead}`);
  if (facts.recordedById !== facts.actorId)
    return refuse("not_yours", `Somebody else recorded this. You can only take back your own. ${instead}`);
  if (facts.now.getTime() - recordedAt.getTime() > (undoSeconds + undoGraceSeconds) * 1000)
    return refuse("too_late", `Undo is possible for ${undoSeconds} seconds. ${instead}`);
  if (facts.runClosed) return refuse("run_closed", "The run was closed since, so its executions stay.");
  if (facts.evidence > 0)
    return refuse("has_evidence", `This execution of ${code} has evidence and stays. ${instead}`);
  return { ok: true };
}

/** Cases that pass and aren't stale, of all there are, required ones apart: the same numbers wherever they stand. */
export type PassCounts = {
  readonly required: number;
  readonly requiredPassing: number;
  readonly total: number;
  readonly passed: number;
};

/** "24 of 24 required", and where there are any, "0 of 2 optional". */
export function passWords(counts: PassCounts): {
  readonly required: string;
  readonly optional: string | null;
} {
  const optional = counts.total - counts.required;
  return {
    required:
      counts.required === 0 ? "none required" : `${counts.requiredPassing} of ${counts.required} required`,
    optional: optional === 0 ? null : `${counts.passed - counts.requiredPassing} of ${optional} optional`,
  };
}
