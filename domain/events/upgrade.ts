import type { Role } from "../role";
import { counted } from "../sentence";

/** Events of an upgrade, its members and its environments. */
export interface UpgradeEvents {
  "upgrade.created": {
    key: string;
    title: string;
    from: string;
    to: string;
    playbook: string;
    playbookVersion: string;
    steps: number;
    testCases: number;
    doersMaySign: boolean;
    /** Missing in events written before they were kept. */
    targetReason?: string;
    supportCase?: string;
  };
  "upgrade.cloned": { key: string; title: string; source: string; supportCase?: string };
  "upgrade.edited": { changes: { field: string; was: string; is: string }[] };
  "upgrade.answersChanged": {
    changes: { question: string; was: string; is: string }[];
    added: string[];
    removed: string[];
    kept: string[];
  };
  "upgrade.pathChosen": { was: string; is: string; reason: string };
  "upgrade.signingRelaxed": { doersMaySign: boolean; reason: string };
  "upgrade.archived": { reason: string };
  "upgrade.restored": Record<string, never>;
  "upgrade.previousLinked": { previous: string };
  "upgrade.previousUnlinked": { previous: string; reason: string };
  "upgrade.previousSigned": { previous: string };
  /** Time alone changed what gates wait for, and no gate opened or shut by it. */
  "upgrade.clockMoved": Record<string, never>;
  "member.added": { userId: string; name: string; roles: readonly Role[] };
  "member.rolesChanged": { userId: string; name: string; was: readonly Role[]; is: readonly Role[] };
  "member.teamSet": { userId: string; name: string; was: string; is: string };
  "member.removed": { userId: string; name: string; roles: readonly Role[] };
  "member.invited": { email: string; roles: readonly Role[] };
  "invitation.withdrawn": { email: string };
  "environment.added": { name: string; kind: string; position: number; steps: number };
  "environment.renamed": { was: string; is: string };
  "environment.reordered": { order: string[] };
  "environment.removed": { name: string };
  "environment.variablesSet": {
    environment: string;
    changes: { name: string; was: string | null; is: string | null }[];
  };
  "environment.changeDeclared": { environment: string; reason: string };
  "environment.statusChanged": { environment: string; was: string; is: string };
}

const roles = (values: readonly Role[]) => values.join(" + ");
const changes = (list: { field: string; was: string; is: string }[]) =>
  list.map((change) => `${change.field} from “${change.was}” to “${change.is}”`).join(", ");

/** What each event says, as the audit page shows it: after the actor's name, or, of an effect, as a whole sentence. */
export const upgradeSentences: { [T in keyof UpgradeEvents]: (data: UpgradeEvents[T]) => string } = {
  "upgrade.created": (d) =>
    `created the upgrade ${d.key} “${d.title}” from ${d.from} to ${d.to} with ${d.playbook} ${d.playbookVersion}: ${counted(d.steps, "step")}, ${counted(d.testCases, "test case")}${d.supportCase ? `; support case: ${d.supportCase}` : ""}${d.targetReason ? `; why ${d.to}: ${d.targetReason}` : ""}`,
  "upgrade.cloned": (d) =>
    `cloned ${d.source} as ${d.key} “${d.title}”${d.supportCase ? `; support case: ${d.supportCase}` : ""}`,
  "upgrade.edited": (d) => `changed ${changes(d.changes)}`,
  "upgrade.answersChanged": (d) =>
    `changed the answers ${d.changes.map((c) => `${c.question} from ${c.was} to ${c.is}`).join(", ")}: ${d.added.length} steps, cases and pages added, ${d.removed.length} removed, ${d.kept.length} kept because work was done`,
  "upgrade.pathChosen": (d) => `chose the path ${d.is} in place of ${d.was}: ${d.reason}`,
  "upgrade.signingRelaxed": (d) =>
    d.doersMaySign
      ? `allowed people to sign what they did themselves: ${d.reason}`
      : `required again that nobody signs what they did: ${d.reason}`,
  "upgrade.archived": (d) => `archived the upgrade: ${d.reason}`,
  "upgrade.restored": () => "brought the upgrade back from the archive",
  "upgrade.previousLinked": (d) =>
    `linked the upgrade behind ${d.previous}: it starts when that is in production`,
  "upgrade.previousUnlinked": (d) => `took away the link to ${d.previous}: ${d.reason}`,
  "upgrade.clockMoved": () => "Time alone changed what gates wait for",
  "upgrade.previousSigned": (d) => `${d.previous} is in production: this upgrade can start`,
  "member.added": (d) => `added ${d.name} as ${roles(d.roles)}`,
  "member.rolesChanged": (d) => `changed ${d.name} from ${roles(d.was)} to ${roles(d.is)}`,
  "member.teamSet": (d) =>
    d.is === "" ? `took ${d.name} out of the team ${d.was}` : `put ${d.name} into the team ${d.is}`,
  "member.removed": (d) => `removed ${d.name} (${roles(d.roles)})`,
  "member.invited": (d) => `invited ${d.email} as ${roles(d.roles)}`,
  "invitation.withdrawn": (d) => `withdrew the invitation of ${d.email}`,
  "environment.added": (d) => `added the environment ${d.name} with ${counted(d.steps, "step")}`,
  "environment.renamed": (d) => `renamed the environment ${d.was} to ${d.is}`,
  "environment.reordered": (d) => `put the environments in the order ${d.order.join(" → ")}`,
  "environment.removed": (d) => `removed the environment ${d.name}`,
  "environment.variablesSet": (d) =>
    `set ${d.changes.map((c) => (c.is === null ? `no ${c.name}` : `${c.name} to “${c.is}”`)).join(", ")} in ${d.environment}`,
  "environment.changeDeclared": (d) => `declared ${d.environment} changed: ${d.reason}`,
  "environment.statusChanged": (d) =>
    `${d.environment} went from ${d.was.replaceAll("_", " ")} to ${d.is.replaceAll("_", " ")}`,
};
