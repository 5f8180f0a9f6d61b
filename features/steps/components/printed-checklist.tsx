import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format";
import type { StepRow } from "../schema/reading";
import { phasesOf } from "./checklist-filters";

const words: Record<StepRow["state"], string> = {
  todo: "To do",
  doing: "In progress",
  done: "Done",
  blocked: "Blocked",
  skipped: "Skipped",
  not_applicable: "Not applicable",
};

/** A checklist on paper: every step with a box to tick, who, how long, what proves it, and what has been done so far. */
export function PrintedChecklist({ steps, zone }: { steps: readonly StepRow[]; zone: string }) {
  return phasesOf(steps, steps).map((phase) => (
    <section key={phase.key} className="mb-5">
      <h2 className="mb-1 font-semibold">
        {phase.title}{" "}
        <span className="num font-normal text-ink-3">
          {phase.closed} of {phase.counted}
        </span>
      </h2>
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="text-left text-ink-3">
            <th className="w-14 py-1 font-normal">Code</th>
            <th className="py-1 font-normal">Step</th>
            <th className="w-44 py-1 font-normal">Who</th>
            <th className="w-16 py-1 font-normal">Time</th>
            <th className="w-40 py-1 font-normal">State</th>
          </tr>
        </thead>
        <tbody>
          {phase.steps.map((step) => (
            <tr key={step.id} className="break-inside-avoid border-t border-line align-top">
              <td className="py-1 font-mono">{step.code}</td>
              <td className="py-1 pr-3">
                {step.state === "done" ? "☑" : "☐"} {step.title}
                {step.required ? "" : " (optional)"}
                {step.predecessors.length > 0 ? (
                  <span className="block text-ink-3">after {step.predecessors.join(", ")}</span>
                ) : null}
                {step.evidenceRequired === "none" ? null : (
                  <span className="block text-ink-3">
                    proof: {step.evidenceRequired}
                    {step.evidenceMissing ? ", missing" : `, ${step.evidence} given`}
                  </span>
                )}
              </td>
              <td className="py-1">
                <Who step={step} zone={zone} />
              </td>
              <td className="num py-1">
                {step.plannedMinutes === null ? "" : formatDuration(step.plannedMinutes)}
              </td>
              <td className="py-1">
                {words[step.state]}
                {step.stateReason ? `: ${step.stateReason}` : ""}
                {step.paused ? `, paused: ${step.paused.reason}` : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ));
}

/** Who finished it and when; before that, who is to do it. */
function Who({ step, zone }: { step: StepRow; zone: string }) {
  if (step.state !== "done") return step.assignee?.name ?? "";
  return (
    <>
      {step.doneBy?.name ?? step.assignee?.name}
      {step.finishedAt ? (
        <span className="block text-ink-3">
          <Time value={step.finishedAt} zone={zone} />
        </span>
      ) : null}
    </>
  );
}
