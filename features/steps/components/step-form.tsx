"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { Meanwhile } from "@/components/form/meanwhile";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { evidenceRequirements } from "@/domain/evidence";
import { stepScales } from "@/domain/step";
import { addStepAction, editStepAction } from "../actions";
import type { StepDetails } from "../schema/reading";
import { type Neighbour, StepPlace } from "./step-place";

export interface StepFormProps {
  upgrade: string;
  environment: string | null;
  /** Left out: a new step. */
  step?: StepDetails;
  /** Steps it can wait for. */
  choices: readonly { id: string; code: string; title: string }[];
  /** Of a new step: the list it goes into, and the code of the step that is open there. */
  places?: { steps: readonly Neighbour[]; open: string | null };
  onClose: () => void;
  /** With the code of what was saved. */
  onSaved: (code?: string) => Promise<void>;
}

const scaleWords = {
  rows: "Rows of the database",
  bytes: "Bytes of the database",
  apis: "APIs",
  tenants: "Tenants",
  nodes: "Nodes",
} as const;

const evidenceWords = {
  none: "Nothing",
  any: "Something: a file, link or note",
  note: "A note",
  link: "A link",
  file: "A file",
} as const;

/** What the form edits, as the step has it. */
const storedOf = (step: StepDetails) => ({
  title: step.title,
  why: step.why,
  instructions: step.raw.instructions,
  commands: step.raw.commands,
  backOut: step.raw.backOut,
  plannedMinutes: step.plannedMinutes,
  scalesWith: step.scalesWith,
  exclusive: step.exclusive ?? "",
  unattended: step.unattended,
  required: step.required,
  evidenceRequired: step.evidenceRequired,
  evidenceWhat: step.evidenceWhat,
  predecessors: step.waitsFor.map((one) => one.id),
});
const labels = {
  title: "Title",
  why: "Why",
  instructions: "Instructions",
  commands: "Commands",
  backOut: "How to go back",
  plannedMinutes: "Planned minutes",
  scalesWith: "Takes longer with more",
  exclusive: "Needs for itself",
  unattended: "Runs by itself",
  required: "Required",
  evidenceRequired: "Proof asked for",
  evidenceWhat: "What the proof shows",
};

