import type { InventoryKind } from "./inventory";
import type { SheetPlace } from "./item-sheet";
import type { ItemWorld } from "./item-sheet-plan";
import type { KnownItem } from "./item-sheet-row";

/** Two environments. */
export const places: readonly SheetPlace[] = [
  { id: "e1", key: "dev", name: "Dev", kind: "dev" },
  { id: "e2", key: "prod", name: "Production", kind: "prod" },
];
/** A kind with a field of every sort that can be misread. */
export const kind: InventoryKind = {
  id: "part",
  title: "Parts",
  noun: "part",
  letters: "PA",
  description: "",
  level: "attention",
  gate: "exit",
  environments: [],
  verdictNeededBy: null,
  verdicts: [
    { value: "keep", label: "Keep as it is", work: false, needsTest: false },
    { value: "rebuild", label: "Rebuild", work: true, needsTest: true },
  ],
  fields: [
    { id: "size", label: "Size", kind: "number", options: [] },
    { id: "owner", label: "Owner", kind: "text", options: [] },
    { id: "spare", label: "Spare", kind: "boolean", options: [] },
    { id: "ends", label: "Ends on", kind: "date", options: [] },
    { id: "type", label: "Type", kind: "choice", options: [{ value: "wheel", label: "A wheel" }] },
    { id: "changes", label: "What it changes", kind: "references", options: [] },
  ],
};
/** Three people, two of one name. */
export const members = [
  { id: "u1", name: "Ines", email: "ines@example.com" },
  { id: "u2", name: "Kim", email: "kim@example.com" },
  { id: "u3", name: "Kim", email: "kim.two@example.com" },
];
const keyOf = (title: string) => title.toLowerCase();
/** A part with something in every column. */
export const item: KnownItem = {
  id: "i1",
  key: "front wheel",
  code: "PA-1",
  version: 3,
  title: "Front wheel",
  level: "must_act",
  verdict: "rebuild",
  verdictReason: "New axle",
  fields: { size: 28 },
  note: "",
  owner: { name: "Ines", email: "ines@example.com" },
  ownerId: "u1",
  dueAt: "2026-12-24T18:00:00.000Z",
  source: "typed in",
  environmentIds: [],
  states: { e1: "not_applicable" },
  stateReasons: { e1: "No wheels there" },
  removed: false,
};
/** A list with a part, a removed one, and two of one title. */
export const world: ItemWorld = {
  items: [
    item,
    { ...item, id: "i2", code: "PA-2", key: "gone", title: "Gone", removed: true },
    { ...item, id: "i3", code: "PA-3", key: "bolt a", title: "Bolt" },
    { ...item, id: "i4", code: "PA-4", key: "bolt b", title: "Bolt" },
  ],
  elsewhere: new Map([["SL-1", "seal"]]),
  members,
  nameable: new Set(["P-02", "PA-1", "TC-1"]),
  keyOf,
};
