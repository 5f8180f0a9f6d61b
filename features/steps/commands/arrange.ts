import { decideAttest, pagesRead } from "@/domain/attestation";
import { decideRemoveStep } from "@/domain/step-edit";
import { upgradeCommand } from "@/lib/command";
import { notFound, refused } from "@/lib/errors";
import { environmentsTouched, loadSteps } from "../queries/facts";
import { attestStepInput, moveStepInput, reasonedStepInput, savedStep } from "../schema/changing";
import { seenStep } from "./apply";
import { makeRoom, placeAtTop, placeBehind } from "./place";

export const moveStep = upgradeCommand({
  name: "step.move",
  summary: "Put a step behind another one of its list, or at the top of its phase",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/move",
  input: moveStepInput,
  output: savedStep,
  run: async ({ tx, upgrade }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    if (input.after === step.id)
      throw refused([{ code: "behind_itself", message: `${step.code} can't come behind itself.` }]);
    const list = { upgradeId: upgrade.id, environmentId: step.in?.id ?? null };
    const { phase: own } = await tx.step.findUniqueOrThrow({
      where: { id: step.id },
      select: { phase: true },
    });
    const behind = input.after === null ? null : await placeBehind(tx, list, input.after);
    const { phase, phaseTitle, phasePosition, position } = behind ?? (await placeAtTop(tx, list, own));
    await makeRoom(tx, list, position);
    await tx.step.update({
      where: { id: step.id, version: input.version },
      data: { phase, phaseTitle, phasePosition, position, version: { increment: 1 } },
    });
    const data = { code: step.code, title: step.title, after: behind?.code ?? null };
    return {
      output: { id: step.id, code: step.code, version: step.version + 1 },
      events: [
        {
          type: "step.moved",
          subject: { type: "step", id: step.id },
          environmentId: list.environmentId,
          data,
        },
      ],
      touched: [],
    };
  },
});

export const removeStep = upgradeCommand({
  name: "step.remove",
  summary: "Remove an added step nobody has worked on; what waited for it waits for what it waited for",
  method: "DELETE",
  path: "/upgrades/{upgrade}/steps/{step}",
  input: reasonedStepInput,
  output: savedStep,
  run: async ({ tx, now, upgrade }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    const evidence = await tx.evidence.count({ where: { stepId: step.id } });
    const attestations = await tx.attestation.count({ where: { stepId: step.id } });
    const verdict = decideRemoveStep({ ...step, evidence, attestations });
    if (!verdict.ok) throw refused(verdict.refusals);

    const successors = await tx.stepPredecessor.findMany({
      where: { predecessorId: step.id },
      select: { stepId: true },
    });
    await tx.stepPredecessor.deleteMany({ where: { OR: [{ stepId: step.id }, { predecessorId: step.id }] } });
    const joined = successors.flatMap(({ stepId }) =>
      step.predecessors.map(({ id }) => ({ stepId, predecessorId: id })),
    );
    await tx.stepPredecessor.createMany({ data: joined, skipDuplicates: true });
    await tx.step.update({
      where: { id: step.id, version: input.version },
      data: { removedAt: now, version: { increment: 1 } },
    });
    const data = { code: step.code, title: step.title, reason: input.reason };
    return {
      output: { id: step.id, code: step.code, version: step.version + 1 },
      events: [
        {
          type: "step.removed",
          subject: { type: "step", id: step.id },
          environmentId: step.in?.id ?? null,
          data,
        },
      ],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  },
});

export const attestStep = upgradeCommand({
  name: "step.attest",
  summary: "Attest that you have read and understood what a step names, with the version of each page",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/attest",
  creates: true,
  input: attestStepInput,
  output: savedStep,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const [step] = await loadSteps(tx, upgrade.id, [input.step]);
    if (!step) throw notFound("step");
    const { id, code, title, version } = step;
    const verdict = decideAttest(step, actor.id, input.pages);
    if (!verdict.ok) throw refused(verdict.refusals);
    const statement = input.statement || "I have read it and understood it.";
    const pages = pagesRead(step.readings, input.pages);
    const word = { statement, pages: pages.map((page) => ({ ...page })), at: now };
    await tx.attestation.upsert({
      where: { stepId_userId: { stepId: id, userId: actor.id } },
      create: { stepId: id, userId: actor.id, ...word },
      update: word,
    });
    return {
      output: { id, code, version },
      events: [
        {
          type: "step.attested",
          subject: { type: "step", id },
          environmentId: step.in?.id ?? null,
          data: { code, title, statement, ...(pages.length > 0 && { pages }) },
        },
      ],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  },
});
