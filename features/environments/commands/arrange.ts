import type { Answers } from "@/domain/condition";
import { decideEnvironments, decideRemoveEnvironment } from "@/domain/environment";
import { generatePlan } from "@/domain/plan";
import type { Playbook } from "@/domain/playbook";
import type { Hop } from "@/domain/version-path";
import { upgradeCommand } from "@/lib/command";
import { conditionItems } from "@/lib/condition-items";
import { conflict, refused } from "@/lib/errors";
import { environmentKeyOf, gateRows, predecessorRows, stepRows } from "@/lib/plan-rows";
import {
  addEnvironmentInput,
  environmentRow,
  environmentsOutput,
  removeEnvironmentInput,
  renameEnvironmentInput,
  reorderEnvironmentsInput,
} from "../schema";
import { findEnvironment, orderedEnvironments } from "./find";

type Row = Awaited<ReturnType<typeof orderedEnvironments>>[number];
const rowOf = ({ id, key, name, kind, status, position, version }: Row) => ({
  id,
  key,
  name,
  kind,
  status,
  position,
  version,
});

/** Adds an environment with its own copy of the playbook's steps. Nothing may come below one that has started. */
export const addEnvironment = upgradeCommand({
  name: "environment.add",
  summary: "Add an environment",
  method: "POST",
  path: "/upgrades/{upgrade}/environments",
  creates: true,
  input: addEnvironmentInput,
  output: environmentRow,
  run: async ({ tx, now, newId, upgrade }, input) => {
    const was = await orderedEnvironments(tx, upgrade);
    const taken = new Set(was.map((environment) => environment.key));
    let key = environmentKeyOf(input.name);
    for (let n = 2; taken.has(key); n += 1) key = `${environmentKeyOf(input.name)}-${n}`;
    const before = input.before
      ? was.findIndex((environment) => environment.key === input.before)
      : was.length - 1;
    const position = before < 0 ? was.length - 1 : before;
    const id = newId();
    const draft = { id, key, name: input.name, kind: input.kind, started: false };
    const is = [...was.slice(0, position), draft, ...was.slice(position)];
    const verdict = decideEnvironments(was, is);
    if (!verdict.ok) throw refused(verdict.refusals);

    for (const [index, environment] of is.entries()) {
      if (environment.id !== id)
        await tx.environment.update({ where: { id: environment.id }, data: { position: index } });
    }
    const created = await tx.environment.create({
      data: { id, upgradeId: upgrade.id, key, name: input.name, kind: input.kind, position },
    });
    const row = await tx.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      include: { playbook: true },
    });
    const playbook = row.playbook.content as unknown as Playbook;
    const items = await conditionItems(tx, upgrade.id, playbook);
    const hops = row.path as unknown as Hop[];
    const facts = { from: row.fromVersion, to: row.toVersion, answers: row.answers as Answers, items, hops };
    const plan = generatePlan(playbook, facts, [{ key, kind: input.kind }]);
    const steps = plan.environmentSteps.flatMap((part) => part.steps);
    const planIds = await tx.step.findMany({
      where: { upgradeId: upgrade.id, environmentId: null, removedAt: null, playbookStepId: { not: null } },
      select: { id: true, playbookStepId: true },
    });
    const ids = new Map([
      ...steps.map((step) => [step.key, newId()] as const),
      ...planIds.map((step) => [`plan:${step.playbookStepId}`, step.id] as const),
    ]);
    await tx.step.createMany({
      data: stepRows(upgrade.id, steps, (stepKey) => ids.get(stepKey) ?? newId(), new Map([[key, id]]), now),
    });
    await tx.stepPredecessor.createMany({ data: predecessorRows(steps, (stepKey) => ids.get(stepKey)) });
    const { gates, slots } = gateRows(
      upgrade.id,
      playbook,
      [{ id, key, kind: input.kind, slots: {} }],
      newId,
    );
    await tx.gate.createMany({ data: gates });
    await tx.gateSlot.createMany({ data: slots });
    return {
      output: rowOf({ ...created, started: false }),
      events: [
        {
          type: "environment.added",
          subject: { type: "environment", id },
          environmentId: id,
          data: { name: input.name, kind: input.kind, position, steps: steps.length },
        },
      ],
    };
  },
});

/** Renames an environment; its address stays, so that links keep working. */
export const renameEnvironment = upgradeCommand({
  name: "environment.rename",
  summary: "Rename an environment",
  method: "PATCH",
  path: "/upgrades/{upgrade}/environments/{environment}",
  input: renameEnvironmentInput,
  output: environmentRow,
  run: async ({ tx, upgrade }, input) => {
    const environment = await findEnvironment(tx, upgrade, input.environment);
    const was = await orderedEnvironments(tx, upgrade);
    const verdict = decideEnvironments(
      was,
      was.map((one) => (one.id === environment.id ? { ...one, name: input.name } : one)),
    );
    if (!verdict.ok) throw refused(verdict.refusals);
    const { count } = await tx.environment.updateMany({
      where: { id: environment.id, version: input.version },
      data: { name: input.name, version: { increment: 1 } },
    });
    if (count !== 1)
      throw conflict("the environment", { name: environment.name, version: environment.version });
    return {
      output: rowOf({
        ...environment,
        name: input.name,
        version: input.version + 1,
        started: environment.startedAt !== null,
      }),
      events: [
        {
          type: "environment.renamed",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: { was: environment.name, is: input.name },
        },
      ],
      touched: [],
    };
  },
});

