import { type RunSchedule, scheduleRun } from "@/domain/run-schedule";
import { sharesOf } from "@/domain/traffic";
import { listSteps } from "@/features/steps/queries/list";
import { reserveOf, windowOf } from "@/lib/abort-clock";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { wayBack } from "@/lib/way-back";
import { type LiveDecision, type LiveStep, type LiveView, liveInput, liveView } from "../schema/live";
import { peopleByName, readRuns } from "./rows";

/** What a step is expected to take when nobody planned it, in minutes: something has to be drawn. */
const unplanned = 15;

/** The run that goes on in an environment, or its last one, as everybody follows it. */
export const getLive = upgradeQuery({
  name: "run.live",
  action: "step.view",
  summary: "The run that goes on in an environment: plan against clock, decisions, the latest safe abort",
  path: "/upgrades/{upgrade}/environments/{environment}/live",
  input: liveInput,
  output: liveView,
  // Fifty people ask at once after every tap, and are told the same: one of them makes it.
  run: ({ read, upgrade, now }, { environment }) =>
    savedFacts(read, upgrade).once(`live of ${environment} at ${Math.floor(now.getTime() / 1_000)}`, () =>
      readLive({ read, upgrade, now }, environment),
    ),
});

/** Reads it anew: the same for everybody who may look. */
async function readLive(
  { read, upgrade, now }: { read: ReadClient; upgrade: UpgradeScope; now: Date },
  key: string,
): Promise<LiveView> {
  const environment = await read.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: {
      id: true,
      key: true,
      name: true,
      kind: true,
      migrations: { orderBy: { startedAt: "desc" }, take: 1, select: { id: true } },
      traffic: { orderBy: { number: "asc" } },
      upgrade: { select: { rehearsal: true } },
    },
  });
  if (!environment) throw notFound("environment");
  const runId = environment.migrations[0]?.id;
  const [found] = runId ? await readRuns(read, upgrade, now, runId) : [];
  const run = found?.row ?? null;
  const until = run?.endedAt ? new Date(run.endedAt) : now;
  const { lines, schedule } = await timed(read, upgrade, environment, run?.startedAt ?? null, now, until);
  const window = await windowOf(read, environment.id, run ? new Date(run.startedAt) : now);
  const person = await peopleByName(
    read,
    environment.traffic.map(({ byId }) => byId),
  );
  return {
    environment: { key: environment.key, name: environment.name, kind: environment.kind },
    run,
    interrupted: found?.entries.find((one) => one.kind === "interruption" && one.until === null) ?? null,
    entries: found?.entries ?? [],
    steps: lines,
    plannedEnd: run ? new Date(schedule.plannedEnd).toISOString() : null,
    expectedEnd: run && !run.endedAt ? new Date(schedule.expectedEnd).toISOString() : null,
    backOut: await wayBack(read, upgrade.id, environment.id),
    window: window && { start: window.startsAt.toISOString(), finish: window.endsAt.toISOString() },
    reserveMinutes: reserveOf(window, environment.upgrade.rehearsal),
    decisions: runId ? await decisionsOf(read, runId) : [],
    calls: await callList(read, upgrade, run?.participants.map(({ id }) => id) ?? [], lines),
    traffic: {
      share: sharesOf(environment.traffic).new,
      shifts: environment.traffic.toReversed().map(({ share, at, reason, byId }) => ({
        share,
        at: at.toISOString(),
        reason,
        by: person(byId),
      })),
    },
  };
}

