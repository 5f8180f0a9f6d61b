import type { Role } from "@/domain/role";
import { decideSign, type SignCommand, type SignFacts, type Work } from "@/domain/sign-off";
import { signOffsOf } from "@/lib/standing";
import type { FoundGate } from "./find";
import { gateTitle } from "./summary";

/** Everything a signature on a found gate is judged by. */
export function signFacts(
  { upgrade, environment, gate, evaluation }: Omit<FoundGate, "standing">,
  work: ReadonlyMap<string, Work>,
  actor: { id: string; roles: readonly Role[] },
  now: Date,
): SignFacts {
  return {
    gate: gateTitle(environment, gate.kind),
    actor: { id: actor.id, roles: actor.roles },
    work: work.get(actor.id) ?? { steps: 0, executions: 0 },
    doersMaySign: upgrade.doersMaySign,
    slots: gate.slots,
    signOffs: signOffsOf(upgrade, gate.id),
    blockers: evaluation.blockers,
    now,
  };
}

/** What the rules are asked with to learn whether somebody could decide at all: the texts are still to be written. */
const trial: Record<SignCommand["decision"], SignCommand> = {
  approve: { decision: "approve", meaning: "reviewed", statement: "", conditions: [] },
  reject: { decision: "reject", meaning: null, statement: "asked", conditions: [] },
};

/** Every reason of the rules why this person can't approve or reject now; empty when they can. */
export function whyNot(decision: SignCommand["decision"], facts: SignFacts): string[] {
  const verdict = decideSign(facts, trial[decision]);
  return verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.message);
}
