import { z } from "zod";
import type { InventoryKind } from "@/domain/inventory";
import { cellText, type SheetCell, type SheetColumn, sheetCell, sheetColumns } from "@/domain/item-sheet";
import type { UpgradeScope } from "@/lib/actor";
import { csvByteOrderMark, csvLine } from "@/lib/csv-text";
import type { ReadClient } from "@/lib/db";
import type { FileStream } from "@/lib/file-stream";
import { kindOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import { workbookOf } from "@/lib/workbook";
import { exportItemsInput } from "../schema";
import { loadSheet } from "./sheet-items";

const file = z.custom<FileStream>();

export const exportItemsCsv = upgradeQuery({
  name: "inventory.exportCsv",
  action: "inventory.view",
  summary: "The items of one inventory as CSV, as an import takes them back",
  path: "/upgrades/{upgrade}/inventory/kinds/{kind}/items.csv",
  bytes: true,
  input: exportItemsInput,
  output: file,
  run: async ({ read, upgrade, now }, input) => {
    const { kind, columns, rows } = await tableOf(read, upgrade, input.kind);
    const lines = rows.map((cells) =>
      csvLine(cells.map((cell) => (typeof cell === "number" ? cell : cell === null ? null : cellText(cell)))),
    );
    return {
      name: nameOf(upgrade.key, kind, now, "csv"),
      mediaType: "text/csv; charset=utf-8",
      content: whole(csvByteOrderMark + csvLine(columns.map(({ heading }) => heading)) + lines.join("")),
    };
  },
});

export const exportItemsXlsx = upgradeQuery({
  name: "inventory.exportXlsx",
  action: "inventory.view",
  summary: "The items of one inventory as a workbook (XLSX), as an import takes them back",
  path: "/upgrades/{upgrade}/inventory/kinds/{kind}/items.xlsx",
  bytes: true,
  input: exportItemsInput,
  output: file,
  run: async ({ read, upgrade, now }, input) => {
    const { kind, columns, rows } = await tableOf(read, upgrade, input.kind);
    const sized = columns.map((column) => ({ heading: column.heading, width: widthOf(column) }));
    return {
      name: nameOf(upgrade.key, kind, now, "xlsx"),
      mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      content: whole(await workbookOf(kind.title, sized, rows)),
    };
  },
});

async function tableOf(
  read: ReadClient,
  upgrade: UpgradeScope,
  id: string,
): Promise<{ kind: InventoryKind; columns: readonly SheetColumn[]; rows: SheetCell[][] }> {
  const kind = await kindOf(read, upgrade.id, id);
  const { places, items } = await loadSheet(read, upgrade.id, kind);
  const columns = sheetColumns(kind, places);
  const rows = items
    .filter(({ removed }) => !removed)
    .map((item) => columns.map(({ of }) => sheetCell(kind, item, of)));
  return { kind, columns, rows };
}

async function* whole<Content>(content: Content): AsyncGenerator<Content> {
  yield content;
}

const nameOf = (key: string, { id }: InventoryKind, now: Date, ending: string) =>
  `${key}-${id}-${now.toISOString().slice(0, 10)}.${ending}`.replace(/[^A-Za-z0-9.-]/g, "-");

/** Characters a column is wide: as its content usually is, and no narrower than its heading. */
function widthOf({ heading, of }: SheetColumn): number {
  const wide = {
    code: 9,
    title: 48,
    level: 11,
    verdict: 18,
    reason: 40,
    owner: 26,
    due: 12,
    note: 48,
  } as const;
  const content =
    of.part === "field"
      ? { text: 24, long_text: 48, number: 10, boolean: 8, date: 12, choice: 22, link: 36, references: 24 }[
          of.field.kind
        ]
      : of.part === "state"
        ? 15
        : of.part === "source"
          ? 30
          : wide[of.part];
  return Math.min(60, Math.max(content, heading.length + 2));
}
