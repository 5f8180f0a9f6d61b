"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormDialog } from "@/components/form/form-dialog";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Time } from "@/components/ui/time";
import { setDueAction } from "../actions";
import type { GateView } from "../schema";

interface DueLineProps {
  upgrade: string;
  view: GateView;
  zone: string;
  now: string;
}

/** By when the gate shall be open, said where it is late, and where a lead changes that. */
export function DueLine(props: DueLineProps) {
  const { view, zone, now } = props;
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-line px-4 py-2">
      {view.dueAt ? (
        <span>
          Due <Time value={view.dueAt} zone={zone} now={now} />
        </span>
      ) : (
        <span className="text-ink-3">No due date</span>
      )}
      {view.late ? <Chip tone="stale">late</Chip> : null}
      <Button
        size="sm"
        variant="quiet"
        className="no-print"
        reason={view.cannot.setDue.join(" ") || null}
        onClick={() => setOpen(true)}
        aria-label={`Change the due date of ${view.label}`}
      >
        Change…
      </Button>
      {open ? <DueDialog {...props} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

function DueDialog({ upgrade, view, zone, onClose }: DueLineProps & { onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    action: setDueAction,
    input: (values) => ({
      upgrade,
      environment: view.environment.key,
      gate: view.gate,
      version: view.version,
      dueAt: values.text("dueAt") || null,
    }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={`Due date of ${view.label}`}
      description="By when it shall be open. It is shown here, on the home page and in calendars; nothing is shut by it."
      submit="Save"
      onClose={onClose}
    >
      <DateTimeInput
        name="dueAt"
        label="Due"
        hint="Leave it empty for none"
        zone={zone}
        defaultValue={view.dueAt}
        error={form.errorOf("dueAt")}
      />
    </FormDialog>
  );
}
