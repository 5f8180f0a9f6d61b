import type { VisualState } from "@/components/ui/tone";
import type { StepRow } from "../schema/reading";

/** How a step looks in lists: the six states of the visual language. Waiting: somebody has to answer before it moves. */
export function lookOf(step: StepRow): { state: VisualState; locked: boolean; word: string } {
  if (step.skipRequest)
    return { state: "waiting", locked: false, word: "Waits for a second person to confirm the skip" };
  switch (step.state) {
    case "todo": {
      const locked = !step.startable && step.whyNot !== "";
      return { state: "idle", locked, word: locked ? "Can't start yet" : "To do" };
    }
    case "doing":
      return { state: "doing", locked: false, word: step.paused ? "In progress, paused" : "In progress" };
    case "done":
      return { state: "done", locked: false, word: "Done" };
    case "blocked":
      return { state: "blocked", locked: false, word: "Blocked" };
    case "skipped":
      return { state: "na", locked: false, word: "Skipped" };
    case "not_applicable":
      return { state: "na", locked: false, word: "Not applicable" };
  }
}
