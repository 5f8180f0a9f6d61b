"use client";

import { useId, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { RadioGroup } from "@/components/form/radio-group";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { notify } from "@/components/ui/toast";
import { recordExecutionsAction } from "../actions";

export type RecordFormProps = {
  upgrade: string;
  testCase: { id: string; code: string; revision: number; threshold: string | null };
  /** Open runs one can record in; the first is proposed. */
  runs: readonly { id: string; label: string }[];
  /** Why nothing can be recorded; null when it can. */
  reason: string | null;
};

type Result = "passed" | "failed" | "blocked" | "skipped";
// Never passed by default: a result is somebody's word.
const notChosen = {
  ok: false,
  code: "invalid_input",
  message: "Say what came out.",
  fieldErrors: { result: "Choose a result" },
} as const;
const results: readonly Result[] = ["passed", "failed", "blocked", "skipped"];

/** Records one execution of a case. */
export function RecordForm({ upgrade, testCase, runs, reason }: RecordFormProps) {
  const id = useId();
  // A new form for the next execution: what was typed belongs to the one recorded.
  const [round, setRound] = useState(0);
  const fields = (values: FormValues) => ({
    upgrade,
    run: values.text("run"),
    executions: [
      {
        testCase: testCase.id,
        revision: testCase.revision,
        result: results.find((result) => result === values.text("result")) ?? null,
        measured: values.number("measured"),
        minutes: values.number("minutes"),
        note: values.text("note"),
        defectUrl: values.optional("defectUrl"),
      },
    ],
  });
  const form = useActionForm({
    action: async ({ executions, ...rest }: ReturnType<typeof fields>) => {
      const chosen = executions.flatMap(({ result, ...one }) => (result ? [{ ...one, result }] : []));
      return chosen.length > 0 ? recordExecutionsAction({ ...rest, executions: chosen }) : notChosen;
    },
    input: fields,
    onSuccess: ({ executions }) => {
      setRound(round + 1);
      void notify({ message: `Recorded ${testCase.code} as ${executions[0]?.result ?? "executed"}` });
    },
  });
  const error = (name: string) => form.errorOf(`executions.0.${name}`);
  return (
    <form key={round} id={id} {...form.formProps} className="flex flex-col gap-3">
      <FormErrors form={form} />
      <Select name="run" label="Run" options={runs.map((run) => ({ value: run.id, label: run.label }))} />
      <RadioGroup
        name="result"
        legend="Result"
        inline
        required
        error={form.errorOf("result")}
        options={results.map((result) => ({ value: result, label: result }))}
      />
      <div className="grid grid-cols-2 gap-3">
        {testCase.threshold ? (
          <TextInput
            name="measured"
            label={`Measured (${testCase.threshold})`}
            inputMode="decimal"
            error={error("measured")}
          />
        ) : null}
        <TextInput name="minutes" label="Minutes" inputMode="decimal" error={error("minutes")} />
      </div>
      <TextArea name="note" label="Note" rows={2} error={error("note")} />
      <TextInput
        name="defectUrl"
        label="Defect"
        type="url"
        placeholder="https://"
        error={error("defectUrl")}
      />
      <div>
        <SubmitButton pending={form.pending} reason={reason}>
          Record
        </SubmitButton>
      </div>
    </form>
  );
}
