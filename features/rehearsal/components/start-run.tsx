"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import { startRunAction } from "../actions";
import type { RunList } from "../schema/runs";
import { DataFields, dataOf } from "./data-fields";

interface StartRunProps {
  upgrade: string;
  view: RunList;
  zone: string;
  now: string;
  refused: string | null;
}

/** Begins a pilot, or production's live run. */
export function StartRun(props: StartRunProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" reason={props.refused} onClick={() => setOpen(true)}>
        Begin a run
      </Button>
      {open ? <StartDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function StartDialog({ upgrade, view, zone, now, onClose }: StartRunProps & { onClose: () => void }) {
  const router = useRouter();
  const formId = useId();
  const { environments, members, rules } = view;
  const proposed =
    environments.findLast(({ kind }) => kind === (rules?.pilotIn ?? "pre_prod")) ?? environments.at(-1);
  const [key, setKey] = useState(proposed?.key ?? "");
  const chosen = environments.find((one) => one.key === key);
  const live = chosen?.kind === "prod";
  const reasons = [
    ...(chosen?.reasons ?? []),
    ...(chosen?.running ? [`A run of ${chosen.name} goes on already.`] : []),
  ];
  const form = useActionForm({
    action: startRunAction,
    input: (values) => ({
      upgrade,
      environment: key,
      kind: live ? ("live" as const) : ("pilot" as const),
      data: live ? null : dataOf(values),
      participants: values.all("participants"),
    }),
    onSuccess: (run) => router.push(paths.migrationRun(upgrade, run.id)),
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={live ? "Begin the live run" : "Begin a pilot"}
      description="From now on every step that is started and finished there is timed as part of it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending} reason={reasons[0] ?? null}>
            Begin
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-3.5">
        <FormErrors form={form} />
        <Select
          name="environment"
          label="Environment"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          options={environments.map((one) => ({ value: one.key, label: one.name }))}
        />
        {reasons.length > 0 ? (
          <Notice tone="warning">{reasons.join(" ")}</Notice>
        ) : chosen && chosen.closed > 0 && !live ? (
          <Notice>
            {plural(chosen.closed, "step")} of {chosen.steps} of the migration{" "}
            {chosen.closed === 1 ? "is" : "are"} begun or closed already. Reopen in the{" "}
            <Link href={paths.checklist(upgrade, chosen.key)} className="link">
              checklist
            </Link>{" "}
            what the pilot does again; what was done before keeps its history.
          </Notice>
        ) : null}
        {live ? null : <DataFields data={null} zone={zone} now={now} errorOf={form.errorOf} />}
        <fieldset className="field">
          <legend className="field-label mb-1">Who takes part</legend>
          <div className="grid gap-1.5 sm:grid-cols-2">
            {members.map(({ id, name }) => (
              <Checkbox key={id} name="participants" value={id} label={name} />
            ))}
          </div>
        </fieldset>
      </form>
    </Dialog>
  );
}
