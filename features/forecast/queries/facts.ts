import type { Amounts, ForecastFacts, PlannedWork, TimedWork } from "@/domain/forecast/forecast";
import { likeness } from "@/domain/forecast/rests-on";
import { type Attempt, type Interruption, type TimedChange, timeSteps } from "@/domain/forecast/timing";
import { amountTraits, compareParity, traitNumber } from "@/domain/parity";
import { stepScales } from "@/domain/step";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

type Client = Pick<
  ReadClient,
  "$queryRaw" | "environment" | "environmentTrait" | "migrationRun" | "step" | "user"
>;

export type LoadedForecastFacts = Awaited<ReturnType<typeof loadForecastFacts>>;

/** Everything timed in an upgrade, by environment. One statement after the other: a transaction has one connection. */
export async function loadTimings(client: Client, upgrade: Pick<UpgradeScope, "id">, now: Date) {
  const steps = await client.step.findMany({
    where: { upgradeId: upgrade.id, removedAt: null },
    orderBy: [{ phasePosition: "asc" }, { position: "asc" }],
    include: { predecessors: { select: { predecessorId: true } } },
  });
  const changes = (
    await client.$queryRaw<{ stepId: string; seq: number; at: Date; type: string; by: string | null }[]>`
      SELECT "subjectId" AS "stepId", seq, at, type, "actorId" AS by FROM "AuditEvent"
      WHERE chain = ${upgrade.id} AND "subjectType" = 'step' AND "environmentId" IS NOT NULL AND at <= ${now} ORDER BY seq`
  ).map((change): TimedChange => ({ ...change, at: change.at.getTime() }));
  const runs = await client.migrationRun.findMany({
    where: { upgradeId: upgrade.id },
    select: {
      id: true,
      environmentId: true,
      startedAt: true,
      endedAt: true,
      outcome: true,
      entries: { where: { kind: "interruption" }, select: { at: true, until: true } },
    },
  });
  const placeOf = new Map(steps.map(({ id, environmentId }) => [id, environmentId]));
  const attempts: Attempt[] = [];
  const elapsed = new Map<string, number>();
  const interruptions = new Map<string, Interruption[]>();
  for (const environmentId of new Set(placeOf.values())) {
    if (environmentId === null) continue;
    const pauses = runs
      .filter((run) => run.environmentId === environmentId)
      .flatMap(({ entries }) =>
        entries.map(({ at, until }) => ({ from: at.getTime(), to: (until ?? now).getTime() })),
      );
    interruptions.set(environmentId, pauses);
    const timed = timeSteps(
      changes.filter(({ stepId }) => placeOf.get(stepId) === environmentId),
      new Map(),
      pauses,
      now.getTime(),
    );
    attempts.push(...timed.attempts);
    for (const { stepId, handsOn } of timed.running) elapsed.set(stepId, handsOn);
  }
  return { steps, runs, attempts, elapsed, interruptions };
}

/** What a forecast of one environment rests on. Throws `not_found`. */
export async function loadForecastFacts(
  client: Client,
  upgrade: Pick<UpgradeScope, "id">,
  key: string,
  now: Date,
) {
  const environments = await client.environment.findMany({
    where: { upgradeId: upgrade.id },
    orderBy: { position: "asc" },
    select: { id: true, key: true, name: true, traits: { select: { key: true, value: true } } },
  });
  const environment = environments.find((one) => one.key === key);
  if (!environment) throw notFound("environment");
  const { steps, attempts, elapsed } = await loadTimings(client, upgrade, now);
  const own = steps.filter(({ environmentId }) => environmentId === environment.id);
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(own.flatMap(({ assigneeId }) => assigneeId ?? []))] } },
    select: { id: true, name: true },
  });
  const traitsOf = new Map(
    environments.map(({ id, traits }) => [id, new Map(traits.map((trait) => [trait.key, trait.value]))]),
  );
  const here = traitsOf.get(environment.id) ?? new Map();
  const parity = new Map<string, number>();
  for (const [id, traits] of traitsOf) {
    const alike = id === environment.id ? null : likeness(compareParity(traits, here, []).lines);
    if (alike !== null) parity.set(id, alike);
  }
  const known = new Map(steps.map((step) => [step.id, step]));
  const facts: ForecastFacts = {
    environment: environment.id,
    steps: own.map(
      (step): PlannedWork => ({
        id: step.id,
        sameAs: sameAs(step),
        part: step.part,
        state: step.state,
        planned: step.plannedMinutes,
        scalesWith: step.scalesWith,
        exclusive: step.exclusive,
        unattended: step.unattended,
        assignee: step.assigneeId,
        predecessors: step.predecessors.map(({ predecessorId }) => predecessorId),
        elapsed: elapsed.get(step.id) ?? null,
      }),
    ),
    timed: attempts.flatMap(({ stepId, handsOn, finish, finishedBy }): TimedWork[] => {
      const step = known.get(stepId);
      if (!step?.environmentId) return [];
      return [
        {
          sameAs: sameAs(step),
          environment: step.environmentId,
          minutes: handsOn,
          at: finish,
          by: finishedBy,
        },
      ];
    }),
    amounts: new Map([...traitsOf].map(([id, traits]) => [id, amountsIn(traits)])),
    parity,
  };
  return { environment, environments, own, facts, nameOf: new Map(people.map(({ id, name }) => [id, name])) };
}

/** One step of the playbook is the same one in every environment; one a lead added has a code of its own. */
const sameAs = ({ playbookStepId, code }: { playbookStepId: string | null; code: string }) =>
  playbookStepId ?? `code ${code}`;

function amountsIn(traits: ReadonlyMap<string, string>): Amounts {
  return Object.fromEntries(
    stepScales.flatMap((scale) => {
      const value = traits.get(amountTraits[scale]);
      const number = value === undefined ? null : traitNumber(value);
      return number === null || number === 0 ? [] : [[scale, number]];
    }),
  );
}
