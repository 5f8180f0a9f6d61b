import { z } from "zod";
import { environmentKinds, environmentStatuses } from "@/domain/environment";
import { abilities } from "@/domain/policy";
import { roles } from "@/domain/role";
import type { ReadClient } from "@/lib/db";
import { id, upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { differenceOf, replan } from "./commands/replan";
import {
  getPlanDifferenceInput,
  getPreviousInput,
  planDifferenceOutput,
  previewAnswersInput,
  previousView,
} from "./schema";

const environment = z.object({
  id,
  key: z.string(),
  name: z.string(),
  kind: z.enum(environmentKinds),
  status: z.enum(environmentStatuses),
  position: z.int(),
});

export const upgradeView = z.object({
  id,
  key: upgradeKey,
  title: z.string(),
  from: z.string(),
  to: z.string(),
  product: z.string(),
  playbook: z.object({ slug: z.string(), version: z.string(), title: z.string() }),
  homeZone: z.string(),
  doersMaySign: z.boolean(),
  targetReason: z.string().nullable(),
  supportCase: z.string().nullable(),
  answers: z.record(z.string(), z.union([z.string(), z.boolean()])),
  archivedAt: z.string().nullable(),
  version: z.int(),
  environments: z.array(environment),
  members: z.array(z.object({ id, name: z.string(), roles: z.array(z.enum(roles)) })),
  /** The asker's own roles. */
  roles: z.array(z.enum(roles)),
  /** Actions the asker may not do here, each with the policy's sentence. */
  refused: z.record(z.string(), z.string()),
});
export type UpgradeView = z.output<typeof upgradeView>;

const loadView = (read: ReadClient, id: string) =>
  read.upgrade.findUniqueOrThrow({
    where: { id },
    include: {
      playbook: { select: { slug: true, version: true, title: true, product: true } },
      environments: {
        orderBy: { position: "asc" },
        select: { id: true, key: true, name: true, kind: true, status: true, position: true },
      },
      members: { include: { user: { select: { name: true } } } },
    },
  });

/** The frame around every screen of an upgrade: what it is, its environments and people, and what the asker may do. */
export const viewUpgrade = upgradeQuery({
  name: "upgrade.get",
  action: "upgrade.view",
  summary: "One upgrade with its environments, members and what the caller may do",
  path: "/upgrades/{upgrade}",
  input: z.object({ upgrade: upgradeKey }),
  output: upgradeView,
  run: async ({ read, upgrade }) => {
    const row = await savedFacts(read, upgrade).once("view", () => loadView(read, upgrade.id));
    const { product, ...playbook } = row.playbook;
    return {
      id: row.id,
      key: row.key,
      title: row.title,
      from: row.fromVersion,
      to: row.toVersion,
      product,
      playbook,
      homeZone: row.homeZone,
      doersMaySign: row.doersMaySign,
      targetReason: row.targetReason,
      supportCase: row.supportCase,
      answers: row.answers as Record<string, string | boolean>,
      archivedAt: row.archivedAt?.toISOString() ?? null,
      version: row.version,
      environments: row.environments,
      members: row.members
        .map((member) => ({ id: member.userId, name: member.user.name, roles: member.roles }))
        .sort((a, b) => a.name.localeCompare(b.name)),
      roles: [...upgrade.roles],
      refused: abilities({
        signedIn: true,
        isAdmin: upgrade.actor.isAdmin,
        roles: upgrade.roles,
        readOnly: upgrade.actor.readOnly,
        archived: upgrade.archived,
      }),
    };
  },
});

/** What bringing the plan into line with the inventories would add and take away. */
export const getPlanDifference = upgradeQuery({
  name: "upgrade.planDifference",
  action: "upgrade.view",
  summary: "What bringing the plan into line with the inventories would add and take away",
  path: "/upgrades/{upgrade}/plan-difference",
  input: getPlanDifferenceInput,
  output: planDifferenceOutput,
  run: async ({ read, upgrade }) =>
    savedFacts(read, upgrade).once("plan difference", async () =>
      differenceOf(await replan(read, upgrade.id, {})),
    ),
});

/** What changed answers would add and take away, before anything is applied. */
export const previewAnswers = upgradeQuery({
  name: "upgrade.previewAnswers",
  action: "upgrade.view",
  summary: "What changed answers would add and take away",
  path: "/upgrades/{upgrade}/answers/preview",
  input: previewAnswersInput,
  output: planDifferenceOutput,
  run: async ({ read, upgrade }, input) => differenceOf(await replan(read, upgrade.id, input.answers)),
});

/**
 * What this upgrade comes after and what comes after it. Of another upgrade only its members see more than the key, which
 * a lead of this one chose to write here. Never remembered: other upgrades move without an event of this one.
 */
export const getPrevious = upgradeQuery({
  name: "upgrade.previous",
  action: "upgrade.view",
  summary: "The upgrade of the hop before, and those that come after this one",
  path: "/upgrades/{upgrade}/previous",
  input: getPreviousInput,
  output: previousView,
  run: async ({ read, upgrade }) => {
    const shown = { key: true, title: true, fromVersion: true, toVersion: true } as const;
    const mine = { members: { some: { userId: upgrade.actor.id } } };
    const linked = (row: { key: string; title: string; fromVersion: string; toVersion: string }) => ({
      key: row.key,
      title: row.title,
      from: row.fromVersion,
      to: row.toVersion,
    });
    const { version, fromVersion, previousSignedAt, previous } = await read.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: {
        version: true,
        fromVersion: true,
        previousSignedAt: true,
        previous: {
          select: {
            ...shown,
            archivedAt: true,
            members: { where: { userId: upgrade.actor.id }, select: { userId: true } },
          },
        },
      },
    });
    const choices = await read.upgrade.findMany({
      where: { ...mine, toVersion: fromVersion, archivedAt: null, id: { not: upgrade.id } },
      select: shown,
      orderBy: { key: "asc" },
    });
    const next = await read.upgrade.findMany({
      where: { ...mine, previousId: upgrade.id },
      select: { ...shown, previousSignedAt: true },
      orderBy: { key: "asc" },
    });
    return {
      version,
      previous: previous && {
        key: previous.key,
        signedAt: previousSignedAt?.toISOString() ?? null,
        seen:
          previous.members.length > 0
            ? { ...linked(previous), archived: previous.archivedAt !== null }
            : null,
      },
      choices: choices.map(linked),
      next: next.map((row) => ({ ...linked(row), waits: row.previousSignedAt === null })),
    };
  },
});
