import type { GateItem } from "./gate-facts";
import type { InventoryKind } from "./inventory";
import type { InventoryFact } from "./manifest-inventory";

/** Customizations as a playbook would have them: decided about, worked off at exits, some verdicts proven by a test. */
export const customizations: InventoryKind = {
  id: "customization",
  title: "Customizations",
  noun: "customization",
  letters: "CU",
  description: "",
  fields: [
    { id: "name", label: "Name", kind: "text", options: [] },
    { id: "size", label: "Size", kind: "number", options: [] },
    { id: "own", label: "Own", kind: "boolean", options: [] },
    { id: "until", label: "Until", kind: "date", options: [] },
    { id: "where", label: "Where", kind: "link", options: [] },
    {
      id: "type",
      label: "Type",
      kind: "choice",
      options: [
        { value: "theme", label: "Theme" },
        { value: "handler", label: "Handler" },
      ],
    },
  ],
  verdicts: [
    { value: "rebuild", label: "Rebuild", work: true, needsTest: true },
    { value: "keep", label: "Keep", work: false, needsTest: false },
  ],
  verdictNeededBy: "dev.entry",
  level: "must_act",
  gate: "exit",
  environments: [],
};

/** Certificates: nothing is decided, the level says whether there is work. */
export const certificates: InventoryKind = {
  ...customizations,
  id: "certificate",
  noun: "certificate",
  letters: "CE",
  verdicts: [],
  verdictNeededBy: null,
};

/** An item in pre-prod whose work is open. */
export function gateItem(facts: Partial<GateItem> = {}): GateItem {
  return {
    id: "i1",
    code: "CU-1",
    title: "Header mediator",
    environmentId: "pre",
    noun: "customization",
    kind: "customization",
    level: "must_act",
    verdict: "rebuild",
    ownerId: null,
    detail: "",
    work: true,
    gate: "exit",
    state: "open",
    stateReason: "",
    stateSince: null,
    verdictFor: null,
    undecided: false,
    untested: false,
    ...facts,
  };
}

/** The same as a manifest is made from it. */
export const inventoryFact = (facts: Partial<InventoryFact> = {}): InventoryFact => ({
  ...gateItem(),
  stateById: null,
  testCases: [],
  evidence: [],
  ...facts,
});
