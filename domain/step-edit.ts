import { cycleClosedBy, type Dependency } from "./dependency";
import { hasRole, type Role } from "./role";
import { counted, joined, named } from "./sentence";
import { isClosed, type StepState, stepStateNames } from "./step";
import { type Refusal, refuse, type Verdict } from "./verdict";

type Named = { readonly code: string; readonly title: string };

/** Decides who gets a step: somebody who could do it. Null takes the assignment away. */
export function decideAssign(
  step: Named & { readonly state: StepState; readonly assigneeId: string | null },
  assignee: { readonly id: string; readonly name: string; readonly roles: readonly Role[] | null } | null,
): Verdict {
  if (isClosed(step.state)) {
    const message = `${step.code} is ${stepStateNames[step.state]} and can't be assigned. Reopen it first.`;
    return refuse("wrong_state", message);
  }
  if (assignee === null) {
    return step.assigneeId === null
      ? refuse("unchanged", `Nobody is assigned to ${step.code}.`)
      : { ok: true };
  }
  if (assignee.roles === null)
    return refuse("not_a_member", `${assignee.name} is not a member of this upgrade. Add them first.`);
  if (!hasRole(assignee.roles, "lead", "engineer")) {
    return refuse(
      "cannot_work",
      `${assignee.name} is here as ${joined([...assignee.roles])}. Steps are done by leads and engineers.`,
    );
  }
  if (step.assigneeId === assignee.id)
    return refuse("unchanged", `${step.code} is assigned to ${assignee.name} already.`);
  return { ok: true };
}

/** Decides a due date: only open steps have something to wait for. */
export function decideDue(
  step: Named & { readonly state: StepState; readonly dueAt: Date | null },
  dueAt: Date | null,
): Verdict {
  if (isClosed(step.state)) {
    const message = `${step.code} is ${stepStateNames[step.state]} and needs no due date. Reopen it first.`;
    return refuse("wrong_state", message);
  }
  if (step.dueAt?.getTime() === dueAt?.getTime())
    return refuse("unchanged", `${step.code} has that due date already.`);
  return { ok: true };
}

/** A step others may be made to wait for, as far as that is decided. */
export type Place = Named & { readonly id: string; readonly environmentId: string | null };

/**
 * Decides what a step waits for: steps of its own environment or of the plan (a plan step: of the plan only), each
 * once, and never in a circle; the refusal names the circle. `others` are the dependencies of all other steps.
 */
export function decidePredecessors(
  step: Place,
  predecessors: readonly Place[],
  others: readonly Dependency[],
  codeOf: (id: string) => string,
): Verdict {
  const refusals: Refusal[] = [];
  for (const predecessor of predecessors) {
    if (predecessor.id === step.id) {
      refusals.push({ code: "cycle", message: `${step.code} can't wait for itself.` });
    } else if (predecessor.environmentId !== null && predecessor.environmentId !== step.environmentId) {
      const own = step.environmentId === null ? "the plan" : "its own environment or of the plan";
      const message = `${step.code} can only wait for steps of ${own}; ${named(predecessor)} is of another environment.`;
      refusals.push({ code: "elsewhere", message });
    } else {
      const cycle = cycleClosedBy({ stepId: step.id, predecessorId: predecessor.id }, others);
      if (cycle !== null) {
        const path = cycle.map(codeOf).join(" → ");
        refusals.push({ code: "cycle", message: `Steps would wait for each other in a circle: ${path}.` });
      }
    }
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** Decides removing a step: only one a lead added, and only without work, so that nothing done is lost. */
export function decideRemoveStep(
  step: Named & {
    readonly custom: boolean;
    readonly state: StepState;
    readonly startedAt: Date | null;
    /** Pieces ever added, superseded and withdrawn ones included. */
    readonly evidence: number;
    readonly attestations: number;
  },
): Verdict {
  const instead = "Mark it not applicable with a reason instead.";
  if (!step.custom) return refuse("of_playbook", `${named(step)} comes from the playbook. ${instead}`);
  const found = [
    step.state !== "todo" || step.startedAt !== null ? `is ${stepStateNames[step.state]}` : "",
    step.evidence > 0 ? `has ${counted(step.evidence, "piece")} of evidence` : "",
    step.attestations > 0 ? `has ${counted(step.attestations, "attestation")}` : "",
  ].filter((part) => part !== "");
  if (found.length === 0) return { ok: true };
  return refuse("has_work", `${named(step)} ${joined(found)} and can't be removed. ${instead}`);
}
