import { canonicalJson } from "@/domain/canonical";
import type { InventoryKind } from "@/domain/inventory";
import { type MatchedColumns, matchColumns, type SheetPlace, sheetColumns } from "@/domain/item-sheet";
import { type ItemSheetPlan, namedInSheet, planItemSheet } from "@/domain/item-sheet-plan";
import type { KnownItem, RowEdits, SheetMember } from "@/domain/item-sheet-row";
import { dated } from "@/domain/sentence";
import { nameable } from "@/features/references/queries";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";
import { keyOfTitle, kindsOf, valueText } from "@/lib/inventory";
import { loadSheet } from "../queries/sheet-items";
import type { SheetFile } from "./sheet-file";

type Client = Pick<ReadClient, "inventoryItem" | "environment" | "user" | "upgrade" | "member" | "$queryRaw">;

/** What a table would do to a list now, and a digest of exactly that. */
export interface ComparedSheet {
  kind: InventoryKind;
  /** Of the playbook. */
  slug: string;
  matched: MatchedColumns;
  plan: ItemSheetPlan;
  digest: string;
  places: readonly SheetPlace[];
  members: readonly SheetMember[];
  items: ReadonlyMap<string, KnownItem>;
}

/** Compares a table with the items of a kind. Throws `unsupported` when no column says which item a row is about. */
export async function compareSheet(
  client: Client,
  upgradeId: string,
  kindId: string,
  sheet: SheetFile,
): Promise<ComparedSheet> {
  const { slug, kinds } = await kindsOf(client, upgradeId);
  const kind = kinds.find(({ id }) => id === kindId);
  if (!kind) throw notFound(`inventory “${kindId}”`);
  const { places, items } = await loadSheet(client, upgradeId, kind);
  const matched = matchColumns(sheetColumns(kind, places), sheet.header);
  if (!matched.columns.some((column) => column?.of.part === "title" || column?.of.part === "code"))
    throw new AppError(
      "unsupported",
      "No column is called Title or Code, so that no row says which item it is about. The first row of the file has to name the columns.",
    );
  const others = await client.inventoryItem.findMany({
    where: { upgradeId, kind: { not: kind.id } },
    select: { code: true, kind: true },
  });
  const nouns = new Map(kinds.map(({ id, noun }) => [id, noun]));
  const rows = await client.member.findMany({
    where: { upgradeId, user: { disabledAt: null } },
    select: { user: { select: { id: true, name: true, email: true } } },
  });
  const members = rows.map(({ user }) => user);
  const plan = planItemSheet(kind, matched, sheet.header, sheet.rows, {
    items,
    members,
    nameable: await nameable(client, upgradeId, namedInSheet(matched, sheet.rows)),
    elsewhere: new Map(others.map((one) => [one.code, nouns.get(one.kind) ?? one.kind])),
    keyOf: keyOfTitle,
  });
  return {
    ...{ kind, slug, matched, plan, places, members },
    digest: sha256(canonicalJson({ plan, file: sheet.sha256 })),
    items: new Map(items.map((item) => [item.id, item])),
  };
}

/** What the edits of a row change, as history says it. */
export function changesOf(
  { kind, members }: Pick<ComparedSheet, "kind" | "members">,
  was: KnownItem,
  edits: RowEdits,
): { field: string; was: string; is: string }[] {
  const ownerName = (id: string) => members.find((member) => member.id === id)?.name ?? "nobody";
  const changes: { field: string; was: string; is: string }[] = [];
  const change = <Value>(
    field: string,
    is: Value | undefined,
    before: string,
    text: (value: Value) => string,
  ) => {
    if (is !== undefined) changes.push({ field, was: before, is: text(is) });
  };
  const same = (text: string) => text;
  change("title", edits.title, was.title, same);
  change("level", edits.level, was.level, same);
  change("note", edits.note, was.note, same);
  change("owner", edits.ownerId, was.owner?.name ?? "nobody", ownerName);
  change("due date", edits.dueAt, was.dueAt ? dated(was.dueAt) : "none", dated);
  for (const { id, label } of kind.fields)
    change(label, edits.fields[id], valueText(was.fields[id]), valueText);
  return changes;
}
