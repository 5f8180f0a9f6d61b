import type { FieldValue } from "./finding";
import type { InventoryKind } from "./inventory";
import type { MatchedColumns } from "./item-sheet";
import {
  type ItemRefusal,
  type ItemRow,
  type KnownItem,
  type RowEdits,
  readRow,
  type SheetAround,
} from "./item-sheet-row";
import { plainText, quoted, withoutGuard } from "./item-sheet-words";
import { parseReferences, referencesFault } from "./reference";

/** What is there already, to compare a table with. */
export type ItemWorld = SheetAround & {
  /** All of the kind, removed ones included. */
  readonly items: readonly KnownItem[];
  /** Codes of other kinds of the upgrade in use, with what they are: `part`. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** What recognises a thing that somebody typed in. */
  readonly keyOf: (title: string) => string;
};

export type ItemAddition = {
  readonly line: number;
  readonly key: string;
  readonly title: string;
  /** A code the row has and that nothing here is called by; it is not kept. */
  readonly code: string | null;
  readonly edits: RowEdits;
};

export type ItemRevision = {
  readonly line: number;
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly edits: RowEdits;
};

/** What a table would do: nothing of it is done yet. Every row is in exactly one of them. */
export type ItemSheetPlan = {
  readonly add: readonly ItemAddition[];
  readonly change: readonly ItemRevision[];
  readonly unchanged: readonly { readonly line: number; readonly code: string }[];
  /** One for everything that is wrong with a row; a row can have several. */
  readonly refused: readonly ItemRefusal[];
};

/** Whether a row changes anything of what an item is, beside verdict and states. */
export function isEdited(edits: RowEdits): boolean {
  const { fields, verdict: _, states: __, ...rest } = edits;
  return Object.keys(fields).length + Object.keys(rest).length > 0;
}

const isAnything = (edits: RowEdits) =>
  isEdited(edits) || edits.verdict !== undefined || edits.states.length > 0;

/** Every code that the cells of a table name in columns of references, each once; what names too many is refused anyway. */
export function namedInSheet({ columns }: MatchedColumns, rows: readonly ItemRow[]): readonly string[] {
  const naming = columns.flatMap((column, at) =>
    column?.of.part === "field" && column.of.field.kind === "references" ? [at] : [],
  );
  const texts = rows.flatMap(({ cells }) => naming.map((at) => withoutGuard(cells[at] ?? "")));
  return [...new Set(texts.filter((text) => referencesFault(text) === null).flatMap(parseReferences))];
}

/**
 * Compares the rows of a table with the items of a kind. An item is recognised by its code, else by the key or the title of
 * what the row is called; else it is new. What a row leaves empty keeps what it is.
 */
