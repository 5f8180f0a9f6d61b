import type { EvidenceKind } from "@/domain/evidence";
import { decideEvidenceChange } from "@/domain/evidence-change";
import { loadSteps } from "@/features/steps/queries/facts";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { notFound, refused } from "@/lib/errors";
import { storeContent } from "@/lib/storage";
import { addEvidenceInput, savedEvidence, supersedeEvidenceInput, withdrawEvidenceInput } from "../schema";
import { type Prepared, prepareContent } from "./content";
import { refuseSameContent } from "./same-content";
import { loadTarget, type Target } from "./target";

/** Stores a prepared piece for its step, execution or item. */
async function store(
  tx: WriteClient,
  made: { id: string; upgradeId: string; actorId: string; now: Date },
  target: Target,
  prepared: Prepared,
) {
  const { bytes, ...described } = prepared;
  const { id, upgradeId } = made;
  const { stepId, executionId, itemId, itemEnvironmentId: environmentId } = target;
  const proves = { stepId, executionId, itemId, environmentId };
  await tx.evidence.create({
    data: { ...described, ...proves, id, upgradeId, addedById: made.actorId, addedAt: made.now },
  });
  if (bytes) await storeContent(tx, id, bytes);
}

/** Finds a piece of evidence with what it proves, and refuses what the rules don't allow: `by` is the kind that takes its place. */
async function changeable(tx: WriteClient, upgradeId: string, id: string, by: EvidenceKind | null) {
  const evidence = await tx.evidence.findFirst({ where: { id, upgradeId } });
  if (!evidence) throw notFound("evidence");
  const { stepId, executionId, itemId, environmentId } = evidence;
  const [step] = stepId ? await loadSteps(tx, upgradeId, [stepId]) : [];
  const others = stepId
    ? await tx.evidence.findMany({
        where: { stepId, id: { not: id }, supersededById: null, withdrawnAt: null },
        select: { kind: true },
      })
    : [];
  const verdict = decideEvidenceChange(
    { ...evidence, step: step ? { ...step, otherKinds: others.map(({ kind }) => kind) } : null },
    by,
  );
  if (!verdict.ok) throw refused(verdict.refusals);
  const target = await loadTarget(tx, upgradeId, {
    ...(stepId && { step: stepId }),
    ...(executionId && { execution: executionId }),
    ...(itemId && { item: itemId }),
    ...(environmentId && { environment: environmentId }),
  });
  return { evidence, target };
}

const current = { supersededById: null, withdrawnAt: null };

export const addEvidence = upgradeCommand({
  name: "evidence.add",
  summary: "Add a file, a link or a note as evidence of a step, a test execution or an inventory item",
  method: "POST",
  path: "/upgrades/{upgrade}/evidence",
  creates: true,
  input: addEvidenceInput,
  output: savedEvidence,
  prepare: prepareContent,
  run: async ({ tx, now, newId, prepared, upgrade, actor }, input) => {
    const target = await loadTarget(tx, upgrade.id, input);
    await refuseSameContent(tx, upgrade.id, actor, target, prepared);
    const id = newId();
    await store(tx, { id, upgradeId: upgrade.id, actorId: actor.id, now }, target, prepared);
    const { kind, name, sha256, size, mediaType } = prepared;
    return {
      output: { id, kind, name, sha256, size, mediaType },
      events: [
        {
          type: "evidence.added",
          subject: { type: "evidence", id },
          environmentId: target.environmentId,
          data: { on: target.on, title: target.title, kind, name, sha256, size },
        },
      ],
      touched: target.touched,
    };
  },
});

export const supersedeEvidence = upgradeCommand({
  name: "evidence.supersede",
  summary: "Put another file, link or note in the place of a piece of evidence, which stays readable",
  method: "POST",
  path: "/upgrades/{upgrade}/evidence/{evidence}/supersede",
  creates: true,
  input: supersedeEvidenceInput,
  output: savedEvidence,
  prepare: prepareContent,
  run: async ({ tx, now, newId, prepared, upgrade, actor }, input) => {
    const { evidence, target } = await changeable(tx, upgrade.id, input.evidence, prepared.kind);
    await refuseSameContent(tx, upgrade.id, actor, target, prepared);
    const id = newId();
    await store(tx, { id, upgradeId: upgrade.id, actorId: actor.id, now }, target, prepared);
    await tx.evidence.update({ where: { id: evidence.id, ...current }, data: { supersededById: id } });
    const { kind, name, sha256, size, mediaType } = prepared;
    return {
      output: { id, kind, name, sha256, size, mediaType },
      events: [
        {
          type: "evidence.superseded",
          subject: { type: "evidence", id },
          environmentId: target.environmentId,
          data: { on: target.on, title: target.title, was: evidence.name, name, sha256 },
        },
      ],
      touched: target.touched,
    };
  },
});

export const withdrawEvidence = upgradeCommand({
  name: "evidence.withdraw",
  summary: "Withdraw a piece of evidence, with a reason; it stays readable",
  method: "POST",
  path: "/upgrades/{upgrade}/evidence/{evidence}/withdraw",
  input: withdrawEvidenceInput,
  output: savedEvidence,
  run: async ({ tx, now, upgrade }, input) => {
    const { evidence, target } = await changeable(tx, upgrade.id, input.evidence, null);
    const { id, kind, name, sha256, size, mediaType } = evidence;
    await tx.evidence.update({
      where: { id, ...current },
      data: { withdrawnAt: now, withdrawnReason: input.reason },
    });
    return {
      output: { id, kind, name, sha256, size, mediaType },
      events: [
        {
          type: "evidence.withdrawn",
          subject: { type: "evidence", id },
          environmentId: target.environmentId,
          data: { on: target.on, title: target.title, name, reason: input.reason },
        },
      ],
      touched: target.touched,
    };
  },
});
