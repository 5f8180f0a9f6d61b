import type { FieldValue, FindingLevel } from "./finding";
import type { InventoryKind, ItemState } from "./inventory";
import { decision, movement } from "./item-change";
import { cellText, type SheetColumn, type SheetItem, type SheetMeaning, sheetCell } from "./item-sheet";
import {
  longest,
  type Meant,
  plainText,
  quoted,
  readDay,
  readField,
  readLevel,
  readState,
  withoutGuard,
} from "./item-sheet-words";
import { referenceFaults } from "./reference";
import { isBlank, type Refusal } from "./verdict";

/** An item that is there, as a table is compared with it. */
export type KnownItem = SheetItem & {
  readonly id: string;
  readonly key: string;
  readonly version: number;
  readonly ownerId: string | null;
  readonly removed: boolean;
  /** Why its states are so, by id of the environment. */
  readonly stateReasons: { readonly [environmentId: string]: string };
};

export type SheetMember = { readonly id: string; readonly name: string; readonly email: string };

/** What the cells of a row can name. */
export type SheetAround = {
  readonly members: readonly SheetMember[];
  /** Codes of what is in the upgrade, as far as the table names them. */
  readonly nameable: ReadonlySet<string>;
};

/** A row as it was read. */
export type ItemRow = {
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells that hold no value that can be read, by column. */
  readonly faults: readonly { readonly at: number; readonly why: string }[];
};

/** Why a row is not taken: in which column (null: the row as a whole), and what to do. */
export type ItemRefusal = {
  readonly line: number;
  readonly column: string | null;
  readonly title: string;
  readonly reason: string;
};

/** What a row makes of an item. Only what it changes is named. */
export type RowEdits = {
  title?: string;
  level?: FindingLevel;
  note?: string;
  ownerId?: string;
  /** ISO 8601. */
  dueAt?: string;
  fields: { [field: string]: FieldValue };
  verdict?: { value: string; reason: string };
  states: { environmentId: string; was: ItemState; is: ItemState; reason: string }[];
};

/** Cells of one row by their columns; those that are empty are not among them. */
type Cells = readonly { readonly column: SheetColumn; readonly text: string }[];

/** The time of day things are due that are due on a day: noon of Greenwich is the same day nearly everywhere. */
const dueTime = "T12:00:00.000Z";

/** What the cells of a row change of an item, and every reason why they can't. A new item is compared with an empty one. */
export function readRow(
  kind: InventoryKind,
  item: KnownItem,
  cells: Cells,
  { members, nameable }: SheetAround,
): { readonly edits: RowEdits; readonly faults: readonly { column: string; reason: string }[] } {
  const edits: RowEdits = { fields: {}, states: [] };
  const faults: { column: string; reason: string }[] = [];
  let verdict: { column: string; value: string } | undefined;
  let reason: { column: string; text: string } | undefined;

  for (const { column, text: cell } of cells) {
    const { heading, of } = column;
    const was = plainText(cellText(sheetCell(kind, item, of)));
    const text = plainText(withoutGuard(cell));
    const same = was === plainText(cell) || was === text;
    const take = <Value>(read: Meant<Value>, use: (value: Value) => void) => {
      if (read.ok) use(read.value);
      else faults.push({ column: heading, reason: read.why });
    };
    if (text.includes("\u0000")) {
      faults.push({ column: heading, reason: "It holds a NUL character. Type the cell anew." });
      continue;
    }
    if (of.part === "verdict") {
      verdict = {
        column: heading,
        value: same && item.verdict !== null ? item.verdict : verdictIn(kind, text),
      };
      continue;
    }
    if (of.part === "reason") {
      take(within(text, longest.reason), (value) => {
        reason = { column: heading, text: same ? item.verdictReason : value };
      });
      continue;
    }
    if (same) continue;
    switch (of.part) {
      case "title":
        take(oneLine(text), (title) => {
          edits.title = title;
        });
        break;
      case "level":
        take(readLevel(text), (level) => {
          if (level !== item.level) edits.level = level;
        });
        break;
      case "note":
        take(within(text, longest.note), (note) => {
          edits.note = note;
        });
        break;
      case "owner":
        if (item.owner && text.toLowerCase() === item.owner.name.toLowerCase()) break;
        take(memberIn(members, text), ({ id }) => {
          if (id !== item.ownerId) edits.ownerId = id;
        });
        break;
      case "due":
        take(readDay(text), (day) => {
          if (day !== was) edits.dueAt = `${day}${dueTime}`;
        });
        break;
      case "field":
        take(readField(of.field, text), (value) => {
          const { id } = of.field;
          const facts = { there: nameable, before: item.fields, own: item.code };
          const [strange] = referenceFaults({ fields: [of.field] }, { [id]: value }, facts);
          if (strange)
            faults.push({
              column: heading,
              reason: `${quoted(text)} can't be taken: it ${strange.message}.`,
            });
          else if (value !== (item.fields[id] ?? null)) edits.fields[id] = value;
        });
        break;
      case "state":
        take(readState(text), (moved) => {
          const why = moveTo(kind, item, of, moved, edits);
          if (why !== null) faults.push({ column: heading, reason: why });
        });
        break;
    }
  }
  if (verdict || reason) {
    const why = decideSo(kind, item, verdict?.value, reason?.text, edits);
    if (why !== null) faults.push({ column: (verdict ?? reason)?.column ?? "", reason: why });
  }
  return { edits, faults };
}

