import { type Blocker, type BlockerKind, blocker } from "./blocker";
import type { GateItem } from "./gate-facts";
import type { GateKind } from "./gate-kind";
import { itemStateNames } from "./inventory";
import type { Role } from "./role";
import { named } from "./sentence";

const workers: readonly Role[] = ["lead", "engineer"];

/**
 * What an item of an inventory means for a gate of its environment: a verdict that is asked for and missing, work that is
 * not done, a verdict no test proves. Work that is not applicable in an environment counts as nothing there, but the verdict is
 * asked for all the same: it is one for the whole upgrade.
 */
export function judgeItem(
  item: GateItem,
  gate: GateKind,
): { readonly blockers: readonly Blocker[]; readonly passing: number } {
  const blockers: Blocker[] = [];
  let passing = 0;
  if (item.verdictFor === gate) {
    if (item.undecided)
      blockers.push(
        itemBlocker(item, "item_undecided", "has no verdict", item.detail || "Decide what becomes of it."),
      );
    else passing += 1;
  }
  if (item.work && item.gate === gate && item.state !== "not_applicable") {
    if (item.state === "done") passing += 1;
    else blockers.push(itemBlocker(item, "item_open", `is ${itemStateNames[item.state]}`, item.detail));
    if (item.untested)
      blockers.push(
        itemBlocker(item, "item_untested", "has no test case that proves it", "Link or write one."),
      );
  }
  return { blockers, passing };
}

function itemBlocker(item: GateItem, kind: BlockerKind, says: string, detail: string): Blocker {
  const noun = item.noun.charAt(0).toUpperCase() + item.noun.slice(1);
  return blocker(kind, {
    title: `${noun} ${named(item)} ${says}`,
    detail,
    since: item.stateSince,
    // A verdict and its proof are the same everywhere; work is done in each environment.
    subject: {
      type: "inventory_item",
      id: item.id,
      code: item.code,
      environmentId: kind === "item_open" ? item.environmentId : null,
    },
    clearedBy: { people: item.ownerId === null ? [] : [item.ownerId], roles: workers },
  });
}
