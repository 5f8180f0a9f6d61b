import { z } from "zod";
import type { FieldValue, Finding } from "@/domain/finding";
import {
  belongsTo,
  hasWork,
  type InventoryKind,
  type ItemState,
  isUndecided,
  needsTest,
} from "@/domain/inventory";
import { loadNamedBy, loadReferences } from "@/features/references/queries";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import { loadHistory } from "@/lib/history";
import { findItem, type ItemProposal, type ItemSource, kindOf, kindsOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import {
  type InventoryOverview,
  type ItemLine,
  itemReference,
  itemView,
  type KindView,
  listItemsInput,
  listItemsOutput,
  overviewInventoryOutput,
} from "../schema";

type Environment = InventoryOverview["environments"][number];

const environmentsOf = (read: ReadClient, upgradeId: string): Promise<Environment[]> =>
  read.environment.findMany({
    where: { upgradeId },
    orderBy: { position: "asc" },
    select: { id: true, key: true, name: true, kind: true },
  });

/** A kind as screens and REST get it: plain data of their own. */
export const kindViewOf = (kind: InventoryKind): KindView => ({
  ...kind,
  fields: kind.fields.map((field) => ({ ...field, options: [...field.options] })),
  verdicts: [...kind.verdicts],
  environments: [...kind.environments],
});

const letters: Record<ItemState, string> = { open: "o", doing: "d", done: "f", not_applicable: "n" };

const include = {
  standings: { select: { environmentId: true, state: true } },
  testCases: { where: { testCase: { archivedAt: null } }, select: { testCaseId: true } },
} as const;

type Loaded = Awaited<ReturnType<typeof load>>[number];

const load = (read: ReadClient, where: { upgradeId: string; kind?: string; removed: boolean; id?: string }) =>
  read.inventoryItem.findMany({
    where: {
      upgradeId: where.upgradeId,
      removedAt: where.removed ? { not: null } : null,
      ...(where.kind && { kind: where.kind }),
    },
    orderBy: { createdAt: "asc" },
    include,
  });

function lineOf(
  kind: InventoryKind,
  row: Loaded,
  environments: readonly Environment[],
  names: ReadonlyMap<string, string>,
): ItemLine {
  const fields = row.fields as Record<string, FieldValue>;
  const item = { level: row.level, verdict: row.verdict };
  const work = hasWork(kind, item);
  const states = new Map(row.standings.map(({ environmentId, state }) => [environmentId, state]));
  const cells = environments.map((environment) => {
    const state = states.get(environment.id);
    // What was done or set aside stays visible, also where nothing is left to do.
    if (!belongsTo(kind, row, environment) || (!work && state === undefined)) return "-";
    return letters[state ?? "open"];
  });
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    ...item,
    undecided: isUndecided(kind, item),
    untested: needsTest(kind, item) && row.testCases.length === 0,
    fields,
    owner: row.ownerId === null ? null : { id: row.ownerId, name: names.get(row.ownerId) ?? "Somebody" },
    dueAt: row.dueAt?.toISOString() ?? null,
    cells: cells.join(""),
    version: row.version,
    removedAt: row.removedAt?.toISOString() ?? null,
  };
}

async function namesOf(read: ReadClient, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  const people = await read.user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  });
  return new Map(people.map(({ id, name }) => [id, name]));
}

/** How many events an item shows; the audit page has the rest. */
const shownEvents = 30;

/** "CU-2" before "CU-10". */
const byCode = (a: { code: string }, b: { code: string }) =>
  a.code.length - b.code.length || (a.code < b.code ? -1 : 1);

