import type { FindingLevel } from "./finding";
import type { GateItem } from "./gate-facts";
import { hasWork, type ItemState, isDecidedAbout, isUndecided, needsTest } from "./inventory";
import { customizations } from "./inventory.fixture";
import { decision, movement } from "./item-change";
import type { InventoryFact } from "./manifest-inventory";
import { environmentAt, gates, type ModelGate, type ModelItem, type Process } from "./process-model.fixture";
import type { Member } from "./role";

/** More would be only more of the same, and slower. */
const mostItems = 3;
const untouched = { state: "open" as const, stateReason: "", stateSince: null, stateById: null };
const exits = gates.filter(({ gate }) => gate === "exit");
/** Customizations are decided about before dev is started. */
const decides: ModelGate = { environment: 0, gate: "entry" };

/** The items of an environment as its gates judge them and manifests name them. */
export function itemsAt(process: Process, index: number): (GateItem & InventoryFact)[] {
  const { id: environmentId } = environmentAt(process, index);
  return process.items.map(({ standings, ...item }) => {
    const work = hasWork(customizations, item);
    return {
      ...item,
      ...(standings.get(index) ?? untouched),
      environmentId,
      kind: customizations.id,
      noun: customizations.noun,
      ownerId: null,
      detail: "",
      work,
      gate: customizations.gate,
      verdictFor: index === decides.environment && isDecidedAbout(customizations, item) ? decides.gate : null,
      undecided: isUndecided(customizations, item),
      untested: work && needsTest(customizations, item) && item.testCases.length === 0,
      evidence: [],
    };
  });
}

/** Gates whose manifest names the item; an entry only while a verdict is asked for. */
const naming = (item: ModelItem): ModelGate[] =>
  isDecidedAbout(customizations, item) ? [decides, ...exits] : [];

const itemOf = (process: Process, place: number) => process.items[place % Math.max(1, process.items.length)];

/** Somebody writes an item down, as grave as it is. */
export function addItem(level: FindingLevel) {
  return (process: Process): ModelGate[] | null => {
    const number = process.items.length + 1;
    if (number > mostItems) return null;
    const item: ModelItem = {
      id: `item ${number}`,
      code: `CU-${number}`,
      title: "Header mediator",
      level,
      verdict: null,
      testCases: [],
      standings: new Map(),
    };
    process.items.push(item);
    return naming(item);
  };
}

/** Somebody decides what becomes of an item, or takes that back with null. */
export function decideItem(place: number, verdict: string | null) {
  return (process: Process): ModelGate[] | null => {
    const item = itemOf(process, place);
    if (!item || !decision(customizations, { ...item, verdictReason: "r" }, verdict, "r").ok) return null;
    const before = naming(item);
    item.verdict = verdict;
    return before.length > 0 ? before : naming(item);
  };
}

/** Somebody says how far an item is in an environment. */
export function moveItem(index: number, place: number, state: ItemState, actor: Member) {
  return (process: Process): ModelGate[] | null => {
    const item = itemOf(process, place);
    if (!item) return null;
    const was = item.standings.get(index)?.state ?? "open";
    const moved = movement(
      customizations,
      { ...item, environmentIds: [] },
      environmentAt(process, index),
      was,
      state,
      "r",
    );
    if (!moved.ok) return null;
    item.standings.set(index, {
      state,
      stateReason: "r",
      stateSince: process.now,
      stateById: actor.id,
    });
    return naming(item).filter(({ environment }) => environment === index);
  };
}

/** Somebody links the test that proves an item, or takes the link away. */
export function linkTest(place: number, linked: boolean) {
  return (process: Process): ModelGate[] | null => {
    const item = itemOf(process, place);
    if (!item || item.testCases.length > 0 === linked) return null;
    item.testCases = linked ? ["TC-1"] : [];
    return naming(item);
  };
}
