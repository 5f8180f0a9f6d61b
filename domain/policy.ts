import type { Role } from "./role";

/**
 * Who may do what, and the sentence why not: the only place.
 *
 * Each action is the name of a command or of a query. `upgrade` actions name the roles of the members who may;
 * `instance` actions are for every signed-in person or for admins only; `self` actions touch nothing but the
 * person's own things; `public` ones need no one signed in. `write` says that a read-only token may not, and that
 * an archived upgrade refuses it.
 */
interface Rule {
  scope: "upgrade" | "instance" | "self" | "public";
  roles?: readonly Role[];
  admin?: true;
  write: boolean;
  /** What the sentence of a refusal says: "Only leads and engineers <does>." */
  does: string;
  /** Stays possible in an archived upgrade. */
  whenArchived?: true;
}

const everyone = ["lead", "engineer", "manager", "viewer"] as const;
const workers = ["lead", "engineer"] as const;
const deciders = ["lead", "manager"] as const;
const speakers = ["lead", "engineer", "manager"] as const;
const leads = ["lead"] as const;

const inUpgrade = (roles: readonly Role[], does: string) =>
  ({ scope: "upgrade", roles, write: true, does }) as const;
const seen = (does: string) => ({ scope: "upgrade", roles: everyone, write: false, does }) as const;
const own = (does: string, write = true) => ({ scope: "self", write, does }) as const;
const forAll = (does: string, write: boolean) => ({ scope: "instance", write, does }) as const;
const forAdmins = (does: string, write = true) => ({ scope: "instance", admin: true, write, does }) as const;

