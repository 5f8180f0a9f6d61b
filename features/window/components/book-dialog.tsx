"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { ActionResult } from "@/components/form/action-result";
import { Checkbox } from "@/components/form/checkbox";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import type { FormValues } from "@/components/form/form-values";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { bookWindowAction, moveWindowAction } from "../actions";
import type { CrewMember, WindowView } from "../schema";
import { ConflictChoice, type Conflicts, conflictsIn } from "./conflict-choice";

/** Where a window is booked, and what its form offers. */
export interface WindowFormPlace {
  upgrade: string;
  environment: { key: string; name: string };
  crew: readonly CrewMember[];
  zone: string;
}

interface BookDialogProps extends WindowFormPlace {
  start: string;
  end: string;
  reserveMinutes: number;
  /** Ids of the crew as proposed. */
  chosen: readonly string[];
  sharedSystems?: readonly string[];
  /** The window that is moved; left out: a new one is booked. */
  moved?: WindowView;
  onClose: () => void;
}

const read = (values: FormValues) => ({
  from: values.raw("from"),
  to: values.raw("to"),
  reserveMinutes: values.number("reserveMinutes") ?? 0,
  crew: values.all("crew"),
  sharedSystems: values
    .text("sharedSystems")
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== ""),
  acceptConflicts: values.all("acceptConflicts"),
  acceptReason: values.text("acceptReason"),
});
type Input = ReturnType<typeof read> & { reason: string };

/** Books a window or moves one. What speaks against it is listed, and may be accepted with a reason. */
export function BookDialog(props: BookDialogProps) {
  const { upgrade, environment, crew, zone, moved, onClose } = props;
  const formId = useId();
  const router = useRouter();
  const [conflicts, setConflicts] = useState<Conflicts>([]);
  const send = ({ reason, ...input }: Input): Promise<ActionResult<unknown>> =>
    moved
      ? moveWindowAction({ upgrade, window: moved.id, version: moved.version, reason, ...input })
      : bookWindowAction({ upgrade, environment: environment.key, ...input });
  const form = useActionForm({
    action: send,
    input: (values): Input => ({ ...read(values), reason: values.text("reason") }),
    onFailure: (failure) => {
      setConflicts(conflictsIn(failure));
      if (failure.code === "version_conflict") router.refresh();
      return false;
    },
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({
        message: moved ? "The window has changed" : `The window of ${environment.name} is booked`,
        detail: "Its crew has been told.",
      });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      width="wide"
      title={moved ? `Change the window of ${environment.name}` : `Book the window of ${environment.name}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            {moved ? "Save" : "Book"}
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-4">
        {conflicts.length > 0 ? (
          <ConflictChoice conflicts={conflicts} message={form.failure?.message ?? null} />
        ) : (
          <FormErrors form={form} />
        )}
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <DateTimeInput
            name="from"
            label="Begins"
            required
            zone={zone}
            defaultValue={props.start}
            error={form.errorOf("from")}
          />
          <DateTimeInput
            name="to"
            label="Ends"
            required
            zone={zone}
            defaultValue={props.end}
            error={form.errorOf("to")}
          />
        </div>
        <TextInput
          name="reserveMinutes"
          type="number"
          min={0}
          step={1}
          inputMode="numeric"
          label="Reserve at the end, minutes"
          hint="Kept for what nobody expects"
          defaultValue={props.reserveMinutes}
          error={form.errorOf("reserveMinutes")}
          fieldClassName="max-w-64"
        />
        <fieldset className="flex flex-col gap-1.5">
          <legend className="field-label mb-1">Crew</legend>
          <div className="grid grid-cols-2 gap-x-4 gap-y-1.5 max-sm:grid-cols-1">
            {crew.map(({ id, name }) => (
              <Checkbox
                key={id}
                name="crew"
                value={id}
                label={name}
                defaultChecked={props.chosen.includes(id)}
              />
            ))}
          </div>
        </fieldset>
        <TextArea
          name="sharedSystems"
          label="Shared systems"
          hint="What it needs for itself and others use, too: one name a line, the same in every upgrade"
          placeholder={"Load balancer Paris\nOracle RAC 2"}
          rows={2}
          defaultValue={props.sharedSystems?.join("\n")}
          error={form.errorOf("sharedSystems")}
        />
        {moved ? (
          <TextArea
            name="reason"
            label="Why does it change?"
            required
            rows={2}
            maxLength={2000}
            error={form.errorOf("reason")}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
