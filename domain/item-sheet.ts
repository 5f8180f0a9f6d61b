import type { EnvironmentKind } from "./environment";
import type { FieldValue, FindingLevel } from "./finding";
import {
  belongsTo,
  hasWork,
  type InventoryField,
  type InventoryKind,
  type ItemState,
  itemStateNames,
} from "./inventory";
import { dayIn, withoutGuard } from "./item-sheet-words";

/** An environment as a table has a column of it. */
export type SheetPlace = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
};

/** What a column of a table of items is about. */
export type SheetMeaning =
  | { readonly part: "code" | "title" | "level" | "verdict" | "reason" | "owner" | "due" | "note" | "source" }
  | { readonly part: "field"; readonly field: InventoryField }
  | { readonly part: "state"; readonly place: SheetPlace };

export type SheetColumn = {
  /** What an export writes at the head. No two columns of a kind have the same. */
  readonly heading: string;
  /** Other heads it is known by. */
  readonly also: readonly string[];
  readonly of: SheetMeaning;
};

/** A day, told apart from text. */
export type SheetDay = { readonly day: string };
export type SheetCell = string | number | boolean | SheetDay | null;

/** An item as an export shows it. */
export type SheetItem = {
  readonly code: string;
  readonly title: string;
  readonly level: FindingLevel;
  readonly verdict: string | null;
  readonly verdictReason: string;
  readonly fields: { readonly [field: string]: FieldValue };
  readonly note: string;
  readonly owner: { readonly name: string; readonly email: string } | null;
  /** ISO 8601. */
  readonly dueAt: string | null;
  readonly source: string;
  readonly environmentIds: readonly string[];
  /** By id of the environment. */
  readonly states: { readonly [environmentId: string]: ItemState };
};

const levelNames: { readonly [level in FindingLevel]: string } = {
  info: "info",
  attention: "attention",
  must_act: "must act",
};

const fixed = {
  code: { heading: "Code", also: ["id", "key", "kennung", "nummer"] },
  title: { heading: "Title", also: ["name", "summary", "titel", "bezeichnung"] },
  level: { heading: "Level", also: ["severity", "stufe", "dringlichkeit"] },
  verdict: { heading: "Verdict", also: ["decision", "urteil", "entscheidung"] },
  reason: { heading: "Reason", also: ["verdict reason", "begrundung", "grund"] },
  owner: { heading: "Owner", also: ["assignee", "responsible", "verantwortlich", "zustandig"] },
  due: { heading: "Due", also: ["due date", "due at", "fallig", "fallig am", "termin"] },
  note: { heading: "Note", also: ["notes", "comment", "notiz", "bemerkung", "anmerkung"] },
  source: { heading: "Source", also: ["quelle", "herkunft"] },
} as const;
type Fixed = keyof typeof fixed;

/** A head without case, accents and signs: how heads are compared. */
export const plainHeading = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim() || withoutGuard(text).trim().toLowerCase();

/** The columns of a table of a kind's items, in their order: what everything has, the kind's own fields, each environment. */
export function sheetColumns(
  kind: Pick<InventoryKind, "fields" | "verdicts">,
  places: readonly SheetPlace[],
): readonly SheetColumn[] {
  const decided: readonly Fixed[] = kind.verdicts.length > 0 ? ["verdict", "reason"] : [];
  const before: readonly Fixed[] = ["code", "title", "level", ...decided, "owner", "due", "note"];
  // Heads of fixed columns are taken also where the kind has none of them: "Verdict" never means a field.
  const taken = new Set(Object.values(fixed).map(({ heading }) => plainHeading(heading)));
  const free = (label: string, more: string): string => {
    const heading = [label, `${label} (${more})`].find((one) => !taken.has(plainHeading(one)));
    let found = heading ?? `${label} (${more})`;
    for (let at = 2; taken.has(plainHeading(found)); at += 1) found = `${label} (${more} ${at})`;
    taken.add(plainHeading(found));
    return found;
  };
  const ofFixed = (part: Fixed): SheetColumn => ({ ...fixed[part], of: { part } });
  return [
    ...before.map(ofFixed),
    ...kind.fields.map(
      (field): SheetColumn => ({
        heading: free(field.label, "field"),
        also: [field.label, field.id],
        of: { part: "field", field },
      }),
    ),
    ...places.map(
      (place): SheetColumn => ({
        heading: free(place.name, "state"),
        also: [place.name, place.key],
        of: { part: "state", place },
      }),
    ),
    ofFixed("source"),
  ];
}