async function timed(
  read: ReadClient,
  upgrade: UpgradeScope,
  environment: { id: string; key: string },
  began: string | null,
  now: Date,
  until: Date,
): Promise<{ lines: LiveStep[]; schedule: RunSchedule }> {
  const { steps } = await listSteps.run(
    { read, upgrade, now },
    { upgrade: upgrade.key, environment: environment.key },
  );
  const edges = await read.stepPredecessor.findMany({
    where: { step: { environmentId: environment.id, removedAt: null } },
    select: { stepId: true, predecessorId: true },
  });
  const final = new Set(
    (
      await read.step.findMany({
        where: { environmentId: environment.id, removedAt: null, pointOfNoReturn: true },
        select: { id: true },
      })
    ).map(({ id }) => id),
  );
  const after = new Map<string, string[]>();
  for (const { stepId, predecessorId } of edges)
    after.set(stepId, [...(after.get(stepId) ?? []), predecessorId]);
  const from = began ? new Date(began) : now;
  const time = (iso: string | null | undefined) => (iso ? new Date(iso).getTime() : null);
  const schedule = scheduleRun(
    steps.map((step) => ({
      id: step.id,
      after: after.get(step.id) ?? [],
      minutes: step.plannedMinutes ?? unplanned,
      personId: step.assignee?.id ?? null,
      state: step.state,
      startedAt: time(step.startedAt),
      finishedAt: time(step.finishedAt),
      pausedAt: time(step.paused?.since),
    })),
    from.getTime(),
    until.getTime(),
  );
  const spans = new Map(schedule.lines.map((line) => [line.id, line]));
  const iso = (at: number) => new Date(at).toISOString();
  const shown = (span: { start: number; finish: number }) => ({
    start: iso(span.start),
    finish: iso(span.finish),
  });
  const lines = steps.flatMap((step): LiveStep[] => {
    const line = spans.get(step.id);
    if (!line) return [];
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
        assignee: step.assignee ?? null,
        startable: step.startable,
        whyNot: step.whyNot,
        minutes: step.plannedMinutes ?? unplanned,
        planned: shown(line.planned),
        actual: shown(line.actual),
        critical: line.critical,
        pointOfNoReturn: final.has(step.id),
        lateMinutes: line.late / 60_000,
      },
    ];
  });
  return { lines, schedule };
}

async function decisionsOf(read: ReadClient, runId: string): Promise<LiveDecision[]> {
  const rows = await read.runDecision.findMany({
    where: { runId },
    orderBy: { askedAt: "desc" },
    include: { votes: { orderBy: { at: "asc" } } },
  });
  const person = await peopleByName(
    read,
    rows.flatMap((row) => [
      ...(row.askedById ? [row.askedById] : []),
      ...(row.decidedById ? [row.decidedById] : []),
      ...row.votes.map(({ userId }) => userId),
    ]),
  );
  return rows.map(({ id, question, demanded, verdict, reason, version, ...row }) => ({
    id,
    question,
    demanded,
    askedAt: row.askedAt.toISOString(),
    askedBy: row.askedById ? person(row.askedById) : null,
    verdict,
    reason,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedBy: row.decidedById ? person(row.decidedById) : null,
    votes: row.votes.map((vote) => ({
      by: person(vote.userId),
      verdict: vote.verdict,
      reason: vote.reason,
      at: vote.at.toISOString(),
    })),
    version,
  }));
}

/** Who takes part, or else leads and engineers: how to reach them, and what they are doing this moment. */
async function callList(
  read: ReadClient,
  upgrade: UpgradeScope,
  participants: readonly string[],
  steps: readonly LiveStep[],
): Promise<LiveView["calls"]> {
  const members = await read.member.findMany({
    where: {
      upgradeId: upgrade.id,
      user: { disabledAt: null },
      ...(participants.length > 0
        ? { userId: { in: [...participants] } }
        : { roles: { hasSome: ["lead", "engineer"] } }),
    },
    select: { userId: true, roles: true, user: { select: { name: true, email: true } } },
    orderBy: { user: { name: "asc" } },
  });
  return members.map(({ userId, roles, user }) => ({
    id: userId,
    name: user.name,
    email: user.email,
    roles,
    doing: steps
      .filter((step) => step.state === "doing" && step.assignee?.id === userId)
      .map(({ code }) => code),
  }));
}