/** Puts the environments in another order; prod stays last, and what has started keeps its place. */
export const reorderEnvironments = upgradeCommand({
  name: "environment.reorder",
  summary: "Change the order of environments",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments",
  input: reorderEnvironmentsInput,
  output: environmentsOutput,
  run: async ({ tx, upgrade }, input) => {
    const was = await orderedEnvironments(tx, upgrade);
    const is = input.order.flatMap((key) => was.filter((environment) => environment.key === key));
    if (is.length !== was.length || new Set(input.order).size !== was.length) {
      throw refused(
        [{ code: "incomplete", message: "The new order has to name every environment exactly once." }],
        { current: was.map(rowOf) },
      );
    }
    const verdict = decideEnvironments(was, is);
    if (!verdict.ok) throw refused(verdict.refusals);
    for (const [position, environment] of is.entries()) {
      if (environment.position !== position)
        await tx.environment.update({ where: { id: environment.id }, data: { position } });
    }
    return {
      output: { environments: is.map((environment, position) => rowOf({ ...environment, position })) },
      events: [
        {
          type: "environment.reordered",
          subject: { type: "upgrade", id: upgrade.id },
          data: { order: is.map((environment) => environment.name) },
        },
      ],
    };
  },
});

/** Removes an environment in which nothing was done. */
export const removeEnvironment = upgradeCommand({
  name: "environment.remove",
  summary: "Remove an environment in which nothing was done",
  method: "DELETE",
  path: "/upgrades/{upgrade}/environments/{environment}",
  input: removeEnvironmentInput,
  output: environmentsOutput,
  run: async ({ tx, upgrade }, input) => {
    const environment = await findEnvironment(tx, upgrade, input.environment);
    if (environment.version !== input.version)
      throw conflict("the environment", { name: environment.name, version: environment.version });
    const environmentId = environment.id;
    const [
      steps,
      executions,
      evidence,
      signOffs,
      trafficShifts,
      measurements,
      windows,
      logReadings,
      rehearsals,
      hypercare,
    ] = [
      await tx.step.count({
        where: {
          environmentId,
          OR: [{ state: { not: "todo" } }, { note: { not: "" } }, { comments: { some: {} } }],
        },
      }),
      await tx.testExecution.count({ where: { environmentId } }),
      await tx.evidence.count({ where: { step: { environmentId } } }),
      await tx.signOff.count({ where: { gate: { environmentId } } }),
      await tx.trafficShift.count({ where: { environmentId } }),
      (await tx.healthSeries.count({ where: { environmentId } })) +
        (await tx.healthThreshold.count({ where: { environmentId } })) +
        (await tx.entityCount.count({ where: { environmentId } })),
      await tx.changeWindow.count({ where: { environmentId } }),
      await tx.logReading.count({ where: { environmentId } }),
      (await tx.migrationRun.count({ where: { environmentId } })) +
        (await tx.forecast.count({ where: { environmentId } })) +
        (await tx.parityAcceptance.count({ where: { environmentId } })),
      await tx.hypercarePeriod.count({ where: { environmentId } }),
    ];
    const verdict = decideRemoveEnvironment({
      name: environment.name,
      kind: environment.kind,
      work: {
        steps,
        executions,
        evidence,
        signOffs,
        trafficShifts,
        measurements,
        windows,
        logReadings,
        rehearsals,
        hypercare,
      },
    });
    if (!verdict.ok) throw refused(verdict.refusals);
    const was = await orderedEnvironments(tx, upgrade);
    const is = was.filter((one) => one.id !== environmentId);
    const order = decideEnvironments(was, is);
    if (!order.ok) throw refused(order.refusals);

    await tx.gateSlot.deleteMany({ where: { gate: { environmentId } } });
    await tx.waiver.deleteMany({ where: { gate: { environmentId } } });
    await tx.gate.deleteMany({ where: { environmentId } });
    await tx.stepPredecessor.deleteMany({ where: { step: { environmentId } } });
    await tx.step.deleteMany({ where: { environmentId } });
    await tx.testRun.deleteMany({ where: { environmentId } });
    await tx.environmentVariable.deleteMany({ where: { environmentId } });
    await tx.itemStanding.deleteMany({ where: { environmentId } });
    await tx.trafficProfile.deleteMany({ where: { environmentId } });
    await tx.environment.delete({ where: { id: environmentId } });
    for (const [position, one] of is.entries()) {
      if (one.position !== position)
        await tx.environment.update({ where: { id: one.id }, data: { position } });
    }
    return {
      output: { environments: is.map((one, position) => rowOf({ ...one, position })) },
      events: [
        {
          type: "environment.removed",
          subject: { type: "environment", id: environmentId },
          data: { name: environment.name },
        },
      ],
    };
  },
});
