"use client";

import { useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { PersonCombobox } from "@/components/form/person-combobox";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { DiffList } from "@/components/ui/diff-list";
import { Notice } from "@/components/ui/notice";
import { hasRole } from "@/domain/role";
import type { ActionResult } from "@/lib/action";
import { assignStepAction, setDueAction, setNoteAction } from "../actions";
import type { WithDetails } from "./step-panel-props";

/** Who does it, until when, and the step's own note. None of it is part of what is signed. */
export function StepPlanning(props: WithDetails) {
  const { upgrade, details, members, zone, sync } = props;
  const [failure, setFailure] = useState<string | null>(null);
  const save = async (call: Promise<ActionResult<unknown>>) => {
    const result = await call;
    setFailure(result.ok ? null : result.message);
    await sync();
  };
  const seen = { upgrade, step: details.id, version: details.version };
  return (
    <section aria-label="Planning" className="grid gap-3 border-t border-line pt-3">
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      <div data-place="assign">
        {details.refused.assign ? (
          <p>
            <span className="text-ink-3">Assigned to</span> {details.assignee?.name ?? "nobody"}{" "}
            <span className="sr-only">{details.refused.assign}</span>
          </p>
        ) : (
          <PersonCombobox
            key={details.assignee?.id ?? "nobody"}
            label="Assigned to"
            placeholder="Nobody"
            defaultValue={details.assignee?.id ?? ""}
            people={members.map((member) => ({
              id: member.id,
              name: member.name,
              reason: hasRole(member.roles, "lead", "engineer")
                ? null
                : "Only leads and engineers work on steps.",
            }))}
            onChange={(userId) => void save(assignStepAction({ ...seen, assigneeId: userId || null }))}
          />
        )}
      </div>
      {details.refused.setDue ? null : (
        <Due
          key={details.dueAt ?? "never"}
          zone={zone}
          value={details.dueAt}
          onSave={(dueAt) => save(setDueAction({ ...seen, dueAt }))}
        />
      )}
      <Note {...props} />
    </section>
  );
}

function Due({
  zone,
  value,
  onSave,
}: {
  zone: string;
  value: string | null;
  onSave: (dueAt: string | null) => Promise<void>;
}) {
  const [due, setDue] = useState<Date | null>(value ? new Date(value) : null);
  const changed = (due?.toISOString() ?? null) !== (value ? new Date(value).toISOString() : null);
  return (
    <div className="flex flex-wrap items-end gap-2">
      <DateTimeInput name="dueAt" label="Due" zone={zone} defaultValue={value} onChange={setDue} />
      {changed ? (
        <Button size="sm" onClick={() => void onSave(due?.toISOString() ?? null)}>
          {due ? "Save the date" : "Remove the date"}
        </Button>
      ) : null}
    </div>
  );
}

/** The note: when somebody else changed it meanwhile, both texts are shown and nothing typed is lost. */
function Note({ upgrade, details, sync }: WithDetails) {
  const [text, setText] = useState<string | null>(null);
  // What it said when typing began: the panel reads the step anew meanwhile, and theirs must not be replaced unseen.
  const [seen, setSeen] = useState({ note: details.note, version: details.version });
  const [conflict, setConflict] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const typed = text ?? details.note;
  const changed = text !== null && text !== details.note;
  const save = async () => {
    const version = details.note === seen.note ? details.version : seen.version;
    const result = await setNoteAction({ upgrade, step: details.id, version, note: typed });
    if (!result.ok && result.code === "version_conflict") {
      await sync();
      const current = result.details?.current as { note?: string; version?: number } | undefined;
      setConflict(current?.note ?? details.note);
      setSeen({ note: current?.note ?? details.note, version: current?.version ?? details.version });
      return;
    }
    setFailure(result.ok ? null : result.message);
    if (!result.ok) return;
    setConflict(null);
    setText(null);
    await sync();
  };
  if (details.refused.setNote && details.note === "") return null;
  return (
    <div className="grid gap-2">
      <TextArea
        label="Note"
        rows={2}
        value={typed}
        readOnly={Boolean(details.refused.setNote)}
        error={failure}
        onChange={(event) => {
          if (text === null) setSeen({ note: details.note, version: details.version });
          setText(event.target.value);
        }}
      />
      {conflict !== null ? (
        <Notice tone="warning" title="Somebody wrote here meanwhile." live>
          <DiffList
            label="Both texts"
            words={{ was: "Theirs, saved", is: "Yours, not saved yet" }}
            items={[{ key: "note", label: "Note", was: conflict || "(empty)", is: typed || "(empty)" }]}
          />
          Saving again puts your text in the place of theirs; theirs stays in the history.
        </Notice>
      ) : null}
      {changed ? (
        <div className="flex gap-2">
          <Button size="sm" variant="primary" onClick={() => void save()}>
            Save the note
          </Button>
          <Button
            size="sm"
            variant="quiet"
            onClick={() => {
              setText(null);
              setConflict(null);
            }}
          >
            Discard
          </Button>
        </div>
      ) : null}
    </div>
  );
}
