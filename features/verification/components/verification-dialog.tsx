"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Checkbox } from "@/components/form/checkbox";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { type EnvironmentKind, environmentKindNames, environmentKinds } from "@/domain/environment";
import { setVerificationAction } from "../actions";
import type { VerificationView } from "../schema";
import { type DraftCheck, DraftChecks, draftsOf, wantedChecks } from "./draft-checks";

interface VerificationDialogProps {
  upgrade: string;
  view: VerificationView;
  onClose: () => void;
}

const parts = [
  { name: "health", label: "Thresholds are asked for in" },
  { name: "counts", label: "Counts are asked for in" },
  { name: "logs", label: "Logs have to be read in" },
] as const;

/** Where exits ask for what, how long hypercare is, and its daily checks. */
export function VerificationDialog({ upgrade, view, onClose }: VerificationDialogProps) {
  const router = useRouter();
  const { rules } = view;
  const [on, setOn] = useState(rules.hypercare !== null);
  const [checks, setChecks] = useState<readonly DraftCheck[]>(() => draftsOf(rules.hypercare?.checks ?? []));
  const form = useActionForm({
    action: setVerificationAction,
    input: (values) => {
      const chosen = (name: string): EnvironmentKind[] =>
        environmentKinds.filter((kind) => values.checked(`${name} ${kind}`));
      return {
        upgrade,
        version: view.version,
        reason: values.text("reason"),
        rules: {
          health: chosen("health"),
          counts: chosen("counts"),
          logs: chosen("logs"),
          hypercare: on
            ? {
                in: chosen("in"),
                days: values.number("days") ?? Number.NaN,
                checks: wantedChecks(checks),
              }
            : null,
        },
      };
    },
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      form={form}
      title="What verification asks"
      description="Kept in the history with its reason. A check that is new is asked from today on; a period that has begun keeps its days."
      submit="Save"
      why="Why"
      width="wide"
      onClose={onClose}
    >
      {parts.map(({ name, label }) => (
        <Kinds key={name} name={name} label={label} chosen={rules[name]} />
      ))}
      <Checkbox
        label="Hypercare is kept after the migration"
        checked={on}
        onChange={(event) => setOn(event.target.checked)}
      />
      {on ? (
        <div className="flex flex-col gap-3.5 border-l border-line pl-4">
          <Kinds
            name="in"
            label="Hypercare is kept in"
            chosen={rules.hypercare?.in ?? ["prod"]}
            error={form.errorOf("rules.hypercare.in")}
          />
          <TextInput
            name="days"
            label="Days"
            inputMode="numeric"
            defaultValue={rules.hypercare?.days ?? 7}
            error={form.errorOf("rules.hypercare.days")}
            fieldClassName="max-w-40"
          />
          <DraftChecks form={form} checks={checks} onChange={setChecks} />
        </div>
      ) : null}
    </FormDialog>
  );
}

interface KindsProps {
  name: string;
  label: string;
  chosen: readonly EnvironmentKind[];
  error?: string | undefined;
}

function Kinds({ name, label, chosen, error }: KindsProps) {
  return (
    <fieldset>
      <legend className="field-label">{label}</legend>
      <div className="mt-1 flex flex-wrap gap-x-5 gap-y-1.5">
        {environmentKinds.map((kind) => (
          <Checkbox
            key={kind}
            name={`${name} ${kind}`}
            label={environmentKindNames[kind]}
            defaultChecked={chosen.includes(kind)}
          />
        ))}
      </div>
      {error ? <p className="field-error">{error}</p> : null}
    </fieldset>
  );
}