export function planItemSheet(
  kind: InventoryKind,
  { columns }: MatchedColumns,
  header: readonly string[],
  rows: readonly ItemRow[],
  world: ItemWorld,
): ItemSheetPlan {
  const add: ItemAddition[] = [];
  const change: ItemRevision[] = [];
  const unchanged: { line: number; code: string }[] = [];
  const refused: ItemRefusal[] = [];
  const find = finder(world);
  const seen = new Map<string, number>();
  const at = (part: "code" | "title") => columns.findIndex((column) => column?.of.part === part);
  const [codeAt, titleAt] = [at("code"), at("title")];

  for (const row of rows) {
    const { line } = row;
    const cellAt = (index: number) => plainText(withoutGuard(row.cells[index] ?? ""));
    const title = cellAt(titleAt);
    const code = cellAt(codeAt).toUpperCase();
    const named = title || code;
    const refuse = (column: string | null, reason: string) =>
      refused.push({ line, column, title: named.slice(0, 300), reason });
    const spare = row.cells.findIndex((cell, index) => index >= header.length && cell.trim() !== "");
    if (spare >= 0) {
      refuse(
        null,
        `It has more cells than there are headings: ${quoted(row.cells[spare] ?? "")} is under none.`,
      );
      continue;
    }
    const unread = row.faults.filter((fault) => columns[fault.at]);
    if (unread.length > 0) {
      for (const fault of unread) refuse(header[fault.at] ?? null, fault.why);
      continue;
    }
    const found = find(code, title);
    if (!found.ok) {
      refuse(header[found.by === "code" ? codeAt : titleAt] ?? null, found.why);
      continue;
    }
    const key = found.item?.id ?? world.keyOf(title);
    const before = seen.get(key);
    if (before !== undefined) {
      refuse(null, `It is about the same item as row ${before}. Leave one of the two.`);
      continue;
    }
    seen.set(key, line);
    const cells = columns.flatMap((column, index) => {
      const text = row.cells[index] ?? "";
      if (!column || column.of.part === "code" || plainText(text) === "") return [];
      return [{ column, text }];
    });
    const item = found.item ?? blank(kind, title);
    const { edits, faults } = readRow(kind, item, cells, world);
    for (const fault of faults) refuse(fault.column, fault.reason);
    if (faults.length > 0) continue;
    if (!found.item) add.push({ line, key, title, code: code || null, edits });
    else if (isAnything(edits)) {
      const { id, version } = found.item;
      change.push({
        line,
        id,
        code: found.item.code,
        version,
        title: edits.title ?? found.item.title,
        edits,
      });
    } else unchanged.push({ line, code: found.item.code });
  }
  return { add, change, unchanged, refused };
}

type Found = { ok: true; item: KnownItem | null } | { ok: false; by: "code" | "title"; why: string };

function finder(world: ItemWorld): (code: string, title: string) => Found {
  const byCode = new Map(world.items.map((item) => [item.code.toUpperCase(), item]));
  const byKey = new Map(world.items.map((item) => [item.key, item]));
  const byTitle = new Map<string, KnownItem[]>();
  for (const item of world.items) {
    const key = world.keyOf(item.title);
    byTitle.set(key, [...(byTitle.get(key) ?? []), item]);
  }
  const listed = (item: KnownItem, by: "code" | "title"): Found =>
    item.removed
      ? {
          ok: false,
          by,
          why: `${item.code} ${quoted(item.title)} was removed. Bring it back first, or leave the row out.`,
        }
      : { ok: true, item };
  return (code, title) => {
    const coded = byCode.get(code);
    if (coded) return listed(coded, "code");
    const other = world.elsewhere.get(code);
    if (other !== undefined)
      return {
        ok: false,
        by: "code",
        why: `${code} is a ${other}. Import it on its own list, or empty Code.`,
      };
    if (title === "")
      return code === ""
        ? { ok: false, by: "title", why: "It has neither a code nor a title. Give it a title." }
        : {
            ok: false,
            by: "code",
            why: `There is no ${quoted(code)} here. Correct the code, or give a title for a new item.`,
          };
    const key = world.keyOf(title);
    const keyed = byKey.get(key);
    if (keyed) return listed(keyed, "title");
    const titled = byTitle.get(key) ?? [];
    const there = titled.filter(({ removed }) => !removed);
    const [one] = there.length > 0 ? there : titled;
    if (there.length > 1)
      return {
        ok: false,
        by: "title",
        why: `${there
          .map((item) => item.code)
          .slice(0, 5)
          .join(", ")} are called so. Say by its code which is meant.`,
      };
    return one ? listed(one, "title") : { ok: true, item: null };
  };
}

/** A new item before its row says anything of it. */
function blank(kind: InventoryKind, title: string): KnownItem {
  const fields: { readonly [field: string]: FieldValue } = {};
  return {
    id: "",
    code: quoted(title),
    key: "",
    version: 0,
    title: "",
    level: kind.level,
    verdict: null,
    verdictReason: "",
    fields,
    note: "",
    owner: null,
    ownerId: null,
    dueAt: null,
    source: "",
    environmentIds: [],
    states: {},
    removed: false,
    stateReasons: {},
  };
}
