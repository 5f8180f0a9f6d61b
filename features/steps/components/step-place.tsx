"use client";

import { useState } from "react";
import { Select } from "@/components/form/select";

/** A step of the list, as far as a place beside it needs it. */
export type Neighbour = { id: string; code: string; title: string; phase: string; phaseTitle: string };

/** Where a new step goes: its phase, and the step it comes after. Behind the open step, or at the end, unless one says otherwise. */
export function StepPlace({ steps, open }: { steps: readonly Neighbour[]; open: string | null }) {
  const beside = steps.find((step) => step.code === open) ?? steps.at(-1);
  const [phase, setPhase] = useState(beside?.phase ?? "");
  const [after, setAfter] = useState(beside?.id ?? "");
  if (!beside) return null;
  const phases = [...new Map(steps.map((step) => [step.phase, step.phaseTitle]))];
  const inPhase = (key: string) => steps.filter((step) => step.phase === key);
  return (
    <div className="grid gap-3.5 sm:grid-cols-2">
      <Select
        label="Phase"
        value={phase}
        onChange={(event) => {
          setPhase(event.target.value);
          setAfter(inPhase(event.target.value).at(-1)?.id ?? "");
        }}
        options={phases.map(([value, label]) => ({ value, label }))}
      />
      <Select
        name="after"
        label="Place"
        value={after}
        onChange={(event) => setAfter(event.target.value)}
        options={inPhase(phase).map(({ id, code, title }) => ({
          value: id,
          label: `After ${code} ${title}`,
        }))}
      />
    </div>
  );
}
