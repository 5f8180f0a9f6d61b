import { decideWaiverApproval, decideWaiverEnd, decideWaiverRequest } from "@/domain/waiver";
import { findGateToWrite } from "@/features/gates/queries/find";
import { gateTitle } from "@/features/gates/queries/summary";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { loadUpgradeFacts } from "@/lib/facts";
import { paths } from "@/lib/paths";
import { approveWaiverInput, endWaiverInput, requestWaiverInput, waiverOutput } from "./schema";

/** Asks to except one blocker of a gate for a time. Nothing changes until a second person approves. */
export const requestWaiver = upgradeCommand({
  name: "waiver.request",
  summary: "Ask to waive one blocker of a gate until a date",
  method: "POST",
  path: "/upgrades/{upgrade}/gates/{environment}/{gate}/waivers",
  creates: true,
  input: requestWaiverInput,
  output: waiverOutput,
  run: async ({ tx, now, newId, upgrade: scope, actor }, input) => {
    const { upgrade, environment, gate, evaluation } = await findGateToWrite(tx, scope, input, now);
    const expiresAt = new Date(input.expiresAt);
    const waived = evaluation.waived.map(({ blocker }) => blocker);
    const blocker = [...evaluation.blockers, ...waived].find(({ key }) => key === input.blocker) ?? null;
    const waivers = upgrade.waivers.filter((waiver) => waiver.gateId === gate.id);
    const verdict = decideWaiverRequest({ blocker, reason: input.reason, expiresAt, now, waivers });
    if (!verdict.ok || !blocker) throw refused(verdict.ok ? [] : verdict.refusals);

    const id = newId();
    await tx.waiver.create({
      data: {
        id,
        upgradeId: upgrade.id,
        gateId: gate.id,
        blockerKey: blocker.key,
        blockerTitle: blocker.title,
        reason: input.reason,
        requestedById: actor.id,
        requestedAt: now,
        expiresAt,
      },
    });
    const label = gateTitle(environment, gate.kind);
    const deciders = upgrade.members.filter(
      ({ roles }) => roles.includes("lead") || roles.includes("manager"),
    );
    return {
      output: { id, version: 1 },
      events: [
        {
          type: "waiver.requested",
          subject: { type: "waiver", id },
          environmentId: environment.id,
          data: {
            gate: label,
            blocker: blocker.title,
            reason: input.reason,
            expiresAt: expiresAt.toISOString(),
          },
        },
      ],
      notices: [
        {
          kind: "signature_wanted",
          to: deciders.map((member) => member.id),
          title: `${actor.name} asks to waive “${blocker.title}” at ${label}: a second person has to approve`,
          href: paths.gate(upgrade.key, environment.key, gate.kind),
        },
      ],
    };
  },
});

/** Approves a waiver somebody else asked for: its blocker stops blocking until it ends. */
export const approveWaiver = upgradeCommand({
  name: "waiver.approve",
  summary: "Approve a waiver as its second person",
  method: "POST",
  path: "/upgrades/{upgrade}/waivers/{waiver}/approve",
  input: approveWaiverInput,
  output: waiverOutput,
  run: async ({ tx, now, upgrade: scope, actor }, input) => {
    const { waiver, label, environment, href } = await findWaiver(tx, scope.id, input.waiver);
    const verdict = decideWaiverApproval({ waiver, actor: { id: actor.id, roles: scope.roles }, now });
    if (!verdict.ok) throw refused(verdict.refusals);
    const { count } = await tx.waiver.updateMany({
      where: { id: waiver.id, version: input.version, approvedById: null, endedAt: null },
      data: { approvedById: actor.id, approvedAt: now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("this waiver", { version: waiver.version });
    return {
      output: { id: waiver.id, version: input.version + 1 },
      events: [
        {
          type: "waiver.approved",
          subject: { type: "waiver", id: waiver.id },
          environmentId: environment.id,
          data: {
            gate: label,
            blocker: waiver.blockerTitle,
            reason: waiver.reason,
            expiresAt: waiver.expiresAt.toISOString(),
          },
        },
      ],
      notices: [
        {
          kind: "blocker_mine",
          to: [waiver.requestedById],
          title: `${actor.name} approved your waiver of “${waiver.blockerTitle}”`,
          href,
        },
      ],
    };
  },
});

/** Declines a waiver that waits, or ends one that is active: from then on its blocker blocks again. */
export const endWaiver = upgradeCommand({
  name: "waiver.end",
  summary: "Decline a waiver that waits for a second person, or end an active one",
  method: "POST",
  path: "/upgrades/{upgrade}/waivers/{waiver}/end",
  input: endWaiverInput,
  output: waiverOutput,
  run: async ({ tx, now, upgrade: scope, actor }, input) => {
    const { waiver, label, environment, href } = await findWaiver(tx, scope.id, input.waiver);
    const verdict = decideWaiverEnd({
      waiver,
      actor: { id: actor.id, roles: scope.roles },
      reason: input.reason,
      now,
    });
    if (!verdict.ok) throw refused(verdict.refusals);
    const { count } = await tx.waiver.updateMany({
      where: { id: waiver.id, version: input.version, endedAt: null },
      data: { endedAt: now, endedById: actor.id, endedReason: input.reason, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("this waiver", { version: waiver.version });
    const declined = verdict.becomes === "declined";
    return {
      output: { id: waiver.id, version: input.version + 1 },
      events: [
        {
          type: declined ? "waiver.declined" : "waiver.ended",
          subject: { type: "waiver", id: waiver.id },
          environmentId: environment.id,
          data: { gate: label, blocker: waiver.blockerTitle, reason: input.reason },
        },
      ],
      notices: [
        {
          kind: "blocker_mine",
          to: [waiver.requestedById],
          title: `${actor.name} ${declined ? "declined" : "ended"} your waiver of “${waiver.blockerTitle}”`,
          href,
        },
      ],
    };
  },
});

async function findWaiver(tx: WriteClient, upgradeId: string, id: string) {
  const upgrade = await loadUpgradeFacts(tx, upgradeId);
  const waiver = upgrade.waivers.find((candidate) => candidate.id === id);
  const gate = upgrade.gates.find((candidate) => candidate.id === waiver?.gateId);
  const environment = upgrade.environments.find((candidate) => candidate.id === gate?.environmentId);
  if (!waiver || !gate || !environment) throw notFound("waiver");
  return {
    waiver,
    environment,
    label: gateTitle(environment, gate.kind),
    href: paths.gate(upgrade.key, environment.key, gate.kind),
  };
}
