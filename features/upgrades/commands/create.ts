import type { z } from "zod";
import { validateEnvironments } from "@/domain/environment";
import { generatePlan } from "@/domain/plan";
import { validateSlots } from "@/domain/slot";
import { planPath } from "@/domain/version-path";
import { findPlaybook } from "@/features/playbooks/queries";
import { instanceCommand } from "@/lib/command";
import { Prisma, type WriteClient } from "@/lib/db";
import { AppError, type Refusal, refused } from "@/lib/errors";
import { settle } from "@/lib/settle";
import { createUpgradeInput, createUpgradeOutput } from "../schema";
import { environmentKeyOf, gateRows, predecessorRows, stepRows, testRows } from "@/lib/plan-rows";

type Input = z.output<typeof createUpgradeInput>;

/** Makes an upgrade from a playbook: its plan, environments with steps and gates, test cases and members, in one transaction. */
export const createUpgrade = instanceCommand({
  name: "upgrade.create",
  summary: "Create an upgrade from a playbook",
  method: "POST",
  path: "/upgrades",
  creates: true,
  input: createUpgradeInput,
  output: createUpgradeOutput,
  run: async ({ tx, now, newId, actor }, input) => {
    if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
    const playbook = await findPlaybook(tx, input.playbook.slug, input.playbook.version);
    const path = planPath(playbook.content, input.from, input.to);
    if (!path.ok) throw refused(path.refusals);
    const needs: Refusal[] = [];
    if (!path.path.isNewest && input.targetReason === "") {
      needs.push({ code: "target_reason", message: `${input.to} is not the newest release (${path.path.newest}). Say why it is the target.` });
    }
    if (path.path.needsSupportCase && input.supportCase === "") {
      needs.push({ code: "support_case", message: `${path.path.supportReasons.join(" ")} Give the support case, or say why there is none.` });
    }
    if (needs.length > 0) throw refused(needs);

    const environments = environmentsOf(input, newId);
    const valid = validateEnvironments(environments);
    if (!valid.ok) throw refused(valid.refusals);
    for (const environment of environments) {
      for (const gate of ["entry", "exit"] as const) {
        const slots = environment.slots[gate];
        const verdict = slots ? validateSlots(gate, slots) : { ok: true as const };
        if (!verdict.ok) throw refused(verdict.refusals);
      }
    }

    const upgradeId = newId();
    const playbookId = playbook.id ?? newId();
    if (!playbook.id) {
      const { content } = playbook;
      await tx.playbook.create({
        data: {
          id: playbookId, slug: content.id, version: content.version, product: content.product, title: content.title, origin: "built_in",
          content: content as unknown as Prisma.InputJsonValue, sha256: playbook.sha256, createdAt: now,
        },
      });
    }
    await insertUpgrade(tx, input, { id: upgradeId, playbookId, path: path.path.hops, actorId: actor.id, now });
    await insertMembers(tx, upgradeId, input.members, actor.id, now);

    const facts = { from: input.from, to: input.to, answers: input.answers };
    const plan = generatePlan(playbook.content, facts, environments);
    const steps = [...plan.planSteps, ...plan.environmentSteps.flatMap((part) => part.steps)];
    const ids = new Map(steps.map((step) => [step.key, newId()]));
    await tx.environment.createMany({
      data: environments.map(({ id, key, name, kind }, position) => ({ id, upgradeId, key, name, kind, position })),
    });
    const environmentIds = new Map(environments.map((environment) => [environment.key, environment.id]));
    await tx.step.createMany({ data: stepRows(upgradeId, steps, (key) => ids.get(key) ?? newId(), environmentIds, now) });
    await tx.stepPredecessor.createMany({ data: predecessorRows(steps, (key) => ids.get(key)) });
    const { gates, slots } = gateRows(upgradeId, playbook.content, environments, newId);
    await tx.gate.createMany({ data: gates });
    await tx.gateSlot.createMany({ data: slots });
    const tests = testRows(upgradeId, plan, newId, now);
    await tx.useCase.createMany({ data: tests.useCases });
    await tx.testCase.createMany({ data: tests.testCases });
    await tx.testCaseRevision.createMany({ data: tests.revisions });

    const followed = await settle(tx, upgradeId, now);
    return {
      output: { id: upgradeId, key: input.key, version: 1, steps: steps.length, testCases: tests.testCases.length },
      chain: upgradeId,
      notices: followed.notices,
      events: [
        {
          type: "upgrade.created",
          subject: { type: "upgrade", id: upgradeId },
          data: {
            key: input.key, title: input.title, from: input.from, to: input.to, playbook: playbook.content.title,
            playbookVersion: playbook.content.version, steps: steps.length, testCases: tests.testCases.length, doersMaySign: input.doersMaySign,
          },
        },
        ...followed.events,
      ],
    };
  },
});

function environmentsOf(input: Input, newId: () => string) {
  const taken = new Set<string>();
  return input.environments.map(({ name, kind, slots }) => {
    let key = environmentKeyOf(name);
    for (let n = 2; taken.has(key); n += 1) key = `${environmentKeyOf(name)}-${n}`;
    taken.add(key);
    return { id: newId(), key, name, kind, slots };
  });
}

async function insertUpgrade(tx: WriteClient, input: Input, made: { id: string; playbookId: string; path: unknown; actorId: string; now: Date }) {
  try {
    await tx.upgrade.create({
      data: {
        id: made.id, key: input.key, title: input.title, playbookId: made.playbookId, fromVersion: input.from, toVersion: input.to,
        path: made.path as Prisma.InputJsonValue, answers: input.answers, targetReason: input.targetReason || null,
        supportCase: input.supportCase || null, homeZone: input.homeZone, doersMaySign: input.doersMaySign,
        createdAt: made.now, createdById: made.actorId,
      },
    });
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") {
      throw new AppError("duplicate", `There is an upgrade ${input.key} already. Choose another key.`, { fields: [{ path: "key", message: "is taken" }] });
    }
    throw error;
  }
}

async function insertMembers(tx: WriteClient, upgradeId: string, members: Input["members"], actorId: string, now: Date) {
  const wanted = new Map(members.map((member) => [member.userId, new Set(member.roles)]));
  wanted.set(actorId, (wanted.get(actorId) ?? new Set<"lead">()).add("lead"));
  const known = await tx.user.findMany({ where: { id: { in: [...wanted.keys()] }, disabledAt: null }, select: { id: true } });
  if (known.length !== wanted.size) throw new AppError("invalid_input", "members: names somebody who is not here, or is disabled.");
  await tx.member.createMany({ data: [...wanted].map(([userId, held]) => ({ upgradeId, userId, roles: [...held], addedAt: now })) });
}
