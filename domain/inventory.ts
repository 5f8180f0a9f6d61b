import type { EnvironmentKind } from "./environment";
import type { FieldValue, FindingLevel } from "./finding";
import type { GateKind } from "./gate-kind";
import type { NeededBy } from "./needed-by";
import { referencesFault } from "./reference";
import { isBlank, refuse, type Verdict } from "./verdict";

/** How far an item is in one environment. */
export const itemStates = ["open", "doing", "done", "not_applicable"] as const;
export type ItemState = (typeof itemStates)[number];

/** The states as sentences say them: "is open", "is in progress". */
export const itemStateNames: { readonly [state in ItemState]: string } = {
  open: "open",
  doing: "in progress",
  done: "done",
  not_applicable: "not applicable",
};

export const fieldKinds = [
  "text",
  "long_text",
  "number",
  "boolean",
  "date",
  "choice",
  "link",
  "references",
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** One thing a kind of inventory says of its items. */
export type InventoryField = {
  readonly id: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** The day an item ends on: when it comes near its level rises. Only of a date, and one of a kind. */
  readonly ends?: boolean | undefined;
  /** Of a choice. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

/** What can be decided about an item. */
export type InventoryVerdict = {
  readonly value: string;
  readonly label: string;
  /** There is something to do in each environment: the item keeps its gate shut until it is done there. */
  readonly work: boolean;
  /** At least one test case has to prove it. */
  readonly needsTest: boolean;
};

/** A kind of thing an upgrade keeps a list of; content of the playbook. */
export type InventoryKind = {
  readonly id: string;
  /** "Customizations". */
  readonly title: string;
  /** "customization". */
  readonly noun: string;
  /** Codes begin with it: "CU-7". */
  readonly letters: string;
  /** What to write down and why; shown where the list is empty. */
  readonly description: string;
  readonly fields: readonly InventoryField[];
  /** None: items of this kind are not decided about, their level says whether there is work. */
  readonly verdicts: readonly InventoryVerdict[];
  /** The gate that stays shut while an item (level above info) has no verdict; null when none waits for it. */
  readonly verdictNeededBy: NeededBy | null;
  /** Level of items typed in by hand. */
  readonly level: FindingLevel;
  /** The gate of its environment that open work keeps shut. */
  readonly gate: GateKind;
  /** Kinds of environment its items are worked in; none means all. */
  readonly environments: readonly EnvironmentKind[];
};

/** What decides whether an item has work, and what conditions read. */
export type JudgedItem = {
  readonly kind: string;
  readonly code: string;
  readonly title: string;
  readonly level: FindingLevel;
  readonly verdict: string | null;
  readonly fields: { readonly [field: string]: FieldValue };
};

/** The verdict of an item as its kind explains it; null when there is none, or one the kind no longer knows. */
export function verdictOf(
  kind: Pick<InventoryKind, "verdicts">,
  item: Pick<JudgedItem, "verdict">,
): InventoryVerdict | null {
  return kind.verdicts.find(({ value }) => value === item.verdict) ?? null;
}

/** Whether items like this one are decided about at all: what only informs is not. */
export function isDecidedAbout(
  kind: Pick<InventoryKind, "verdicts">,
  item: Pick<JudgedItem, "level" | "verdict">,
): boolean {
  return kind.verdicts.length > 0 && (item.level !== "info" || item.verdict !== null);
}

/** Whether somebody has to decide about the item before a gate opens. */
export function isUndecided(
  kind: Pick<InventoryKind, "verdicts">,
  item: Pick<JudgedItem, "level" | "verdict">,
): boolean {
  return isDecidedAbout(kind, item) && verdictOf(kind, item) === null;
}

/** Whether the item has to be dealt with in each of its environments: the verdict says so, or without verdicts its level. */
export function hasWork(
  kind: Pick<InventoryKind, "verdicts">,
  item: Pick<JudgedItem, "level" | "verdict">,
): boolean {
  if (kind.verdicts.length === 0) return item.level === "must_act";
  return verdictOf(kind, item)?.work ?? false;
}

/** Whether the item's verdict asks for a test case. */
export function needsTest(kind: Pick<InventoryKind, "verdicts">, item: Pick<JudgedItem, "verdict">): boolean {
  return verdictOf(kind, item)?.needsTest ?? false;
}

/** Whether the item belongs to an environment: its kind has work there, and it was not found elsewhere only. */
export function belongsTo(
  kind: Pick<InventoryKind, "environments">,
  item: { readonly environmentIds: readonly string[] },
  environment: { readonly id: string; readonly kind: EnvironmentKind },
): boolean {
  const ofKind = kind.environments.length === 0 || kind.environments.includes(environment.kind);
  return ofKind && (item.environmentIds.length === 0 || item.environmentIds.includes(environment.id));
}

/** May the item's state in an environment become this one? Not applicable needs a reason; the same again changes nothing. */
export function changeItemState(was: ItemState, is: ItemState, reason: string): Verdict {
  if (was === is) return refuse("unchanged", `It is ${itemStateNames[is]} already.`);
  if (is === "not_applicable" && isBlank(reason))
    return refuse("reason_needed", "Say why it is not applicable in this environment.");
  return { ok: true };
}

/** What is wrong with values given for the fields of a kind, by field; empty when they fit. Values that are null are left open. */
export function fieldFaults(
  kind: Pick<InventoryKind, "fields">,
  values: { readonly [field: string]: FieldValue },
): readonly { readonly field: string; readonly message: string }[] {
  return Object.entries(values).flatMap(([id, value]) => {
    const field = kind.fields.find((candidate) => candidate.id === id);
    if (!field) return [{ field: id, message: "is not a field of this inventory" }];
    const message = value === null ? null : valueFault(field, value);
    return message === null ? [] : [{ field: id, message }];
  });
}

function valueFault(field: InventoryField, value: string | number | boolean): string | null {
  switch (field.kind) {
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? null : "has to be a number";
    case "boolean":
      return typeof value === "boolean" ? null : "has to be yes or no";
    case "date":
      return typeof value === "string" && isDay(value) ? null : "has to be a date, as in 2026-12-24";
    case "choice":
      return field.options.some((option) => option.value === value)
        ? null
        : `has to be one of ${field.options.map((option) => option.value).join(", ")}`;
    case "link":
      return typeof value === "string" && /^https?:\/\/\S+$/.test(value)
        ? null
        : "has to be an address that begins with https:// or http://";
    case "text":
    case "long_text":
      return typeof value === "string" ? null : "has to be text";
    case "references":
      return typeof value === "string" ? referencesFault(value) : "has to be codes with commas between";
  }
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
