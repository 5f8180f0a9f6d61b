"use client";

import { useRouter } from "next/navigation";
import { FormErrors } from "@/components/form/form-errors";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { Card } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import type { RunEntryKind } from "@/domain/migration-run";
import { formatDuration } from "@/lib/format";
import { noteInRunAction } from "../actions";
import type { RunView } from "../schema/runs";

const words: Record<RunEntryKind, string> = {
  interruption: "Interruption",
  deviation: "Deviation from the plan",
  announcement: "Announcement",
  handover: "Handover",
  note: "Note",
};
const written = ["deviation", "announcement", "handover", "note"] as const;
const minutesOf = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 60_000);

interface RunLogProps {
  upgrade: string;
  run: string;
  ended: boolean;
  entries: RunView["entries"];
  zone: string;
  now: string;
  refused: string | null;
}

/** What people wrote down while it went on, the latest first. */
export function RunLog({ upgrade, run, ended, entries, zone, now, refused }: RunLogProps) {
  const router = useRouter();
  const form = useActionForm({
    action: noteInRunAction,
    input: (values) => ({
      upgrade,
      run,
      kind: values.text("kind") as (typeof written)[number],
      text: values.text("text"),
    }),
    onSuccess: () => router.refresh(),
  });
  return (
    <Card title="Log" padded>
      {ended ? null : (
        <form
          key={entries.length}
          {...form.formProps}
          className="mb-3 flex flex-col gap-2.5 border-b border-line pb-3"
        >
          <FormErrors form={form} />
          <Select
            name="kind"
            label="What it is"
            options={written.map((value) => ({ value, label: words[value] }))}
          />
          <TextArea
            name="text"
            label="What happened"
            rows={2}
            maxLength={4000}
            required
            readOnly={refused !== null}
            error={form.errorOf("text")}
          />
          <div>
            <SubmitButton pending={form.pending} reason={refused}>
              Write it down
            </SubmitButton>
          </div>
        </form>
      )}
      {entries.length === 0 ? (
        <p className="text-ink-3">Nothing was written down yet.</p>
      ) : (
        <ol aria-label="Log of the run, latest first" className="grid gap-2.5">
          {entries.toReversed().map((entry) => (
            <li key={entry.id}>
              <p className="flex flex-wrap justify-between gap-x-3">
                <b className="font-semibold">{words[entry.kind]}</b>
                <span className="text-sm text-ink-3">
                  <Time value={entry.at} zone={zone} now={now} />, {entry.by.name}
                </span>
              </p>
              <p className="wrap-anywhere whitespace-pre-line text-ink-2">{entry.text}</p>
              {entry.kind === "interruption" ? (
                <p className="text-sm text-ink-3">
                  {entry.until ? `${formatDuration(minutesOf(entry.at, entry.until))} long` : "Lasts"}
                </p>
              ) : null}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
