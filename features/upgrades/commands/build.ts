import type { z } from "zod";
import type { Answers } from "@/domain/condition";
import type { EnvironmentKind } from "@/domain/environment";
import type { NewEvent } from "@/domain/event";
import { generatePlan } from "@/domain/plan";
import type { RehearsalRules } from "@/domain/rehearsal";
import type { Role } from "@/domain/role";
import type { Hop } from "@/domain/version-path";
import type { FoundPlaybook } from "@/features/playbooks/queries/find";
import { conditionItems } from "@/lib/condition-items";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { Followed } from "@/lib/followed";
import {
  environmentKeyOf,
  gateRows,
  type NewEnvironment,
  predecessorRows,
  stepRows,
  testRows,
} from "@/lib/plan-rows";
import { unlockByPrevious } from "@/lib/previous-upgrade";
import { settle } from "@/lib/settle";
import type { createUpgradeInput } from "../schema";
import { type CarryOver, carryItems, carryTests } from "./carry-over";
import { carryReferences } from "./carry-references";

/** What an upgrade is built from, already judged by the rules. */
export interface UpgradeDraft {
  key: string;
  title: string;
  from: string;
  to: string;
  /** Hops of the path. */
  path: readonly Hop[];
  answers: Answers;
  environments: readonly (NewEnvironment & { name: string })[];
  members: z.output<typeof createUpgradeInput>["members"];
  homeZone: string;
  doersMaySign: boolean;
  targetReason: string;
  supportCase: string;
  clonedFromId?: string;
  /** What comes along from the upgrade it is made like. */
  carry?: CarryOver;
  /** The upgrade of the hop before. */
  previousId?: string;
}

export interface BuiltUpgrade {
  id: string;
  steps: number;
  testCases: number;
  /** What was carried over, and that the upgrade before is in production where it is. */
  events: NewEvent[];
  followed: Followed;
}

/** Gives environments their ids and addresses. */
export function draftEnvironments(
  wanted: readonly { name: string; kind: EnvironmentKind; slots: NewEnvironment["slots"] }[],
  newId: () => string,
): (NewEnvironment & { name: string })[] {
  const taken = new Set<string>();
  return wanted.map(({ name, kind, slots }) => {
    let key = environmentKeyOf(name);
    for (let n = 2; taken.has(key); n += 1) key = `${environmentKeyOf(name)}-${n}`;
    taken.add(key);
    return { id: newId(), key, name, kind, slots };
  });
}

/** Writes a new upgrade with its plan, environments, gates, cases and members, and settles it. Whoever makes it is a lead. */
export async function buildUpgrade(
  tx: WriteClient,
  playbook: FoundPlaybook,
  draft: UpgradeDraft,
  actorId: string,
  now: Date,
  newId: () => string,
): Promise<BuiltUpgrade> {
  const id = newId();
  const playbookId = playbook.id ?? (await storePlaybook(tx, playbook, now, newId()));
  await insertUpgrade(tx, draft, { id, playbookId, rehearsal: playbook.content.rehearsal, actorId, now });
  await insertMembers(tx, id, draft.members, actorId, now);

  // Before the plan: some of its steps are there because of what the inventories hold.
  const carriedItems = draft.carry ? await carryItems(tx, id, draft.carry) : 0;
  const items = carriedItems > 0 ? await conditionItems(tx, id, playbook.content) : [];
  const plan = generatePlan(
    playbook.content,
    { from: draft.from, to: draft.to, answers: draft.answers, items, hops: draft.path },
    draft.environments,
  );
  const steps = [...plan.planSteps, ...plan.environmentSteps.flatMap((part) => part.steps)];
  const ids = new Map(steps.map((step) => [step.key, newId()]));
  await tx.environment.createMany({
    data: draft.environments.map(({ id: environmentId, key, name, kind }, position) => ({
      id: environmentId,
      upgradeId: id,
      key,
      name,
      kind,
      position,
    })),
  });
  const environmentIds = new Map(draft.environments.map((environment) => [environment.key, environment.id]));
  await tx.step.createMany({
    data: stepRows(id, steps, (key) => ids.get(key) ?? newId(), environmentIds, now),
  });
  await tx.stepPredecessor.createMany({ data: predecessorRows(steps, (key) => ids.get(key)) });
  const { gates, slots } = gateRows(id, playbook.content, draft.environments, newId);
  await tx.gate.createMany({ data: gates });
  await tx.gateSlot.createMany({ data: slots });
  const tests = testRows(id, plan, newId, now);
  await tx.useCase.createMany({ data: tests.useCases });
  await tx.testCase.createMany({ data: tests.testCases });
  await tx.testCaseRevision.createMany({ data: tests.revisions });
  const events: NewEvent[] = [];
  if (draft.carry && carriedItems > 0)
    events.push({
      type: "items.copied",
      subject: { type: "upgrade", id },
      data: { from: draft.carry.source.key, items: carriedItems },
    });
  if (draft.carry) {
    const tests = await carryTests(tx, id, draft.carry);
    events.push(...tests.events);
    await carryReferences(tx, id, draft.carry, tests.codes);
  }
  const carriedCases = events.filter(({ type }) => type === "testCase.added").length;
  const unlocked = draft.previousId ? await unlockByPrevious(tx, id, now) : null;
  const followed = await settle(tx, id, now);
  return {
    id,
    steps: steps.length,
    testCases: tests.testCases.length + carriedCases,
    events: [...events, ...(unlocked?.events ?? [])],
    followed,
  };
}