export const inventoryOverview = upgradeQuery({
  name: "inventory.overview",
  action: "inventory.view",
  summary: "The inventories of an upgrade, with how many items are where",
  path: "/upgrades/{upgrade}/inventory",
  input: z.object({ upgrade: upgradeKey }),
  output: overviewInventoryOutput,
  run: async ({ read, upgrade }) => {
    const environments = await environmentsOf(read, upgrade.id);
    const { kinds } = await kindsOf(read, upgrade.id);
    const rows = await load(read, { upgradeId: upgrade.id, removed: false });
    return {
      environments,
      kinds: kinds.map((kind) => {
        const lines = rows
          .filter((row) => row.kind === kind.id)
          .map((row) => lineOf(kind, row, environments, new Map()));
        const count = (is: (line: ItemLine) => boolean) => lines.filter(is).length;
        return {
          ...kindViewOf(kind),
          items: lines.length,
          levels: {
            info: count(({ level }) => level === "info"),
            attention: count(({ level }) => level === "attention"),
            must_act: count(({ level }) => level === "must_act"),
          },
          undecided: count(({ undecided }) => undecided),
          untested: count(({ untested }) => untested),
          standing: environments.map((_, at) => ({
            work: count(({ cells }) => cells[at] !== "-"),
            done: count(({ cells }) => cells[at] === "f"),
            doing: count(({ cells }) => cells[at] === "d"),
            notApplicable: count(({ cells }) => cells[at] === "n"),
          })),
        };
      }),
    };
  },
});

export const listItems = upgradeQuery({
  name: "inventory.items",
  action: "inventory.view",
  summary: "The items of one inventory with their standing in every environment",
  path: "/upgrades/{upgrade}/inventory/kinds/{kind}/items",
  input: listItemsInput,
  output: listItemsOutput,
  run: async ({ read, upgrade }, input) => {
    const kind = await kindOf(read, upgrade.id, input.kind);
    const environments = await environmentsOf(read, upgrade.id);
    const rows = await load(read, { upgradeId: upgrade.id, kind: kind.id, removed: input.removed });
    const names = await namesOf(
      read,
      rows.map(({ ownerId }) => ownerId),
    );
    return {
      kind: kindViewOf(kind),
      environments,
      items: rows.map((row) => lineOf(kind, row, environments, names)).sort(byCode),
    };
  },
});

export const getItem = upgradeQuery({
  name: "inventory.item",
  action: "inventory.view",
  summary: "One item with its findings, its standing and reason in every environment, and what proves it",
  path: "/upgrades/{upgrade}/inventory/items/{item}",
  input: z.object({ upgrade: upgradeKey, item: itemReference }),
  output: itemView,
  run: async ({ read, upgrade }, { item }) => {
    const { id } = await findItem(read, upgrade, item);
    const row = await read.inventoryItem.findUniqueOrThrow({
      where: { id },
      include: {
        standings: true,
        testCases: {
          select: { testCaseId: true, testCase: { select: { code: true, title: true, archivedAt: true } } },
        },
      },
    });
    const kind = await kindOf(read, upgrade.id, row.kind);
    const environments = await environmentsOf(read, upgrade.id);
    const names = await namesOf(read, [
      row.ownerId,
      row.createdById,
      ...row.standings.map(({ byId }) => byId),
    ]);
    const active = row.testCases.filter(({ testCase }) => testCase.archivedAt === null);
    return {
      ...lineOf(kind, { ...row, testCases: active }, environments, names),
      kind: kindViewOf(kind),
      key: row.key,
      verdictReason: row.verdictReason,
      note: row.note,
      source: row.source as unknown as ItemSource,
      proposal: row.proposal as unknown as ItemProposal | null,
      findings: row.findings as unknown as Finding[],
      environments: environments.map((environment) => {
        const standing = row.standings.find(({ environmentId }) => environmentId === environment.id);
        return {
          ...environment,
          applies: belongsTo(kind, row, environment),
          state: standing?.state ?? ("open" as const),
          reason: standing?.reason ?? "",
          since: standing?.since.toISOString() ?? null,
          by: standing?.byId ? (names.get(standing.byId) ?? "Somebody") : null,
        };
      }),
      foundIn: environments
        .filter(({ id: place }) => row.environmentIds.includes(place))
        .map(({ key }) => key),
      testCases: row.testCases
        .map(({ testCase: { code, title, archivedAt } }) => ({ code, title, archived: archivedAt !== null }))
        .sort(byCode),
      references: await loadReferences(read, upgrade, kind, row.fields as Record<string, FieldValue>),
      namedBy: await loadNamedBy(read, upgrade, row.code),
      createdAt: row.createdAt.toISOString(),
      createdBy: { id: row.createdById, name: names.get(row.createdById) ?? "Somebody" },
      history: (await loadHistory(read, upgrade.id, id, shownEvents)).map(({ seq, at, sentence }) => ({
        seq,
        at,
        sentence,
      })),
    };
  },
});
