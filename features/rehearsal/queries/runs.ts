import { reversePlan } from "@/domain/back-out";
import { type Attempt, type TimedChange, timeSteps } from "@/domain/forecast/timing";
import { canStartBehind } from "@/domain/gate";
import type { RehearsalRules } from "@/domain/rehearsal";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { listRunsInput, type RunList, type RunView, runInput, runList, runView } from "../schema/runs";
import { demandedOf, type FoundRun, findRun } from "./find-run";
import { peopleByName, readRuns } from "./rows";
import { openSteps, stepsBackOut } from "./steps";

/** Every run of an upgrade, what has to be rehearsed, and where a run could begin. */
export const listRuns = upgradeQuery({
  name: "run.list",
  action: "upgrade.view",
  summary: "Pilots and live runs of an upgrade, and what has to be rehearsed before production",
  path: "/upgrades/{upgrade}/migration-runs",
  input: listRunsInput,
  output: runList,
  run: async ({ read, upgrade, now }): Promise<RunList> => {
    const [own, environments, members, runs] = await Promise.all([
      read.upgrade.findUniqueOrThrow({
        where: { id: upgrade.id },
        select: { rehearsal: true, version: true },
      }),
      read.environment.findMany({
        where: { upgradeId: upgrade.id },
        orderBy: { position: "asc" },
        include: {
          gates: { where: { kind: "entry" }, select: { state: true } },
          migrations: { where: { endedAt: null }, select: { id: true } },
          steps: {
            where: { removedAt: null, part: { in: ["prepare", "migrate"] } },
            select: { state: true },
          },
        },
      }),
      read.member.findMany({
        where: { upgradeId: upgrade.id, user: { disabledAt: null } },
        select: { userId: true, user: { select: { name: true } } },
        orderBy: { user: { name: "asc" } },
      }),
      readRuns(read, upgrade, now),
    ]);
    return {
      rules: own.rehearsal as RunList["rules"],
      version: own.version,
      runs: runs.map(({ row }) => row),
      environments: environments.map(({ key, name, kind, startedAt, gates, migrations, steps }) => ({
        key,
        name,
        kind,
        running: migrations[0]?.id ?? null,
        closed: steps.filter(({ state }) => state !== "todo").length,
        steps: steps.length,
        reasons: canStartBehind(gates[0]?.state ?? "shut", { startedAt })
          ? []
          : [`The entry gate of ${name} is shut.`],
      })),
      members: members.map(({ userId, user }) => ({ id: userId, name: user.name })),
    };
  },
});

/** One run with everything written down in it, what each step took, and the way back from where it is. */
export const getRun = upgradeQuery({
  name: "run.get",
  action: "upgrade.view",
  summary: "A run with its log, the time of each step, and its way back",
  path: "/upgrades/{upgrade}/migration-runs/{run}",
  input: runInput,
  output: runView,
  run: async ({ read, upgrade, now }, input): Promise<RunView> => {
    const run = await findRun(read, upgrade, input.run);
    const [found] = await readRuns(read, upgrade, now, run.id);
    if (!found) throw notFound("run");
    const [steps, open, demanded, backOutPlan] = await Promise.all([
      timedSteps(read, upgrade, run, now),
      openSteps(read, run.environmentId),
      run.endedAt ? null : demandedOf(read, run.id),
      backOutRows(read, run),
    ]);
    return {
      ...found.row,
      entries: found.entries,
      interrupted: found.entries.find(({ kind, until }) => kind === "interruption" && until === null) ?? null,
      steps,
      backOutPlan,
      open,
      demanded,
    };
  },
});

/** The steps of the environment with what they took between the begin and the end of the run. */
async function timedSteps(
  read: ReadClient,
  upgrade: UpgradeScope,
  run: FoundRun,
  now: Date,
): Promise<RunView["steps"]> {
  const until = run.endedAt ?? now;
  const steps = await read.step.findMany({
    where: { environmentId: run.environmentId, removedAt: null },
    orderBy: [{ phasePosition: "asc" }, { position: "asc" }],
    select: {
      id: true,
      code: true,
      title: true,
      state: true,
      plannedMinutes: true,
      predecessors: { select: { predecessorId: true } },
    },
  });
  const changes = (
    await read.$queryRaw<{ stepId: string; seq: number; at: Date; type: string; by: string | null }[]>`
      SELECT "subjectId" AS "stepId", seq, at, type, "actorId" AS by FROM "AuditEvent"
      WHERE chain = ${upgrade.id} AND "environmentId" = ${run.environmentId} AND "subjectType" = 'step' AND at <= ${until} ORDER BY seq`
  ).map((change): TimedChange => ({ ...change, at: change.at.getTime() }));
  const entries = await read.runEntry.findMany({ where: { runId: run.id, kind: "interruption" } });
  const { attempts, running } = timeSteps(
    changes,
    new Map(
      steps.map(({ id, predecessors }) => [id, predecessors.map(({ predecessorId }) => predecessorId)]),
    ),
    entries.map(({ at, until: end }) => ({ from: at.getTime(), to: (end ?? until).getTime() })),
    until.getTime(),
  );
  const began = run.startedAt.getTime();
  const lastOf = new Map<string, Attempt>();
  for (const attempt of attempts) if (attempt.finish >= began) lastOf.set(attempt.stepId, attempt);
  const person = await peopleByName(
    read,
    [...lastOf.values()].flatMap(({ finishedBy }) => finishedBy ?? []),
  );
  const iso = (at: number) => new Date(at).toISOString();
  return steps.map(({ id, code, title, state, plannedMinutes }) => {
    const attempt = lastOf.get(id);
    const going = running.find((one) => one.stepId === id);
    return {
      step: id,
      code,
      title,
      state,
      plannedMinutes,
      startedAt: attempt ? iso(attempt.start) : going ? iso(going.start) : null,
      finishedAt: attempt ? iso(attempt.finish) : null,
      waited: attempt ? waitedIn(began, attempt) : null,
      handsOn: attempt?.handsOn ?? going?.handsOn ?? null,
      by: attempt?.finishedBy ? person(attempt.finishedBy).name : null,
    };
  });
}

/** Minutes a step could have been worked on in a run and was not: before the run began nobody was to start it. */
function waitedIn(began: number, { waited, blocked, paused, start }: Attempt): number | null {
  return waited === null ? null : Math.min(waited, Math.max(0, start - began) / 60_000) + blocked + paused;
}

/** The way back from where things are; of a run that is over only what was undone in it, whatever is done by now. */
async function backOutRows(read: ReadClient, run: FoundRun): Promise<RunView["backOutPlan"]> {
  const [steps, undone] = await Promise.all([
    stepsBackOut(read, run.environmentId),
    read.backOutStep.findMany({ where: { runId: run.id } }),
  ]);
  const person = await peopleByName(
    read,
    undone.map(({ byId }) => byId),
  );
  const known = new Map(undone.map((one) => [one.stepId, one]));
  const plan = run.endedAt
    ? reversePlan(steps.filter(({ id }) => known.has(id)).map((step) => ({ ...step, state: "done" })))
    : reversePlan(steps);
  return plan.map(({ id, code, title, backOut }) => {
    const one = known.get(id);
    return {
      step: id,
      code,
      title,
      backOut,
      startedAt: one?.startedAt.toISOString() ?? null,
      finishedAt: one?.finishedAt?.toISOString() ?? null,
      by: one ? person(one.byId) : null,
    };
  });
}

/** The rules as stored; the upgrade keeps what its playbook said, or what a lead made of it. */
export const rulesOf = (stored: unknown): RehearsalRules | null => stored as RehearsalRules | null;