/** Keeps the version of a shipped playbook an upgrade is made from. */
async function storePlaybook(
  tx: WriteClient,
  playbook: FoundPlaybook,
  now: Date,
  id: string,
): Promise<string> {
  const { content } = playbook;
  await tx.playbook.create({
    data: {
      id,
      slug: content.id,
      version: content.version,
      product: content.product,
      title: content.title,
      origin: "built_in",
      content: content as unknown as Prisma.InputJsonValue,
      sha256: playbook.sha256,
      createdAt: now,
    },
  });
  return id;
}

async function insertUpgrade(
  tx: WriteClient,
  draft: UpgradeDraft,
  made: {
    id: string;
    playbookId: string;
    rehearsal: RehearsalRules | undefined;
    actorId: string;
    now: Date;
  },
) {
  if (await tx.upgrade.findUnique({ where: { key: draft.key }, select: { id: true } })) {
    throw new AppError("duplicate", `There is an upgrade ${draft.key} already. Choose another key.`, {
      fields: [{ path: "key", message: "is taken" }],
    });
  }
  await tx.upgrade.create({
    data: {
      id: made.id,
      key: draft.key,
      title: draft.title,
      playbookId: made.playbookId,
      fromVersion: draft.from,
      toVersion: draft.to,
      path: draft.path as unknown as Prisma.InputJsonValue,
      answers: draft.answers as Prisma.InputJsonObject,
      targetReason: draft.targetReason || null,
      supportCase: draft.supportCase || null,
      homeZone: draft.homeZone,
      doersMaySign: draft.doersMaySign,
      ...(made.rehearsal && { rehearsal: { ...made.rehearsal } }),
      clonedFromId: draft.clonedFromId ?? null,
      previousId: draft.previousId ?? null,
      createdAt: made.now,
      createdById: made.actorId,
    },
  });
}

async function insertMembers(
  tx: WriteClient,
  upgradeId: string,
  members: UpgradeDraft["members"],
  actorId: string,
  now: Date,
) {
  const wanted = new Map(members.map((member) => [member.userId, new Set<Role>(member.roles)]));
  wanted.set(actorId, (wanted.get(actorId) ?? new Set<Role>()).add("lead"));
  const known = await tx.user.findMany({
    where: { id: { in: [...wanted.keys()] }, disabledAt: null },
    select: { id: true },
  });
  if (known.length !== wanted.size)
    throw new AppError("invalid_input", "members: names somebody who is not here, or is disabled.");
  await tx.member.createMany({
    data: [...wanted].map(([userId, held]) => ({ upgradeId, userId, roles: [...held], addedAt: now })),
  });
}
