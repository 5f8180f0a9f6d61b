import type { EvidenceKind } from "./evidence";
import type { FindingLevel } from "./finding";
import type { GateItem } from "./gate-facts";
import type { GateKind } from "./gate-kind";
import type { ItemState } from "./inventory";

/** A proof as manifests name it. */
export type ManifestEvidence = {
  readonly kind: EvidenceKind;
  readonly name: string;
  readonly sha256: string;
};

/** An item of an inventory as it is signed for. */
export type ManifestItem = {
  readonly item: string;
  readonly title: string;
  readonly level: FindingLevel;
  readonly verdict: string | null;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly doneBy: string | null;
  readonly since: string | null;
  readonly testCases: readonly string[];
  readonly evidence: readonly ManifestEvidence[];
};

/** An item that belongs to the environment, with what a manifest says of it. */
export type InventoryFact = Pick<
  GateItem,
  | "code"
  | "title"
  | "level"
  | "verdict"
  | "work"
  | "gate"
  | "state"
  | "stateReason"
  | "stateSince"
  | "verdictFor"
  | "undecided"
> & {
  readonly stateById: string | null;
  readonly testCases: readonly string[];
  readonly evidence: readonly ManifestEvidence[];
};

/** What the gate judged, and at an exit everything that was ever decided; nobody signs for what only informs. */
export function inventory({
  items,
  gate,
}: {
  readonly items: readonly InventoryFact[];
  readonly gate: GateKind;
}): { readonly inventory?: readonly ManifestItem[] } {
  const judged = items.filter((item) =>
    gate === "exit"
      ? item.work || item.undecided || item.verdict !== null
      : item.verdictFor === "entry" || (item.work && item.gate === "entry"),
  );
  if (judged.length === 0) return {};
  return {
    inventory: sorted(
      judged.map((item) => ({
        item: item.code,
        title: item.title,
        level: item.level,
        verdict: item.verdict,
        state: item.state,
        reason: item.stateReason === "" ? null : item.stateReason,
        doneBy: item.stateById,
        since: item.stateSince?.toISOString() ?? null,
        testCases: [...item.testCases].sort(),
        evidence: evidenceOf(item.evidence),
      })),
    ),
  };
}

/** Pieces of evidence in one order. */
export function evidenceOf(evidence: readonly ManifestEvidence[]): ManifestEvidence[] {
  return sorted(evidence.map(({ kind, name, sha256 }) => ({ kind, name, sha256 })));
}

/** By the items' own text, which begins with what names them: a total order, so equal facts give equal lists. */
export function sorted<Item extends object>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item);
}
