"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { paths } from "@/lib/paths";
import { closeRunAction, startRunAction } from "../actions";
import type { RunView } from "../schema";

/** Starts a run in an environment and opens it. */
export function StartRun({
  upgrade,
  environments,
  reason,
}: {
  upgrade: string;
  environments: readonly { key: string; name: string }[];
  reason: string | null;
}) {
  const id = useId();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const form = useActionForm({
    action: startRunAction,
    input: (values) => ({ upgrade, environment: values.text("environment"), title: values.text("title") }),
    onSuccess: (run) => {
      setOpen(false);
      router.push(paths.run(upgrade, run.id));
    },
  });
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)} reason={reason}>
        Start a run
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Start a run"
        description="One round of testing in one environment."
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <SubmitButton form={id} pending={form.pending}>
              Start
            </SubmitButton>
          </>
        }
      >
        <form id={id} {...form.formProps} className="flex flex-col gap-3.5">
          <FormErrors form={form} />
          <Select
            name="environment"
            label="Environment"
            options={environments.map(({ key, name }) => ({ value: key, label: name }))}
            error={form.errorOf("environment")}
          />
          <TextInput
            name="title"
            label="Title"
            required
            placeholder="Smoke after the migration"
            maxLength={200}
            error={form.errorOf("title")}
          />
        </form>
      </Dialog>
    </>
  );
}

/** Closes a run after asking. */
export function CloseRun({
  upgrade,
  run,
  reason,
}: {
  upgrade: string;
  run: Pick<RunView, "id" | "number" | "version" | "cases" | "done" | "environment">;
  reason: string | null;
}) {
  const [open, setOpen] = useState(false);
  const left = run.cases - run.done;
  return (
    <>
      <Button onClick={() => setOpen(true)} reason={reason}>
        Close run
      </Button>
      <ConfirmDialog
        open={open}
        onClose={() => setOpen(false)}
        title={`Close run ${run.number} in ${run.environment.name}?`}
        confirmLabel="Close run"
        onConfirm={() => closeRunAction({ upgrade, run: run.id, version: run.version })}
      >
        {left > 0 ? `${left} of ${run.cases} cases were not run in it. ` : ""}Nothing more can be recorded in
        a closed run; another one can be started any time.
      </ConfirmDialog>
    </>
  );
}
