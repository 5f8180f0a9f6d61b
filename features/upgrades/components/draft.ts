import type { EnvironmentKind } from "@/domain/environment";
import type { Role } from "@/domain/role";
import type { CreateUpgradeInput } from "../schema";

/** Signatures of a gate by role, as one types them. */
export type SlotCounts = Partial<Record<Role, number>>;

export interface DraftEnvironment {
  /** Only to tell rows apart while they are moved. */
  id: string;
  name: string;
  kind: EnvironmentKind;
  slots: { entry: SlotCounts; exit: SlotCounts };
}

/** A new upgrade while it is being written down. Kept in the browser's session, so that a reload loses nothing. */
export interface Draft {
  playbook: { slug: string; version: string } | null;
  from: string;
  to: string;
  targetReason: string;
  supportCase: string;
  answers: Record<string, string | boolean>;
  environments: DraftEnvironment[];
  members: { userId: string; roles: Role[] }[];
  doersMaySign: boolean;
  key: string;
  title: string;
  homeZone: string;
}

export const emptyDraft: Draft = {
  playbook: null,
  from: "",
  to: "",
  targetReason: "",
  supportCase: "",
  answers: {},
  environments: [],
  members: [],
  doersMaySign: false,
  key: "",
  title: "",
  homeZone: "",
};

const place = "liftlock.new-upgrade";

/** The draft kept in this tab, or an empty one. */
export function keptDraft(): Draft {
  try {
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null") as Draft | null;
    return kept ? { ...emptyDraft, ...kept } : emptyDraft;
  } catch {
    return emptyDraft;
  }
}

/** Keeps the draft in this tab; null forgets it. */
export function keepDraft(draft: Draft | null): void {
  if (draft) sessionStorage.setItem(place, JSON.stringify(draft));
  else sessionStorage.removeItem(place);
}

/** The signatures asked for, without roles nobody of which signs. */
export const slotList = (counts: SlotCounts) =>
  (Object.entries(counts) as [Role, number][])
    .filter(([, count]) => count > 0)
    .map(([role, count]) => ({ role, count }));

/** What is sent when the draft is done. */
export function inputOf(draft: Draft): CreateUpgradeInput {
  return {
    key: draft.key,
    title: draft.title,
    playbook: draft.playbook ?? { slug: "", version: "" },
    from: draft.from,
    to: draft.to,
    answers: draft.answers,
    environments: draft.environments.map(({ name, kind, slots }) => ({
      name,
      kind,
      slots: { entry: slotList(slots.entry), exit: slotList(slots.exit) },
    })),
    members: draft.members,
    homeZone: draft.homeZone,
    doersMaySign: draft.doersMaySign,
    targetReason: draft.targetReason,
    supportCase: draft.supportCase,
  };
}

/** The parts of the wizard, in order; the address names the one that is open. */
export const parts = ["versions", "questions", "environments", "people", "name"] as const;
export type Part = (typeof parts)[number];

export const partTitles: Record<Part, string> = {
  versions: "Product and path",
  questions: "Your installation",
  environments: "Environments",
  people: "People",
  name: "Name",
};