const sentences = (refusals: readonly Refusal[]) => refusals.map(({ message }) => message).join(" ");

const verdictIn = (kind: InventoryKind, text: string): string =>
  kind.verdicts.find(({ value, label }) =>
    [value, label].some((one) => one.toLowerCase() === text.toLowerCase()),
  )?.value ?? text;

/** Puts the decision into the edits, or says why it can't be taken. A verdict that changes brings its own reason or none. */
function decideSo(
  kind: InventoryKind,
  item: KnownItem,
  given: string | undefined,
  reason: string | undefined,
  edits: RowEdits,
): string | null {
  const value = given ?? item.verdict;
  if (value === null)
    return reason === item.verdictReason
      ? null
      : "A reason says nothing without a verdict. Fill in Verdict too, or empty Reason.";
  const because = reason ?? (value === item.verdict ? item.verdictReason : "");
  if (value === item.verdict && because === item.verdictReason) return null;
  const decided = decision(kind, item, value, because);
  if (!decided.ok) return sentences(decided.refusals);
  edits.verdict = { value, reason: because };
  return null;
}

function moveTo(
  kind: InventoryKind,
  item: KnownItem,
  { place }: Extract<SheetMeaning, { part: "state" }>,
  { state: is, reason }: { state: ItemState; reason: string },
  edits: RowEdits,
): string | null {
  const was = item.states[place.id] ?? "open";
  if (reason.length > longest.reason) return within(reason, longest.reason).why ?? null;
  if (was === is) {
    if (isBlank(reason) || reason === item.stateReasons[place.id]) return null;
    return `It is so in ${place.name} already, and why is kept with the day it became so. Leave the reason away.`;
  }
  const moved = movement(kind, item, place, was, is, reason);
  if (!moved.ok) {
    const needed = moved.refusals.some(({ code }) => code === "reason_needed");
    return `${sentences(moved.refusals)}${needed ? " Write it behind a colon: “not applicable: why”." : " Empty the cell."}`;
  }
  edits.states.push({ environmentId: place.id, was, is, reason });
  return null;
}

function within(text: string, most: number): Meant<string> & { why?: string } {
  return text.length > most
    ? { ok: false, why: `It has more than ${most.toLocaleString("en")} characters. Shorten it.` }
    : { ok: true, value: text };
}

function oneLine(text: string): Meant<string> {
  return /\p{Cc}/u.test(text)
    ? { ok: false, why: "A title is one line of plain text. Put it into one line." }
    : within(text, longest.title);
}

function memberIn(members: readonly SheetMember[], text: string): Meant<SheetMember> {
  const name = text.toLowerCase();
  const byEmail = members.find(({ email }) => email.toLowerCase() === name);
  if (byEmail) return { ok: true, value: byEmail };
  const [one, another] = members.filter((member) => member.name.toLowerCase() === name);
  if (one && another)
    return { ok: false, why: `Several people here are called ${quoted(text)}. Give the e-mail address.` };
  return one
    ? { ok: true, value: one }
    : {
        ok: false,
        why: `${quoted(text)} is nobody of this upgrade. Give the e-mail address or the name of a member, or add them first.`,
      };
}