export const policy = {
  // Reading an upgrade
  "upgrade.view": seen("see this upgrade"),
  "step.view": seen("see its steps"),
  "evidence.view": seen("see its evidence"),
  "test.view": seen("see its tests"),
  "inventory.view": seen("see its inventories"),
  "health.view": seen("see its health"),
  "gate.view": seen("see its gates"),
  "audit.view": seen("see its history"),
  "presence.show": { scope: "upgrade", roles: everyone, write: false, does: "show where they look" },

  // The upgrade itself
  "upgrade.edit": inUpgrade(leads, "change the upgrade"),
  "upgrade.changeAnswers": inUpgrade(leads, "change the plan's answers"),
  "upgrade.choosePath": inUpgrade(leads, "choose the version path"),
  "upgrade.updatePlan": inUpgrade(leads, "bring the plan into line with the inventory"),
  "upgrade.relaxSigning": inUpgrade(leads, "decide whether who did the work may sign"),
  "upgrade.archive": inUpgrade(leads, "archive the upgrade"),
  "upgrade.restore": { ...inUpgrade(leads, "bring the upgrade back"), whenArchived: true },
  "upgrade.linkPrevious": inUpgrade(leads, "link the upgrade to the hop before"),
  "upgrade.unlinkPrevious": inUpgrade(leads, "take the link to the hop before away"),
  "upgrade.followPrevious": inUpgrade(leads, "look whether the hop before is in production"),
  "upgrade.clone": { ...inUpgrade(leads, "clone the upgrade"), whenArchived: true },
  "member.add": inUpgrade(leads, "add people"),
  "member.invite": inUpgrade(leads, "invite people"),
  "member.changeRoles": inUpgrade(leads, "change roles"),
  "member.setTeam": inUpgrade(leads, "set teams"),
  "member.remove": inUpgrade(leads, "remove people"),
  "invitation.withdraw": inUpgrade(leads, "withdraw invitations"),

  // Environments
  "environment.add": inUpgrade(leads, "add environments"),
  "environment.rename": inUpgrade(leads, "rename environments"),
  "environment.reorder": inUpgrade(leads, "change the order of environments"),
  "environment.remove": inUpgrade(leads, "remove environments"),
  "environment.setVariables": inUpgrade(workers, "set an environment's variables"),
  "environment.declareChange": inUpgrade(workers, "declare an environment changed"),

  // Steps
  "step.start": inUpgrade(workers, "start steps"),
  "step.finish": inUpgrade(workers, "finish steps"),
  "step.block": inUpgrade(workers, "block steps"),
  "step.unblock": inUpgrade(workers, "unblock steps"),
  "step.pause": inUpgrade(workers, "pause steps"),
  "step.resume": inUpgrade(workers, "go on with paused steps"),
  "step.skip": inUpgrade(workers, "skip steps"),
  "step.confirmSkip": inUpgrade(workers, "confirm that a step is skipped"),
  "step.declineSkip": inUpgrade(workers, "decline that a step is skipped"),
  "step.markNotApplicable": inUpgrade(workers, "mark steps not applicable"),
  "step.reopen": inUpgrade(workers, "reopen steps"),
  "step.undo": inUpgrade(workers, "undo a change of a step"),
  "step.assign": inUpgrade(workers, "assign steps"),
  "step.setDue": inUpgrade(workers, "set due dates"),
  "step.setNote": inUpgrade(workers, "write a step's note"),
  "step.bulk": inUpgrade(workers, "change several steps at once"),
  "step.add": inUpgrade(leads, "add steps"),
  "step.edit": inUpgrade(leads, "edit steps"),
  "step.move": inUpgrade(leads, "reorder steps"),
  "step.remove": inUpgrade(leads, "remove steps"),
  "step.attest": inUpgrade(speakers, "attest a reading"),
  "evidence.add": inUpgrade(workers, "add evidence"),
  "evidence.supersede": inUpgrade(workers, "supersede evidence"),
  "evidence.withdraw": inUpgrade(workers, "withdraw evidence"),
  "comment.add": inUpgrade(speakers, "comment"),
  "comment.edit": inUpgrade(speakers, "edit their comments"),
  "comment.remove": inUpgrade(speakers, "remove their comments"),

  // Tests
  "useCase.add": inUpgrade(workers, "add use cases"),
  "useCase.edit": inUpgrade(workers, "edit use cases"),
  "useCase.archive": inUpgrade(workers, "archive use cases"),
  "useCase.restore": inUpgrade(workers, "restore use cases"),
  "testCase.add": inUpgrade(workers, "add test cases"),
  "testCase.edit": inUpgrade(workers, "edit test cases"),
  "testCase.archive": inUpgrade(workers, "archive test cases"),
  "testCase.restore": inUpgrade(workers, "restore test cases"),
  "testRun.start": inUpgrade(workers, "start test runs"),
  "testRun.close": inUpgrade(workers, "close test runs"),
  "testExecution.record": inUpgrade(workers, "record executions"),
  "testExecution.retract": inUpgrade(workers, "take back executions"),
  "testImport.results": inUpgrade(workers, "import results"),
  "testImport.cases": inUpgrade(workers, "import test cases"),
  "testImport.previewCases": inUpgrade(workers, "import test cases"),
  "importItem.resolve": inUpgrade(workers, "sort imported results"),

  // Inventories
  "item.add": inUpgrade(workers, "add inventory items"),
  "item.edit": inUpgrade(workers, "edit inventory items"),
  "item.decide": inUpgrade(workers, "decide about inventory items"),
  "item.setState": inUpgrade(workers, "say how far inventory items are"),
  "item.linkTests": inUpgrade(workers, "link inventory items to test cases"),
  "item.comment": inUpgrade(speakers, "comment"),
  "item.remove": inUpgrade(workers, "remove inventory items"),
  "item.restore": inUpgrade(workers, "bring inventory items back"),
  "item.bulk": inUpgrade(workers, "change several inventory items at once"),
  "item.import": inUpgrade(workers, "import inventory items"),
  "item.previewImport": inUpgrade(workers, "import inventory items"),
  "reading.make": inUpgrade(workers, "have files read"),
  "reading.apply": inUpgrade(workers, "take a reading into the inventory"),

  "traffic.shift": inUpgrade(workers, "shift traffic"),
  "health.push": inUpgrade(workers, "push samples"),
  "health.markBaseline": inUpgrade(workers, "mark the baseline"),
  "health.setThreshold": inUpgrade(workers, "set thresholds"),
  "health.removeThreshold": inUpgrade(leads, "remove thresholds"),
  "count.set": inUpgrade(workers, "write down counts"),
  "count.accept": inUpgrade(deciders, "accept differences"),

  "upgrade.setVerification": inUpgrade(leads, "decide what verification asks for"),
  "hypercare.start": inUpgrade(workers, "start hypercare"),
  "hypercare.extend": inUpgrade(workers, "extend hypercare"),
  "hypercare.end": inUpgrade(deciders, "end hypercare early"),
  "hypercare.answer": inUpgrade(workers, "answer daily checks"),
  "hypercare.editFinding": inUpgrade(workers, "change findings"),
  "hypercare.closeFinding": inUpgrade(workers, "close findings"),

  // Rehearsals and the night
  "upgrade.setRehearsal": inUpgrade(leads, "decide what is rehearsed before production"),
  "forecast.make": inUpgrade(workers, "keep forecasts"),
  "upgrade.review": inUpgrade(speakers, "write the review"),
  "run.start": inUpgrade(workers, "begin runs"),
  "run.edit": inUpgrade(workers, "change what a run says"),
  "run.interrupt": inUpgrade(workers, "interrupt runs"),
  "run.resume": inUpgrade(workers, "go on with runs"),
  "run.note": inUpgrade(speakers, "write in a run's log"),
  "run.backOut": inUpgrade(workers, "back out of runs"),
  "run.backOutStep": inUpgrade(workers, "undo steps of a run"),
  "run.endBackOut": inUpgrade(workers, "finish the back-out of a run"),
  "run.ask": inUpgrade(speakers, "ask for a decision in a run"),
  "run.vote": inUpgrade(speakers, "vote in a run"),
  "run.decide": inUpgrade(deciders, "decide in a run"),
  "run.end": inUpgrade(workers, "end runs"),
  "environment.setTraits": inUpgrade(workers, "write down what an environment is like"),
  "parity.accept": inUpgrade(leads, "accept differences from production"),
  "parity.withdraw": inUpgrade(leads, "take back that a difference is accepted"),
  // Change windows
  "window.view": seen("see its change windows"),
  "trafficProfile.upload": inUpgrade(workers, "upload traffic profiles"),
  "freeze.add": inUpgrade(deciders, "add freezes"),
  "freeze.edit": inUpgrade(deciders, "change freezes"),
  "freeze.remove": inUpgrade(deciders, "remove freezes"),
  "window.book": inUpgrade(deciders, "book change windows"),
  "window.move": inUpgrade(deciders, "move change windows"),
  "window.cancel": inUpgrade(deciders, "cancel change windows"),
  // One's own; the rules leave those of others to leads.
  "crewHours.set": inUpgrade(everyone, "set when they can work in change windows"),

  "log.read": inUpgrade(workers, "have logs read"),
  "log.decide": inUpgrade(workers, "decide about messages of logs"),

  // Gates
  "gate.setSlots": inUpgrade(leads, "change the signatures a gate needs"),
  "gate.setDue": inUpgrade(leads, "set the due dates of gates"),
  "signOff.sign": inUpgrade(everyone, "sign"),
  "signOff.withdraw": inUpgrade(everyone, "withdraw their signature"),
  "condition.clear": inUpgrade(deciders, "clear conditions"),
  "waiver.request": inUpgrade(speakers, "ask for a waiver"),
  "waiver.approve": inUpgrade(deciders, "approve waivers"),
  // Who asked may take the request back; the rules leave everything else to leads and managers.
  "waiver.end": inUpgrade(speakers, "decline or end waivers"),

  // The instance
  "upgrade.list": forAll("see their upgrades", false),
  "upgrade.create": forAll("create upgrades", true),
  "playbook.list": forAll("see playbooks", false),
  "playbook.upload": forAll("upload playbooks", true),
  "person.list": forAll("see who is here", false),
  "person.manage": forAdmins("see everybody's account", false),
  "person.invite": forAdmins("invite people to this Liftlock"),
  "person.disable": forAdmins("disable people"),
  "person.enable": forAdmins("enable people"),
  "person.setAdmin": forAdmins("make admins"),
  "person.resetPassword": forAdmins("reset passwords"),
  "invitation.revoke": forAdmins("revoke invitations"),
  "upgrade.appointLead": forAdmins("appoint a lead where none is left"),
  "instance.audit": forAdmins("see the instance's history", false),

  // One's own
  "profile.view": own("see their profile", false),
  "profile.edit": own("edit their profile"),
  "profile.changePassword": own("change their password"),
  "session.list": own("see their sessions", false),
  "session.revoke": own("end their sessions"),
  "token.list": own("see their tokens", false),
  "token.create": own("create tokens"),
  "token.revoke": own("revoke tokens"),
  "notification.list": own("see their notifications", false),
  "notification.read": own("mark notifications read"),
  "inbox.view": own("see what waits for them", false),
  "calendar.view": own("see their calendar link", false),
  "calendar.makeLink": own("make a calendar link"),
  "calendar.revokeLink": own("revoke their calendar link"),
  "search.find": own("search", false),

  // Whoever holds the secret of the address: calendar programs can't sign in.
  "calendar.read": { scope: "public", write: false, does: "read a calendar" },
  "invitation.view": { scope: "public", write: false, does: "look at an invitation" },
  "invitation.accept": { scope: "public", write: true, does: "accept an invitation" },
} as const satisfies Record<string, Rule>;

