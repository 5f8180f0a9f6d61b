import { type EnvironmentStatus, environmentStatus } from "@/domain/environment";
import { evaluateGate, type GateEvaluation } from "@/domain/gate";
import type { GateFacts, StaleSignature } from "@/domain/gate-facts";
import type { GateKind, GateName, GateState } from "@/domain/gate-kind";
import { changeSentence } from "@/domain/manifest-difference";
import type { Role } from "@/domain/role";
import { currentSignOffs, signersOf } from "@/domain/sign-off";
import { couldStillSign, matchSlots } from "@/domain/slot";
import type { EnvironmentGateFacts } from "@/lib/environment-facts";
import type { EnvironmentRow, GateRow, SignOffRow, UpgradeFacts } from "@/lib/facts";
import { proofsOf } from "@/lib/proofs";

/** Both gates of an environment and the status that follows from them. */
export interface EnvironmentStanding {
  environment: EnvironmentRow;
  entry: GateEvaluation;
  exit: GateEvaluation;
  status: EnvironmentStatus;
  /** When time alone changes this answer; null when it doesn't. */
  until: Date | null;
}

/** The stored gate of an environment; every environment has both. */
export function gateOf(upgrade: UpgradeFacts, environmentId: string, kind: GateKind): GateRow {
  const gate = upgrade.gates.find(
    (candidate) => candidate.environmentId === environmentId && candidate.kind === kind,
  );
  if (!gate) throw new Error(`The environment ${environmentId} has no ${kind} gate`);
  return gate;
}

/** A gate as other gates name it. */
export function nameOf(upgrade: UpgradeFacts, gateId: string): GateName {
  const gate = upgrade.gates.find((candidate) => candidate.id === gateId);
  const environment = upgrade.environments.find((candidate) => candidate.id === gate?.environmentId);
  if (!gate || !environment) throw new Error(`There is no gate ${gateId} in ${upgrade.key}`);
  return {
    environmentId: environment.id,
    environmentName: environment.name,
    position: environment.position,
    gate: gate.kind,
  };
}

/**
 * The sign-offs of a gate. Whoever rejected and then left the upgrade can't take it back any more: nothing of theirs is
 * judged, so that a rejection doesn't outlive the right to make one, nor uncovers an approval it had replaced.
 */
export function signOffsOf(upgrade: UpgradeFacts, gateId: string): SignOffRow[] {
  const own = upgrade.signOffs.filter((signOff) => signOff.gateId === gateId);
  const members = new Set(upgrade.members.map((member) => member.id));
  const last = new Map(own.map((signOff) => [signOff.userId, signOff]));
  return own.filter(({ userId }) => members.has(userId) || last.get(userId)?.decision === "approve");
}

/** What an environment needs to know of the one below. */
export interface Below {
  exit: GateState;
  /** Roles its exit gate still needs signatures from. */
  rolesMissing: Role[];
}

/** The exit gate as evaluated, for the environment above. */
export const asBelow = (exit: GateEvaluation): Below => ({
  exit: exit.state,
  rolesMissing: exit.slots.slots.filter((slot) => slot.missing > 0).map((slot) => slot.slot.role),
});

/** The exit gate as stored, where nothing that moves it has changed. */
export function storedBelow(upgrade: UpgradeFacts, environment: EnvironmentRow, now: Date): Below {
  const gate = gateOf(upgrade, environment.id, "exit");
  const signers = signersOf(currentSignOffs(signOffsOf(upgrade, gate.id), now));
  const missing = matchSlots(gate.slots, signers).slots.filter((slot) => slot.missing > 0);
  return { exit: gate.state, rolesMissing: missing.map((slot) => slot.slot.role) };
}

/** Signatures whose place is empty since they went stale, of every gate of the upgrade. */
function staleSignatures(upgrade: UpgradeFacts, now: Date): StaleSignature[] {
  return upgrade.gates.flatMap((gate) => {
    const current = currentSignOffs(signOffsOf(upgrade, gate.id), now);
    const signers = signersOf(current);
    return current.stale
      .filter((signOff) => couldStillSign(gate.slots, signers, signOff))
      .map((signOff) => ({
        signOffId: signOff.id,
        userId: signOff.userId,
        userName: signOff.userName,
        roles: signOff.roles,
        from: nameOf(upgrade, gate.id),
        since: signOff.staleAt ?? signOff.validUntil ?? signOff.signedAt,
        because: (upgrade.signOffs.find((row) => row.id === signOff.id)?.staleChanges ?? [])
          .slice(0, 3)
          .map(changeSentence)
          .join("; "),
      }));
  });
}

/** Gathers what one gate is judged by. */
export function gateFacts(
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  facts: EnvironmentGateFacts,
  kind: GateKind,
  below: Below | null,
  entry: GateState,
  now: Date,
): GateFacts {
  const gate = gateOf(upgrade, environment.id, kind);
  const previous =
    upgrade.environments[upgrade.environments.findIndex((candidate) => candidate.id === environment.id) - 1];
  return {
    gate: kind,
    environment,
    steps: facts.steps,
    cases: facts.cases,
    useCases: upgrade.useCases,
    items: facts.items,
    proofs: proofsOf(upgrade, environment, now),
    previous: previous && below ? { id: previous.id, name: previous.name, ...below } : null,
    previousUpgrade: upgrade.previousUpgrade,
    entry,
    staleSignatures: staleSignatures(upgrade, now),
    conditions: upgrade.conditions.map((condition) => ({
      id: condition.id,
      text: condition.text,
      from: nameOf(upgrade, condition.gateId),
      since: condition.openedAt,
      clearedAt: condition.closedAt,
    })),
    slots: gate.slots,
    signOffs: signOffsOf(upgrade, gate.id),
    waivers: upgrade.waivers.filter((waiver) => waiver.gateId === gate.id),
  };
}

const earliest = (...dates: (Date | null)[]): Date | null =>
  dates.reduce((first, next) => (next && (!first || next < first) ? next : first), null);

/** Judges both gates of an environment and its status. The only assembly of the rules: screens, API, refusals and stored state use it. */
export function standingOf(
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  facts: EnvironmentGateFacts,
  below: Below | null,
  now: Date,
): EnvironmentStanding {
  const entry = evaluateGate(gateFacts(upgrade, environment, facts, "entry", below, "shut", now), now);
  const exit = evaluateGate(gateFacts(upgrade, environment, facts, "exit", below, entry.state, now), now);
  const open = facts.steps.filter(
    (step) =>
      step.required &&
      step.environmentId === environment.id &&
      (step.part === "prepare" || step.part === "migrate") &&
      (step.state === "todo" || step.state === "doing" || step.state === "blocked"),
  ).length;
  const status = environmentStatus({
    entry: entry.state,
    startedAt: environment.startedAt,
    openRequiredMigrateSteps: open,
    exit: { blockers: exit.blockers.length, signed: exit.signed, stale: exit.stale },
  });
  return { environment, entry, exit, status, until: earliest(entry.validUntil, exit.validUntil) };
}
