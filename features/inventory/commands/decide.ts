import type { ItemState } from "@/domain/inventory";
import { decision, movement } from "@/domain/item-change";
import { isBlank } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, notFound, refused } from "@/lib/errors";
import { findItem, kindOf, seenItem } from "@/lib/inventory";
import { findTestCase } from "@/lib/test-cases";
import { changedItem, decideItemInput, linkTestsInput, setItemStateInput } from "../schema";
import { stillListed, writeItem } from "./items";

/** The environment of this key. Throws `not_found`. */
export async function findPlace(tx: WriteClient, upgradeId: string, key: string) {
  const row = await tx.environment.findFirst({
    where: { upgradeId, key },
    select: { id: true, name: true, kind: true },
  });
  if (!row) throw notFound("environment");
  return row;
}

export const decideItem = upgradeCommand({
  name: "item.decide",
  summary: "Decide what becomes of an item, or take the decision back",
  method: "PUT",
  path: "/upgrades/{upgrade}/inventory/items/{item}/verdict",
  input: decideItemInput,
  output: changedItem,
  run: async ({ tx, upgrade }, { item, version, verdict, reason }) => {
    const row = await findItem(tx, upgrade, item);
    seenItem(row, version);
    stillListed(row);
    const decided = decision(await kindOf(tx, upgrade.id, row.kind), row, verdict, reason);
    if (!decided.ok) throw refused(decided.refusals);
    return {
      output: await writeItem(tx, row, { verdict, verdictReason: verdict === null ? "" : reason }),
      events: [decided.event],
    };
  },
});

/** Stores how far an item is in an environment. */
export async function storeState(
  tx: WriteClient,
  made: {
    itemId: string;
    environmentId: string;
    state: ItemState;
    reason: string;
    since: Date;
    byId: string;
  },
) {
  const { itemId, environmentId, ...standing } = made;
  await tx.itemStanding.upsert({
    where: { itemId_environmentId: { itemId, environmentId } },
    create: made,
    update: standing,
  });
}

export const setItemState = upgradeCommand({
  name: "item.setState",
  summary: "Say how far an item is in an environment",
  method: "PUT",
  path: "/upgrades/{upgrade}/inventory/items/{item}/environments/{environment}",
  input: setItemStateInput,
  output: changedItem,
  run: async ({ tx, now, upgrade, actor }, { item, version, environment, state, reason }) => {
    const row = await findItem(tx, upgrade, item);
    seenItem(row, version);
    stillListed(row);
    const place = await findPlace(tx, upgrade.id, environment);
    const where = { itemId_environmentId: { itemId: row.id, environmentId: place.id } };
    const standing = await tx.itemStanding.findUnique({ where, select: { state: true } });
    const kind = await kindOf(tx, upgrade.id, row.kind);
    const moved = movement(kind, row, place, standing?.state ?? "open", state, reason);
    if (!moved.ok) throw refused(moved.refusals);
    await storeState(tx, {
      itemId: row.id,
      environmentId: place.id,
      state,
      reason,
      since: now,
      byId: actor.id,
    });
    return { output: await writeItem(tx, row, {}), events: [moved.event], touched: [place.id] };
  },
});

export const linkTests = upgradeCommand({
  name: "item.linkTests",
  summary: "Say which test cases prove what was decided about an item; replaces the list",
  method: "PUT",
  path: "/upgrades/{upgrade}/inventory/items/{item}/test-cases",
  input: linkTestsInput,
  output: changedItem,
  run: async ({ tx, upgrade }, { item, version, testCases }) => {
    const row = await findItem(tx, upgrade, item);
    seenItem(row, version);
    stillListed(row);
    const cases = [];
    for (const reference of new Set(testCases)) {
      if (isBlank(reference)) continue;
      const found = await findTestCase(tx, upgrade, reference);
      if (found.archivedAt)
        throw new AppError("invalid_input", `testCases: ${found.code} is archived.`, {
          fields: [{ path: "testCases", message: `${found.code} is archived` }],
        });
      cases.push(found);
    }
    const before = await tx.itemTestCase.findMany({ where: { itemId: row.id } });
    const ids = [...new Set(cases.map(({ id }) => id))];
    if (ids.length === before.length && before.every(({ testCaseId }) => ids.includes(testCaseId)))
      throw refused([{ code: "unchanged", message: `${row.code} is linked to these test cases already.` }]);
    await tx.itemTestCase.deleteMany({ where: { itemId: row.id } });
    await tx.itemTestCase.createMany({ data: ids.map((testCaseId) => ({ itemId: row.id, testCaseId })) });
    const { id, code, title } = row;
    return {
      output: await writeItem(tx, row, {}),
      events: [
        {
          type: "item.testsLinked",
          subject: { type: "inventory_item", id },
          data: { code, title, testCases: [...new Set(cases.map((one) => one.code))].sort() },
        },
      ],
    };
  },
});
