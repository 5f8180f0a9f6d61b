import type { EnvironmentKind } from "./environment";
import type { NewEvent } from "./event";
import {
  belongsTo,
  changeItemState,
  type InventoryKind,
  type ItemState,
  itemStateNames,
  verdictOf,
} from "./inventory";
import { refuse, type Verdict } from "./verdict";

/** An item as what is decided about it needs it. */
export type DecidedItem = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly verdict: string | null;
  readonly verdictReason: string;
};

/** What deciding an item this way would be: the event, or why not. */
export function decision(
  kind: InventoryKind,
  row: DecidedItem,
  verdict: string | null,
  reason: string,
): Verdict<{ event: NewEvent }> {
  const labelOf = (value: string | null) =>
    kind.verdicts.find((known) => known.value === value)?.label ?? value ?? "";
  if (kind.verdicts.length === 0)
    return refuse("no_verdicts", `Nothing is decided about a ${kind.noun}: say how far it is instead.`);
  if (verdict !== null && !verdictOf(kind, { verdict }))
    return refuse(
      "unknown_verdict",
      `“${verdict}” is no verdict here. Choose one of ${kind.verdicts.map(({ value }) => value).join(", ")}.`,
    );
  if (verdict === row.verdict && (verdict === null || reason === row.verdictReason))
    return refuse("unchanged", `${row.code} is decided so already.`);
  const { id, code, title } = row;
  return {
    ok: true,
    event: {
      type: "item.decided",
      subject: { type: "inventory_item", id },
      data: { code, title, was: labelOf(row.verdict), is: labelOf(verdict), reason },
    },
  };
}

/** What setting the item's state in an environment would be: the event, or why not. `was` is its state there now. */
export function movement(
  kind: Pick<InventoryKind, "environments">,
  row: Pick<DecidedItem, "id" | "code" | "title"> & { readonly environmentIds: readonly string[] },
  place: { readonly id: string; readonly name: string; readonly kind: EnvironmentKind },
  was: ItemState,
  is: ItemState,
  reason: string,
): Verdict<{ event: NewEvent }> {
  if (!belongsTo(kind, row, place))
    return refuse("not_here", `${row.code} has nothing to do in ${place.name}.`);
  const verdict = changeItemState(was, is, reason);
  if (!verdict.ok) return verdict;
  return { ok: true, event: stateChangedEvent(row, place, was, is, reason) };
}

/** Says that an item's state in an environment changed, by whomever or whatever. */
export function stateChangedEvent(
  { id, code, title }: Pick<DecidedItem, "id" | "code" | "title">,
  place: { readonly id: string; readonly name: string },
  was: ItemState,
  is: ItemState,
  reason: string,
): NewEvent {
  return {
    type: "item.stateChanged",
    subject: { type: "inventory_item", id },
    environmentId: place.id,
    data: {
      code,
      title,
      environment: place.name,
      was: itemStateNames[was],
      is: itemStateNames[is],
      reason,
    },
  };
}
