import { typicalMinutes } from "@/domain/forecast/forecast";
import { type RunSchedule, type ScheduleLine, scheduleRun } from "@/domain/run-schedule";
import { loadForecastFacts } from "@/features/forecast/queries/facts";
import { listSteps } from "@/features/steps/queries/list";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import type { LiveStep } from "../schema/live";

/** What a step is expected to take when nobody planned it, in minutes: something has to be drawn. */
const unplanned = 15;

const shown = ({ start, finish }: ScheduleLine["planned"]) => ({
  start: new Date(start).toISOString(),
  finish: new Date(finish).toISOString(),
});

/** The steps of a run against its clock: as planned from its begin, and as they go. */
export async function liveSteps(
  context: { read: ReadClient; upgrade: UpgradeScope; now: Date },
  environment: string,
  { began, until, teamOf }: { began: Date; until: Date; teamOf: (id: string) => string },
): Promise<{ lines: LiveStep[]; schedule: RunSchedule }> {
  const { read, upgrade } = context;
  const { steps } = await listSteps.run(context, { upgrade: upgrade.key, environment });
  const { own, facts } = await loadForecastFacts(read, upgrade, environment, until);
  const known = new Map(own.map((step) => [step.id, step]));
  // What was timed in this run is how it goes: the plan keeps to what was known when it began.
  const before = facts.timed.filter(({ at }) => at < began.getTime());
  const typical = typicalMinutes({ ...facts, timed: before });
  const worked = new Map(facts.steps.map(({ id, elapsed }) => [id, elapsed]));
  const time = (iso: string | null) => (iso ? new Date(iso).getTime() : null);
  const expected = (step: { id: string; plannedMinutes: number | null }) =>
    typical.get(step.id)?.minutes ?? step.plannedMinutes ?? unplanned;
  const schedule = scheduleRun(
    steps.map((step) => ({
      id: step.id,
      after: known.get(step.id)?.predecessors.map(({ predecessorId }) => predecessorId) ?? [],
      minutes: expected(step),
      personId: step.assignee?.id ?? null,
      state: step.state,
      startedAt: time(step.startedAt),
      finishedAt: time(step.finishedAt),
      worked: worked.get(step.id) ?? null,
    })),
    began.getTime(),
    until.getTime(),
  );
  const spans = new Map(schedule.lines.map((line) => [line.id, line]));
  const lines = steps.flatMap((step): LiveStep[] => {
    const line = spans.get(step.id);
    if (!line) return [];
    const { assignee } = step;
    return [
      {
        id: step.id,
        code: step.code,
        title: step.title,
        phase: step.phaseTitle,
        state: step.state,
        stateReason: step.stateReason,
        paused: step.paused,
        version: step.version,
        assignee: assignee && { ...assignee, team: teamOf(assignee.id) },
        startable: step.startable,
        whyNot: step.whyNot,
        minutes: expected(step),
        timedRuns: typical.get(step.id)?.samples ?? 0,
        isPlanned: step.plannedMinutes !== null,
        planned: shown(line.planned),
        actual: shown(line.actual),
        critical: line.critical,
        pointOfNoReturn: known.get(step.id)?.pointOfNoReturn ?? false,
        lateMinutes: line.late / 60_000,
      },
    ];
  });
  return { lines, schedule };
}