/** The name of everything somebody can do. */
export type Action = keyof typeof policy;
export const actions = Object.keys(policy) as Action[];

/** Actions of one scope, so that a command of an upgrade can't be declared as one of the instance. */
export type ActionOf<S extends Rule["scope"]> = {
  [A in Action]: (typeof policy)[A]["scope"] extends S ? A : never;
}[Action];

/** What the policy needs to know of who asks. `roles` is null for somebody who is not a member of the upgrade asked for. */
export interface PolicyFacts {
  signedIn: boolean;
  isAdmin: boolean;
  /** Only for upgrade actions. */
  roles: readonly Role[] | null;
  /** A token with read scope may only read. */
  readOnly: boolean;
  archived: boolean;
}

export type PolicyVerdict =
  | { allowed: true }
  | { allowed: false; code: "not_signed_in" | "not_found" | "forbidden" | "archived"; reason: string };

const plural: Record<Role, string> = {
  lead: "leads",
  engineer: "engineers",
  manager: "managers",
  viewer: "viewers",
};

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "nobody") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** Decides one action. A non-member is told "not found", so that nobody learns which upgrades exist. */
export function decide(action: Action, facts: PolicyFacts): PolicyVerdict {
  const rule: Rule = policy[action];
  if (rule.scope === "public") return { allowed: true };
  if (!facts.signedIn) return { allowed: false, code: "not_signed_in", reason: "Sign in first." };
  if (rule.scope === "upgrade") {
    if (facts.roles === null)
      return {
        allowed: false,
        code: "not_found",
        reason: "There is no such upgrade, or you are not a member of it.",
      };
    const needed = rule.roles ?? [];
    if (!needed.some((role) => facts.roles?.includes(role))) {
      const yours = facts.roles.length > 0 ? list(facts.roles.map((role) => plural[role])) : "without a role";
      return {
        allowed: false,
        code: "forbidden",
        reason: `Only ${list(needed.map((role) => plural[role]))} can ${rule.does}; you are here as ${yours.replace(/s$/, "")}.`,
      };
    }
    if (facts.archived && rule.write && !rule.whenArchived) {
      return {
        allowed: false,
        code: "archived",
        reason: "This upgrade is archived: a lead can bring it back in its settings.",
      };
    }
  }
  if (rule.admin && !facts.isAdmin)
    return { allowed: false, code: "forbidden", reason: `Only admins can ${rule.does}.` };
  if (rule.write && facts.readOnly)
    return {
      allowed: false,
      code: "forbidden",
      reason: "This token may only read. Create one with write scope in your profile.",
    };
  return { allowed: true };
}

/** Every upgrade action with its verdict for one member: what the screens disable, with the reason. */
export function abilities(facts: PolicyFacts): Partial<Record<Action, string>> {
  const refused: Partial<Record<Action, string>> = {};
  for (const action of actions) {
    if (policy[action].scope !== "upgrade") continue;
    const verdict = decide(action, facts);
    if (!verdict.allowed) refused[action] = verdict.reason;
  }
  return refused;
}
