import type { NewEvent } from "@/domain/event";
import { verdictOf } from "@/domain/inventory";
import { inventoryOf, type Playbook } from "@/domain/playbook";
import type { Prisma, WriteClient } from "@/lib/db";
import type { ItemProposal, ItemSource } from "@/lib/inventory";
import {
  type NewTestCase,
  type NewUseCase,
  nextNumbers,
  storeTestCases,
  storeUseCases,
} from "@/lib/test-cases";

/** From which upgrade to which copy of it. */
export interface CarryOver {
  source: { id: string; key: string };
  /** The playbook of both: a copy keeps the version of its source. */
  playbook: Playbook;
  /** The copy's environments by the source's ids. */
  environmentIds: ReadonlyMap<string, string>;
  actorId: string;
  now: Date;
  newId: () => string;
}

/** Who may own something in the copy: its members who can sign in. */
async function ownersIn(tx: WriteClient, upgradeId: string) {
  const members = await tx.member.findMany({
    where: { upgradeId, user: { disabledAt: null } },
    select: { userId: true },
  });
  const ids = new Set(members.map(({ userId }) => userId));
  return (id: string | null) => (id !== null && ids.has(id) ? id : null);
}

/**
 * Copies the inventories into an upgrade that has none yet: what there is, with its owner and code, but nothing of what
 * was done or proven. A verdict was given for other releases: it is proposed, so that somebody decides again. Findings
 * were judged for them, too, and come with the next reading. Answers how many items that were.
 */
export async function carryItems(tx: WriteClient, to: string, carry: CarryOver): Promise<number> {
  const { source, environmentIds, now } = carry;
  const items = await tx.inventoryItem.findMany({ where: { upgradeId: source.id, removedAt: null } });
  if (items.length === 0) return 0;
  const kinds = new Map(inventoryOf(carry.playbook).map((kind) => [kind.id, kind]));
  const owner = await ownersIn(tx, to);
  const from: ItemSource = { kind: "copied", name: source.key, at: now.toISOString() };
  await tx.inventoryItem.createMany({
    data: items.map((item) => {
      const kind = kinds.get(item.kind);
      const known = kind ? verdictOf(kind, item) : null;
      const decided: ItemProposal | null = known && {
        verdict: known.value,
        label: known.label,
        reason: item.verdictReason,
        upgrade: source.key,
        code: item.code,
      };
      // What nobody decided about there keeps what was proposed there.
      const proposal = decided ?? item.proposal;
      return {
        id: carry.newId(),
        upgradeId: to,
        kind: item.kind,
        code: item.code,
        key: item.key,
        title: item.title,
        level: item.level,
        fields: item.fields as Prisma.InputJsonObject,
        note: item.note,
        source: from as unknown as Prisma.InputJsonObject,
        ...(proposal && { proposal: proposal as Prisma.InputJsonObject }),
        environmentIds: item.environmentIds.flatMap((id) => environmentIds.get(id) ?? []),
        ownerId: owner(item.ownerId),
        createdAt: now,
        createdById: carry.actorId,
      };
    }),
  });
  return items.length;
}

/**
 * Copies the team's own use cases and test cases behind those of the plan, each case as its first revision, and links
 * carried items to the copies of what proved them. A use case of the playbook that the new plan leaves out comes along as
 * the team's own where the team wrote cases for it. Executions stay behind. Answers the events of what was added, and the
 * codes that use cases and the team's own cases have now, by those they had.
 */
export async function carryTests(
  tx: WriteClient,
  to: string,
  carry: CarryOver,
): Promise<{ events: NewEvent[]; codes: ReadonlyMap<string, string> }> {
  const { source, newId } = carry;
  const sources = await tx.useCase.findMany({
    where: { upgradeId: source.id, archivedAt: null },
    include: {
      cases: {
        where: { archivedAt: null, playbookTestCaseId: null },
        include: { revisions: { orderBy: { revision: "desc" }, take: 1 } },
      },
    },
  });
  const inCode = <Coded extends { code: string }>(rows: Coded[]) =>
    rows.sort((a, b) => a.code.length - b.code.length || (a.code < b.code ? -1 : 1));
  const planned = await tx.useCase.findMany({
    where: { upgradeId: to, playbookUseCaseId: { not: null } },
    select: { id: true, code: true, playbookUseCaseId: true },
  });
  const numbers = await nextNumbers(tx, to);
  const owner = await ownersIn(tx, to);
  const useCases: NewUseCase[] = [];
  const cases: NewTestCase[] = [];
  const copies = new Map<string, string>();
  const codes = new Map<string, string>();
  for (const useCase of inCode(sources)) {
    const { title, description, kind, priority } = useCase;
    let target: { id: string; code: string } | undefined = planned.find(
      ({ playbookUseCaseId }) => playbookUseCaseId === useCase.playbookUseCaseId,
    );
    if (!target && (useCase.playbookUseCaseId === null || useCase.cases.length > 0)) {
      const copy = { id: newId(), code: `UC-${numbers.useCase + useCases.length}` };
      useCases.push({ ...copy, title, description, kind, priority, ownerId: owner(useCase.ownerId) });
      target = copy;
    }
    if (!target) continue;
    codes.set(useCase.code, target.code);
    for (const row of inCode(useCase.cases)) {
      const [text] = row.revisions;
      if (!text) continue;
      const id = newId();
      const code = `TC-${numbers.testCase + cases.length}`;
      copies.set(row.id, id);
      codes.set(row.code, code);
      const { steps, expected, threshold, unit, direction } = text;
      cases.push({
        id,
        code,
        useCase: target,
        content: {
          title: row.title,
          steps,
          expected,
          threshold:
            threshold !== null && direction ? { value: threshold, unit: unit ?? "", direction } : null,
        },
        required: row.required,
        environmentKinds: row.environmentKinds,
        ownerId: owner(row.ownerId),
      });
    }
  }
  const events = [
    ...(await storeUseCases(tx, to, useCases)),
    ...(await storeTestCases(tx, to, carry.actorId, carry.now, cases)),
  ];
  await carryLinks(tx, to, source.id, copies);
  return { events, codes };
}

/** Links the copies of items to the copies of the cases that prove them; `copies` are the team's own, by the source's ids. */
async function carryLinks(
  tx: WriteClient,
  to: string,
  sourceId: string,
  copies: ReadonlyMap<string, string>,
): Promise<void> {
  const links = await tx.itemTestCase.findMany({
    where: { item: { upgradeId: sourceId, removedAt: null }, testCase: { archivedAt: null } },
    select: {
      testCaseId: true,
      item: { select: { code: true } },
      testCase: { select: { playbookTestCaseId: true } },
    },
  });
  if (links.length === 0) return;
  const items = await tx.inventoryItem.findMany({
    where: { upgradeId: to },
    select: { id: true, code: true },
  });
  const planned = await tx.testCase.findMany({
    where: { upgradeId: to, playbookTestCaseId: { not: null } },
    select: { id: true, playbookTestCaseId: true },
  });
  const itemIds = new Map(items.map(({ id, code }) => [code, id]));
  const plannedIds = new Map(planned.map(({ id, playbookTestCaseId }) => [playbookTestCaseId, id]));
  await tx.itemTestCase.createMany({
    data: links.flatMap(({ testCaseId, item, testCase: { playbookTestCaseId } }) => {
      const itemId = itemIds.get(item.code);
      const copy = playbookTestCaseId === null ? copies.get(testCaseId) : plannedIds.get(playbookTestCaseId);
      return itemId && copy ? [{ itemId, testCaseId: copy }] : [];
    }),
  });
}
