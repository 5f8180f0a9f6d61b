import type { NewEvent } from "@/domain/event";
import { externalName } from "@/domain/result-match";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import type { Notice } from "@/lib/notices";
import { findTestCase, findUseCase, nextNumbers, storeTestCases } from "@/lib/test-cases";
import { resolveItemsInput, resolveItemsOutput } from "../schema";
import { type Item, recordItems } from "./record-items";

/** Sorts results that wait in the inbox: to a case that is there, to new cases, or dismissed. */
export const resolveItems = upgradeCommand({
  name: "importItem.resolve",
  summary: "Sort imported results of unknown cases: map, create or dismiss",
  method: "POST",
  path: "/upgrades/{upgrade}/import-items/resolve",
  input: resolveItemsInput,
  output: resolveItemsOutput,
  run: async ({ tx, now, newId, upgrade, actor }, { upgrade: key, items: given, resolution }) => {
    const named = await seenItems(tx, upgrade.id, given);
    if (resolution.as === "dismissed") {
      await close(tx, named, {
        state: "dismissed",
        testCaseId: null,
        reason: resolution.reason,
        actorId: actor.id,
        now,
      });
      return {
        output: { resolved: named.length, codes: [], recorded: 0 },
        touched: [],
        events: named.map(
          (item): NewEvent => ({
            type: "importItem.dismissed",
            ...about(item),
            data: { name: item.name, reason: resolution.reason },
          }),
        ),
      };
    }

    const events: NewEvent[] = [];
    const assigned: { testCaseId: string; code: string; items: Item[] }[] = [];
    if (resolution.as === "case") {
      const testCase = await findTestCase(tx, upgrade, resolution.testCase);
      const items = resolution.remember ? await withSameName(tx, upgrade.id, named) : named;
      assigned.push({ testCaseId: testCase.id, code: testCase.code, items });
      events.push(
        ...items.map(
          (item): NewEvent => ({
            type: "importItem.mapped",
            ...about(item),
            data: { name: item.name, code: testCase.code, remembered: resolution.remember },
          }),
        ),
      );
    } else {
      const useCase = await findUseCase(tx, upgrade, resolution.useCase);
      if (useCase.archivedAt)
        throw refused([
          { code: "archived", message: `${useCase.code} is archived. Choose another use case.` },
        ]);
      let { testCase: number } = await nextNumbers(tx, upgrade.id);
      const groups = grouped(named, externalName);
      const added = [...groups.values()].map((items) => {
        const made = {
          id: newId(),
          code: `TC-${number}`,
          useCase,
          content: { title: titleOf(items[0]?.name ?? ""), steps: "", expected: "", threshold: null },
          required: resolution.required,
          environmentKinds: [],
          ownerId: null,
        };
        number += 1;
        assigned.push({ testCaseId: made.id, code: made.code, items });
        events.push(
          ...items.map(
            (item): NewEvent => ({
              type: "importItem.caseCreated",
              ...about(item),
              data: { name: item.name, code: made.code },
            }),
          ),
        );
        return made;
      });
      events.unshift(...(await storeTestCases(tx, upgrade.id, actor.id, now, added)));
    }

    const remember = resolution.as === "new_case" || resolution.remember;
    const notices: Notice[] = [];
    let recorded = 0;
    for (const { testCaseId, items } of assigned) {
      const state = resolution.as === "case" ? "mapped" : "created";
      await close(tx, items, { state, testCaseId, reason: "", actorId: actor.id, now });
      if (!remember) continue;
      for (const name of new Set(items.map(externalName))) {
        await tx.caseMapping.upsert({
          where: { upgradeId_externalName: { upgradeId: upgrade.id, externalName: name } },
          create: { upgradeId: upgrade.id, externalName: name, testCaseId, createdById: actor.id },
          update: { testCaseId, createdById: actor.id },
        });
      }
    }
    const everywhere = assigned.flatMap((one) => one.items);
    for (const [importId, items] of grouped(everywhere, (item) => item.importId)) {
      const ids = new Set(items.map((item) => item.id));
      const parts = assigned
        .map((one) => ({ ...one, items: one.items.filter((item) => ids.has(item.id)) }))
        .filter((one) => one.items.length > 0);
      const done = await recordItems(
        tx,
        { upgradeId: upgrade.id, key, actorId: actor.id, now, newId, importId },
        parts,
        resolution,
      );
      recorded += done.recorded;
      events.push(...done.events);
      notices.push(...done.notices);
    }
    return {
      output: { resolved: everywhere.length, codes: assigned.map((one) => one.code), recorded },
      // A new case moves the gates of every environment; a mapped result those of its own.
      touched:
        resolution.as === "new_case" ? undefined : [...new Set(everywhere.map((item) => item.environmentId))],
      events,
      notices,
    };
  },
});

function grouped(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

const about = (item: Item) =>
  ({ subject: { type: "import_item", id: item.id }, environmentId: item.environmentId }) as const;

const titleOf = (name: string): string =>
  name
    .replace(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, 200) || "Imported test";

async function seenItems(
  tx: WriteClient,
  upgradeId: string,
  given: readonly { id: string; version: number }[],
): Promise<Item[]> {
  const rows = await tx.importItem.findMany({
    where: { upgradeId, id: { in: given.map((one) => one.id) } },
    orderBy: { id: "asc" },
  });
  const versions = new Map(given.map((one) => [one.id, one.version]));
  if (rows.length !== versions.size) throw notFound("imported result");
  const moved = rows.find((row) => row.state !== "open" || row.version !== versions.get(row.id));
  if (moved) throw conflict(`“${moved.name}”`, { id: moved.id, state: moved.state, version: moved.version });
  return rows;
}

/** The items and every other open one that the same producer's name stands for. */
async function withSameName(tx: WriteClient, upgradeId: string, items: readonly Item[]): Promise<Item[]> {
  const names = new Set(items.map(externalName));
  const others = await tx.importItem.findMany({
    where: {
      upgradeId,
      state: "open",
      name: { in: [...new Set(items.map((item) => item.name))] },
      id: { notIn: items.map((item) => item.id) },
    },
    take: 2_000,
  });
  return [...items, ...others.filter((item) => names.has(externalName(item)))];
}

async function close(
  tx: WriteClient,
  items: readonly Item[],
  is: {
    state: "mapped" | "created" | "dismissed";
    testCaseId: string | null;
    reason: string;
    actorId: string;
    now: Date;
  },
) {
  const { count } = await tx.importItem.updateMany({
    where: { id: { in: items.map((item) => item.id) }, state: "open" },
    data: {
      state: is.state,
      testCaseId: is.testCaseId,
      reason: is.reason,
      resolvedById: is.actorId,
      resolvedAt: is.now,
      version: { increment: 1 },
    },
  });
  if (count !== items.length) throw conflict("these results", {});
}
