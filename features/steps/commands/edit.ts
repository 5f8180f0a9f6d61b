import type { z } from "zod";
import { canonicalJson } from "@/domain/canonical";
import { decidePredecessors, type Place } from "@/domain/step-edit";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { notFound, refused } from "@/lib/errors";
import { environmentsTouched } from "../queries/facts";
import { addStepInput, editStepInput, savedStep } from "../schema/changing";
import { seenStep } from "./apply";
import { makeRoom, placeAtEnd, placeBehind } from "./place";

/** Refuses what a step can't wait for, naming the circle it would close. `step` need not be stored yet. */
async function checkPredecessors(
  tx: WriteClient,
  upgradeId: string,
  step: Place,
  ids: readonly string[],
): Promise<Place[]> {
  if (ids.length === 0) return [];
  const steps = await tx.step.findMany({
    where: { upgradeId, removedAt: null },
    select: { id: true, code: true, title: true, environmentId: true },
  });
  const byId = new Map([...steps, step].map((one) => [one.id, one]));
  const wanted = [...new Set(ids)].map((id) => byId.get(id));
  const known = wanted.filter((one) => one !== undefined);
  if (known.length < wanted.length) throw notFound("step to wait for");
  const edges = await tx.stepPredecessor.findMany({
    where: { step: { upgradeId, removedAt: null }, stepId: { not: step.id } },
  });
  const verdict = decidePredecessors(step, known, edges, (id) => byId.get(id)?.code ?? id);
  if (!verdict.ok) throw refused(verdict.refusals);
  return known;
}

/** "E-3", an extra one: codes of added steps count through the whole upgrade, so that one code is one step. */
async function nextCode(tx: WriteClient, upgradeId: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ last: number | null }[]>`
    SELECT max(substring(code FROM 3)::int) AS last FROM "Step" WHERE "upgradeId" = ${upgradeId}::uuid AND code ~ '^E-[0-9]{1,6}$'`;
  return `E-${(row?.last ?? 0) + 1}`;
}

export const addStep = upgradeCommand({
  name: "step.add",
  summary: "Add a step of your own to an environment or to the plan",
  method: "POST",
  path: "/upgrades/{upgrade}/steps",
  creates: true,
  input: addStepInput,
  output: savedStep,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const environment =
      input.environment === null
        ? null
        : await tx.environment.findUnique({
            where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
          });
    if (input.environment !== null && !environment) throw notFound("environment");
    if (environment && input.neededBy !== null) {
      const message =
        "Only a step of the plan names the gate that needs it; this one belongs to an environment.";
      throw refused([{ code: "needed_elsewhere", message }]);
    }
    const list = { upgradeId: upgrade.id, environmentId: environment?.id ?? null };
    const place =
      input.after === null ? await placeAtEnd(tx, list) : await placeBehind(tx, list, input.after);
    const { phase, phaseTitle, phasePosition, position } = place;
    const id = newId();
    const code = await nextCode(tx, upgrade.id);
    const { title } = input;
    const predecessors = await checkPredecessors(
      tx,
      upgrade.id,
      { id, code, title, environmentId: list.environmentId },
      input.predecessors,
    );
    await makeRoom(tx, list, position);
    await tx.step.create({
      data: {
        ...list,
        id,
        code,
        title,
        phase,
        phaseTitle,
        phasePosition,
        position,
        why: input.why,
        instructions: input.instructions,
        commands: input.commands,
        backOut: input.backOut,
        plannedMinutes: input.plannedMinutes,
        scalesWith: input.scalesWith,
        exclusive: input.exclusive,
        unattended: input.unattended,
        required: input.required,
        evidenceRequired: input.evidenceRequired,
        evidenceWhat: input.evidenceWhat,
        part: input.part,
        gate: input.gate,
        neededBy: input.neededBy,
        attestation: input.attestation,
        sources: [],
        reason: `${actor.name} added it.`,
        stateSince: now,
      },
    });
    await tx.stepPredecessor.createMany({
      data: predecessors.map((predecessor) => ({ stepId: id, predecessorId: predecessor.id })),
    });
    return {
      output: { id, code, version: 1 },
      events: [
        {
          type: "step.added",
          subject: { type: "step", id },
          environmentId: list.environmentId,
          data: { code, title },
        },
      ],
      touched: await environmentsTouched(tx, upgrade.id, [{ neededBy: input.neededBy, in: environment }]),
    };
  },
});

type Edit = z.output<typeof editStepInput>;

const fields = {
  title: "title",
  why: "why",
  instructions: "instructions",
  commands: "commands",
  backOut: "back-out",
  plannedMinutes: "planned minutes",
  scalesWith: "what it takes longer with",
  exclusive: "what it needs for itself",
  unattended: "running by itself",
  required: "required",
  evidenceRequired: "evidence",
  evidenceWhat: "what the evidence shows",
} as const satisfies Partial<Record<keyof Edit, string>>;

/** A value as history keeps it; canonical, because the database gives the keys of JSON back in an order of its own. */
const shown = (value: unknown) =>
  typeof value === "string" ? value : value === null ? "" : canonicalJson(value);

export const editStep = upgradeCommand({
  name: "step.edit",
  summary: "Edit what a step says, asks for and waits for",
  method: "PATCH",
  path: "/upgrades/{upgrade}/steps/{step}",
  input: editStepInput,
  output: savedStep,
  run: async ({ tx, upgrade }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    const row = await tx.step.findUniqueOrThrow({ where: { id: step.id } });
    const changes: { field: string; was: string; is: string }[] = [];
    const data: Prisma.StepUncheckedUpdateInput = {};
    for (const field of Object.keys(fields) as (keyof typeof fields)[]) {
      const is = input[field];
      if (is === undefined || shown(is) === shown(row[field])) continue;
      changes.push({ field: fields[field], was: shown(row[field]), is: shown(is) });
      Object.assign(data, { [field]: is });
    }

    const was = step.predecessors.map(({ id }) => id).sort();
    const wanted = [...new Set(input.predecessors ?? was)].sort();
    if (wanted.join() !== was.join()) {
      const place = { id: step.id, code: step.code, title: step.title, environmentId: row.environmentId };
      const predecessors = await checkPredecessors(tx, upgrade.id, place, wanted);
      await tx.stepPredecessor.deleteMany({ where: { stepId: step.id } });
      await tx.stepPredecessor.createMany({
        data: wanted.map((predecessorId) => ({ stepId: step.id, predecessorId })),
      });
      const codes = (list: readonly { code: string }[]) =>
        list
          .map(({ code }) => code)
          .sort()
          .join(", ");
      changes.push({ field: "predecessors", was: codes(step.predecessors), is: codes(predecessors) });
    }
    if (changes.length === 0)
      throw refused([{ code: "unchanged", message: `Nothing about ${step.code} is different.` }]);

    await tx.step.update({
      where: { id: step.id, version: input.version },
      data: { ...data, version: { increment: 1 } },
    });
    const title = input.title ?? step.title;
    return {
      output: { id: step.id, code: step.code, version: step.version + 1 },
      events: [
        {
          type: "step.edited",
          subject: { type: "step", id: step.id },
          environmentId: row.environmentId,
          data: { code: step.code, title, changes },
        },
      ],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  },
});
