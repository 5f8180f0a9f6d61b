import { validateEnvironments } from "@/domain/environment";
import { validateSlots } from "@/domain/slot";
import { upgradeKeyLength, upgradeKeyOf } from "@/domain/upgrade-key";
import { type Draft, type Part, parts, type SlotCounts, slotList } from "./draft";

/** What is wrong with one field of the draft, named by its path as the server names it. */
export interface Fault {
  field: string;
  message: string;
}

/** What the computed path asks for. */
export type PathNeeds = { reason: string | null; isNewest: boolean; needsSupportCase: boolean } | null;

const empty = (value: string) => value.trim() === "";
const when = (wrong: boolean, field: string, message: string): Fault[] => (wrong ? [{ field, message }] : []);

/** Everything that keeps a part of the draft from being taken, in the order of its fields. */
export function faultsIn(part: Part, draft: Draft, path: PathNeeds): Fault[] {
  switch (part) {
    case "versions":
      return versionFaults(draft, path);
    case "questions":
      return [];
    case "environments":
      return environmentFaults(draft);
    case "people":
      return draft.members.flatMap((member, index) =>
        when(member.roles.length === 0, `members.${index}.roles`, "Choose at least one role."),
      );
    case "name": {
      return [
        ...when(empty(draft.key), "key", "Give the upgrade a key."),
        ...when(
          !empty(draft.key) && upgradeKeyOf(draft.key) === null,
          "key",
          `Capitals, digits and single hyphens, at most ${upgradeKeyLength} characters, like APIM-45.`,
        ),
        ...when(empty(draft.title), "title", "Give the upgrade a title."),
      ];
    }
  }
}

function versionFaults(draft: Draft, path: PathNeeds): Fault[] {
  if (!draft.playbook) return [{ field: "playbook", message: "Choose a product." }];
  if (!draft.from || !draft.to)
    return [{ field: draft.from ? "to" : "from", message: "Choose both releases." }];
  if (!path) return [{ field: "from", message: "The path is being computed." }];
  if (path.reason) return [{ field: "to", message: "Choose another release: see below." }];
  return [
    ...when(
      !path.isNewest && empty(draft.targetReason),
      "targetReason",
      "Say why this target, although a newer release exists.",
    ),
    ...when(
      path.needsSupportCase && empty(draft.supportCase),
      "supportCase",
      "Give the support case, or say why there is none.",
    ),
  ];
}

function environmentFaults({ environments }: Draft): Fault[] {
  const own = environments.flatMap(({ name, slots }, index) => {
    const at = `environments.${index}`;
    const twin = environments.findIndex((other) => same(other.name, name));
    return [
      ...when(empty(name), `${at}.name`, "Every environment needs a name."),
      ...when(!empty(name) && twin < index, `${at}.name`, `Two environments are called ${name.trim()}.`),
      ...(["entry", "exit"] as const).flatMap((gate) => slotFaults(`${at}.slots.${gate}`, gate, slots[gate])),
    ];
  });
  if (own.length > 0) return own;
  const verdict = validateEnvironments(environments.map((one) => ({ ...one, key: one.id })));
  return verdict.ok ? [] : verdict.refusals.map(({ message }) => ({ field: "environments", message }));
}

const same = (a: string, b: string) => a.trim().toLowerCase() === b.trim().toLowerCase();

function slotFaults(field: string, gate: "entry" | "exit", counts: SlotCounts): Fault[] {
  const verdict = validateSlots(gate, slotList(counts));
  return verdict.ok ? [] : verdict.refusals.map(({ message }) => ({ field, message }));
}

/** The part that shows a field, for what only the server found. */
export function partOf(field: string): Part {
  const [first = ""] = field.split(".");
  if (["playbook", "from", "to", "targetReason", "supportCase"].includes(first)) return "versions";
  if (first === "answers") return "questions";
  if (first === "environments") return "environments";
  return first === "members" ? "people" : "name";
}

/** The first part with a fault; null when the draft can be sent. */
export const firstFaulty = (draft: Draft, path: PathNeeds): Part | null =>
  parts.find((part) => faultsIn(part, draft, path).length > 0) ?? null;