/** Adds a step of the team's own, or edits what a step says and asks for. */
export function StepForm({
  upgrade,
  environment,
  step: current,
  choices,
  places,
  onClose,
  onSaved,
}: StepFormProps) {
  const formId = useId();
  const [predecessors, setPredecessors] = useState<readonly string[]>(
    current?.waitsFor.map((one) => one.id) ?? [],
  );
  const held = useHeld({ current, stored: storedOf, labels });
  const step = held.held;
  const fields = (values: FormValues): ReturnType<typeof storedOf> => ({
    title: values.text("title"),
    why: values.text("why"),
    instructions: values.text("instructions"),
    commands:
      values.text("run").trim() === ""
        ? []
        : [
            { label: values.text("label") || "Command", run: values.text("run") },
            ...(step?.raw.commands.slice(1) ?? []),
          ],
    backOut: values.text("backOut"),
    plannedMinutes: values.number("minutes"),
    scalesWith: stepScales.find((one) => one === values.text("scalesWith")) ?? null,
    exclusive: values.text("exclusive"),
    unattended: values.checked("unattended"),
    required: values.checked("required"),
    evidenceRequired: values.text("evidence") as (typeof evidenceRequirements)[number],
    evidenceWhat: values.text("what"),
    predecessors: [...predecessors],
  });
  const form = useActionForm({
    action: ({
      gate,
      after,
      ...input
    }: ReturnType<typeof fields> & { gate: string; after: string | null }) =>
      step
        ? editStepAction({ upgrade, step: step.id, version: held.version, ...held.own(input) })
        : addStepAction({ upgrade, environment, ...input, after, gate: gate === "entry" ? "entry" : "exit" }),
    input: (values) => ({ ...fields(values), gate: values.text("gate"), after: values.optional("after") }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) void onSaved();
      return conflict;
    },
    onSuccess: ({ code }) => {
      onClose();
      void onSaved(code);
    },
  });
  const first = step?.raw.commands[0];
  const free = choices.filter((choice) => choice.id !== step?.id && !predecessors.includes(choice.id));
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={step ? `Edit ${step.code}` : "Add a step"}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            {step ? "Save" : "Add the step"}
          </SubmitButton>
        </>
      }
    >
      <form key={step?.version} id={formId} {...form.formProps} {...held.formProps} className="grid gap-3.5">
        <FormErrors form={form} />
        <Meanwhile held={held} />
        <TextInput
          name="title"
          label="Title"
          required
          maxLength={200}
          defaultValue={step?.title}
          error={form.errorOf("title")}
        />
        {places ? <StepPlace {...places} /> : null}
        <TextArea name="why" label="Why" rows={2} defaultValue={step?.why} error={form.errorOf("why")} />
        <TextArea
          name="instructions"
          label="Instructions"
          hint="Markdown; {{name}} is filled with the environment's variable."
          rows={5}
          defaultValue={step?.raw.instructions}
          error={form.errorOf("instructions")}
        />
        <TextInput name="label" label="What the command does" maxLength={120} defaultValue={first?.label} />
        <TextArea name="run" label="Command" rows={2} className="font-mono" defaultValue={first?.run} />
        <TextArea name="backOut" label="How to go back" rows={2} defaultValue={step?.raw.backOut} />
        <div className="grid gap-3.5 sm:grid-cols-2">
          <TextInput
            name="minutes"
            label="Planned minutes"
            type="number"
            min={0}
            defaultValue={step?.plannedMinutes ?? undefined}
            error={form.errorOf("plannedMinutes")}
          />
          <Select
            name="evidence"
            label="Proof asked for"
            defaultValue={step?.evidenceRequired ?? "none"}
            options={evidenceRequirements.map((kind) => ({ value: kind, label: evidenceWords[kind] }))}
          />
        </div>
        <div className="grid gap-3.5 sm:grid-cols-2">
          <Select
            name="scalesWith"
            label="Takes longer with more"
            empty="Nothing"
            defaultValue={step?.scalesWith ?? ""}
            options={stepScales.map((scale) => ({ value: scale, label: scaleWords[scale] }))}
          />
          <TextInput
            name="exclusive"
            label="Needs for itself"
            hint="Steps that name the same thing never run at the same time."
            maxLength={60}
            defaultValue={step?.exclusive ?? undefined}
            error={form.errorOf("exclusive")}
          />
        </div>
        <Checkbox
          name="unattended"
          label="Runs by itself"
          hint="Nobody has to stay with it: a forecast gives its person something else to do."
          defaultChecked={step?.unattended ?? false}
        />
        <TextInput name="what" label="What the proof shows" defaultValue={step?.evidenceWhat} />
        {step ? null : (
          <Select
            name="gate"
            label="Needed by"
            defaultValue="exit"
            options={[
              { value: "exit", label: "The exit gate: done behind the entry gate" },
              { value: "entry", label: "The entry gate: preparation, done before it opens" },
            ]}
          />
        )}
        <Checkbox
          name="required"
          label="Required"
          hint="A required step is skipped only with a second person."
          defaultChecked={step?.required ?? true}
        />
        <div className="grid gap-1.5">
          <Select
            label="Waits for"
            empty="Add a step it waits for…"
            value=""
            onChange={(event) => setPredecessors([...predecessors, event.target.value])}
            options={free.map((choice) => ({ value: choice.id, label: `${choice.code} ${choice.title}` }))}
            error={form.errorOf("predecessors")}
          />
          <ul className="flex flex-wrap gap-1.5">
            {predecessors.map((id) => {
              const known =
                choices.find((choice) => choice.id === id) ?? step?.waitsFor.find((one) => one.id === id);
              return (
                <li key={id}>
                  <Button size="sm" onClick={() => setPredecessors(predecessors.filter((one) => one !== id))}>
                    {known?.code ?? "A step"} ✕<span className="sr-only"> no longer waited for</span>
                  </Button>
                </li>
              );
            })}
          </ul>
        </div>
      </form>
    </Dialog>
  );
}