/** What the item says in a column, typed. */
export function sheetCell(
  kind: Pick<InventoryKind, "verdicts" | "environments">,
  item: SheetItem,
  of: SheetMeaning,
): SheetCell {
  switch (of.part) {
    case "code":
    case "title":
    case "note":
    case "source":
      return item[of.part] || null;
    case "level":
      return levelNames[item.level];
    case "verdict":
      return kind.verdicts.find(({ value }) => value === item.verdict)?.label ?? item.verdict;
    case "reason":
      return item.verdictReason || null;
    case "owner":
      return item.owner && (item.owner.email || item.owner.name);
    case "due":
      return item.dueAt === null ? null : { day: item.dueAt.slice(0, 10) };
    case "field":
      return fieldCell(of.field, item.fields[of.field.id] ?? null);
    case "state": {
      // As in the list: nothing where there is nothing to do, but what was done or set aside stays visible.
      const state = item.states[of.place.id];
      if (!belongsTo(kind, item, of.place) || (state === undefined && !hasWork(kind, item))) return null;
      return itemStateNames[state ?? "open"];
    }
  }
}

function fieldCell(field: InventoryField, value: FieldValue): SheetCell {
  if (value === null || value === "") return null;
  if (typeof value !== "string") return value;
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return field.kind === "date" && dayIn(value) === value ? { day: value } : value;
}

/** A cell as text: what a CSV holds, and what a cell that was read is compared with. */
export function cellText(cell: SheetCell): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "yes" : "no";
  return typeof cell === "object" ? cell.day : String(cell);
}

/** What came of the heads of a table. */
export type MatchedColumns = {
  /** By column of the file: what it means; null for one that is not imported. */
  readonly columns: readonly (SheetColumn | null)[];
  /** Every column that is not imported, and why. */
  readonly ignored: readonly { readonly at: number; readonly heading: string; readonly why: string }[];
};

/** Finds out what each column means by its head: first the heads of an export, then other names. Each thing is in one column. */
export function matchColumns(columns: readonly SheetColumn[], header: readonly string[]): MatchedColumns {
  const heads = header.map(plainHeading);
  const found: (SheetColumn | null)[] = header.map(() => null);
  const given = new Set<SheetColumn>();
  const take = (column: SheetColumn, name: string) => {
    const at = heads.findIndex((head, index) => head === plainHeading(name) && head !== "" && !found[index]);
    if (given.has(column) || at < 0) return;
    found[at] = column;
    given.add(column);
  };
  for (const column of columns) take(column, column.heading);
  for (const column of columns) for (const name of column.also) take(column, name);
  const ignored = header.flatMap((heading, at) => {
    const column = found[at];
    if (column) {
      if (column.of.part !== "source") return [];
      return [{ at, heading, why: "An item keeps where it came from; that is not imported." }];
    }
    const twice = columns.find((one) =>
      [one.heading, ...one.also].some((name) => plainHeading(name) === heads[at]),
    );
    const why =
      heads[at] === ""
        ? "The column has no heading. Give it one, or empty it."
        : twice
          ? `“${twice.heading}” is in the file twice; the other column counts.`
          : "No column of this inventory is called so.";
    return [{ at, heading, why }];
  });
  return { columns: found.map((one) => (one?.of.part === "source" ? null : one)), ignored };
}
