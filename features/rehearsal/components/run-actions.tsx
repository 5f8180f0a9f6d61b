"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { RadioGroup } from "@/components/form/radio-group";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { type RunOutcome, runOutcomes } from "@/domain/migration-run";
import { plural } from "@/lib/format";
import { editRunAction, endRunAction, interruptRunAction, resumeRunAction } from "../actions";
import type { RunView } from "../schema/runs";
import { DataFields, dataOf } from "./data-fields";
import { outcomeWords, runName } from "./run-words";

interface RunActionsProps {
  upgrade: string;
  view: RunView;
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** What can be done with a run: interrupt it, go on, correct what it says, end it. */
export function RunActions({ upgrade, view, zone, now, refused }: RunActionsProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"interrupt" | "end" | "edit" | null>(null);
  const [pending, setPending] = useState(false);
  const seen = { upgrade, run: view.id, version: view.version };
  const ended = view.endedAt !== null ? "The run has ended." : null;
  const goOn = async () => {
    setPending(true);
    const result = await resumeRunAction(seen);
    setPending(false);
    if (!result.ok) void notify({ message: result.message, tone: "error" });
    router.refresh();
  };
  return (
    <>
      {view.interrupted ? (
        <Button pending={pending} reason={refused["run.resume"] ?? ended} onClick={goOn}>
          Go on
        </Button>
      ) : (
        <Button reason={refused["run.interrupt"] ?? ended} onClick={() => setOpen("interrupt")}>
          Interrupt
        </Button>
      )}
      <Button reason={refused["run.edit"] ?? null} onClick={() => setOpen("edit")}>
        Edit
      </Button>
      <Button variant="primary" reason={refused["run.end"] ?? ended} onClick={() => setOpen("end")}>
        End the run
      </Button>
      <ConfirmDialog
        open={open === "interrupt"}
        onClose={() => setOpen(null)}
        title="Interrupt the run?"
        confirmLabel="Interrupt"
        reason={{ label: "Why", hint: "A meeting, a fire alarm, the end of the day", required: true }}
        onConfirm={async (reason) => {
          const result = await interruptRunAction({ ...seen, reason });
          router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        The time until it goes on does not count as work.
      </ConfirmDialog>
      {open === "end" ? <EndDialog seen={seen} view={view} onClose={() => setOpen(null)} /> : null}
      {open === "edit" ? (
        <EditDialog seen={seen} view={view} zone={zone} now={now} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}

type Seen = { upgrade: string; run: string; version: number };

function EndDialog({ seen, view, onClose }: { seen: Seen; view: RunView; onClose: () => void }) {
  const router = useRouter();
  const [outcome, setOutcome] = useState<RunOutcome>(
    view.open.length === 0 && !view.demanded ? "succeeded" : "failed",
  );
  const form = useActionForm({
    action: endRunAction,
    input: (values) => ({ ...seen, outcome, lessons: values.text("lessons") }),
    onSuccess: () => {
      onClose();
      void notify({ message: `${runName(view)} has ended` });
      router.refresh();
    },
  });
  return (
    <FormDialog form={form} title={`End ${runName(view)}?`} submit="End it" onClose={onClose}>
      {view.demanded ? (
        <Notice tone="error">
          Nobody has decided “{view.demanded}” It does not succeed before that is decided, on the live page.
        </Notice>
      ) : null}
      {view.open.length > 0 ? (
        <Notice>
          {plural(view.open.length, "required step")} of the migration {view.open.length === 1 ? "is" : "are"}{" "}
          open, so it did not succeed yet:{" "}
          {view.open
            .slice(0, 6)
            .map(({ code }) => code)
            .join(", ")}
          {view.open.length > 6 ? " …" : ""}.
        </Notice>
      ) : null}
      <RadioGroup
        name="outcome"
        legend="How it ended"
        value={outcome}
        onChange={(value) => setOutcome(value as RunOutcome)}
        options={runOutcomes.map((value) => ({ value, label: outcomeWords[value] }))}
      />
      <TextArea
        name="lessons"
        label="Lessons"
        hint="What took longer than planned, what was missing, what to do otherwise in production"
        required={outcome !== "succeeded"}
        rows={4}
        maxLength={10_000}
        defaultValue={view.lessons}
        error={form.errorOf("lessons")}
      />
    </FormDialog>
  );
}

function EditDialog({
  seen,
  view,
  zone,
  now,
  onClose,
}: {
  seen: Seen;
  view: RunView;
  zone: string;
  now: string;
  onClose: () => void;
}) {
  const router = useRouter();
  const form = useActionForm({
    action: editRunAction,
    input: (values) => ({
      ...seen,
      ...(view.data && { data: dataOf(values) }),
      lessons: values.text("lessons"),
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog form={form} title={`What ${runName(view)} says`} submit="Save" onClose={onClose}>
      {view.data ? <DataFields data={view.data} zone={zone} now={now} errorOf={form.errorOf} /> : null}
      <TextArea
        name="lessons"
        label="Lessons"
        rows={4}
        maxLength={10_000}
        defaultValue={view.lessons}
        error={form.errorOf("lessons")}
      />
    </FormDialog>
  );
}
