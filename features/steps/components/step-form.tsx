"use client";

import { useId, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { evidenceRequirements } from "@/domain/evidence";
import { addStepAction, editStepAction } from "../actions";
import type { StepDetails } from "../schema";

interface StepFormProps {
  upgrade: string;
  environment: string | null;
  /** Left out: a new step. */
  step?: StepDetails;
  /** Steps it can wait for. */
  choices: readonly { id: string; code: string; title: string }[];
  onClose: () => void;
  onSaved: () => Promise<void>;
}

const evidenceWords = {
  none: "Nothing",
  any: "Something: a file, link or note",
  note: "A note",
  link: "A link",
  file: "A file",
} as const;

/** Adds a step of the team's own, or edits what a step says and asks for. */
export function StepForm({ upgrade, environment, step, choices, onClose, onSaved }: StepFormProps) {
  const formId = useId();
  const [predecessors, setPredecessors] = useState<readonly string[]>(
    step?.waitsFor.map((one) => one.id) ?? [],
  );
  const form = useActionForm({
    action: (input: Parameters<typeof addStepAction>[0]) =>
      step ? editStepAction({ ...input, step: step.id, version: step.version }) : addStepAction(input),
    input: (values) => ({
      upgrade,
      environment,
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
      required: values.checked("required"),
      evidenceRequired: values.text("evidence") as (typeof evidenceRequirements)[number],
      evidenceWhat: values.text("what"),
      predecessors: [...predecessors],
      ...(step ? {} : { gate: values.text("gate") as "entry" | "exit" }),
    }),
    onSuccess: () => {
      onClose();
      void onSaved();
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
      <form id={formId} {...form.formProps} className="grid gap-3.5">
        <FormErrors form={form} />
        <TextInput
          name="title"
          label="Title"
          required
          maxLength={200}
          defaultValue={step?.title}
          error={form.errorOf("title")}
        />
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
