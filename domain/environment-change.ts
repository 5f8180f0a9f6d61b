import type { StepAction, StepPart, StepState } from "./step";

/** When an environment began and was last changed; what a change of a step can move. */
export type EnvironmentClock = { readonly startedAt: Date | null; readonly changedAt: Date | null };

/**
 * True when a change of a step means that what runs in the environment is another thing than before, so that what was
 * tested earlier proves nothing any more. Finishing a step of the part `migrate` did something to it; reopening a done
 * one says that this has to be done again. In the usual order, first migrate and then test, no execution is hit:
 * each is later than the last finish. Skipping, or reopening what was only skipped, touched nothing.
 */
export function changesEnvironment(
  action: StepAction,
  step: { readonly part: StepPart; readonly state: StepState },
): boolean {
  if (step.part !== "migrate") return false;
  return action === "finish" || (action === "reopen" && step.state === "done");
}

/**
 * The clock after a change of a step was undone. The time of the change is taken back only where it still is the time
 * of that very change (`at`): whatever changed the environment since has to stay.
 */
export function clockTakenBack(
  is: EnvironmentClock,
  change: { readonly at: Date; readonly before: EnvironmentClock; readonly unstarts: boolean },
): EnvironmentClock {
  const own = is.changedAt !== null && is.changedAt.getTime() === change.at.getTime();
  return {
    startedAt: change.unstarts ? null : is.startedAt,
    changedAt: own ? change.before.changedAt : is.changedAt,
  };
}
