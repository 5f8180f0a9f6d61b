"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import type { TrafficHeat } from "../schema";

const intervals = [1, 5, 10, 15, 30, 60];

/** Chooses a file or takes a pasted text. Nothing typed is lost when it can't be read. */
export function UploadProfile({
  upgrade,
  traffic,
  onClose,
}: {
  upgrade: string;
  traffic: TrafficHeat;
  onClose: () => void;
}) {
  const formId = useId();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const { environment, zone } = traffic;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const body = new FormData(event.currentTarget);
    const file = body.get("file");
    if (file instanceof File && file.name === "" && file.size === 0) body.delete("file");
    if (body.get("text") === "") body.delete("text");
    setPending(true);
    setFailures([]);
    try {
      const response = await fetch(
        `/api/v1/upgrades/${encodeURIComponent(upgrade)}/environments/${encodeURIComponent(environment.key)}/traffic-profile`,
        { method: "POST", body },
      );
      const answer = (await response.json()) as {
        detail?: string;
        problems?: { line: number | null; message: string }[];
      };
      if (response.ok) {
        void notify({ message: `The traffic of ${environment.name} is known` });
        router.refresh();
        onClose();
        return;
      }
      const said = (answer.problems ?? []).map(({ line, message }) =>
        line ? `Line ${line}: ${message}` : message,
      );
      setFailures(said.length > 0 ? said : [answer.detail ?? `The server refused it (${response.status}).`]);
    } catch {
      setFailures(["The connection broke; nothing was uploaded. Try again."]);
    }
    setPending(false);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Traffic of ${environment.name}`}
      description="How many requests it gets over time. The series is kept, the file is not."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={pending}>
            Upload
          </SubmitButton>
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {failures.length > 0 ? (
          <Notice tone="error" live title="This could not be read.">
            <ul>
              {failures.slice(0, 8).map((failure) => (
                <li key={failure}>{failure}</li>
              ))}
              {failures.length > 8 ? <li>and {failures.length - 8} more</li> : null}
            </ul>
          </Notice>
        ) : null}
        <Field
          label="File"
          hint="CSV with a time stamp and a count in each row, or an access log (common, combined, WSO2's http_access)"
        >
          {(wiring) => <input {...wiring} type="file" name="file" className="input py-1.5" />}
        </Field>
        <TextArea
          name="text"
          label="Or paste it"
          rows={4}
          className="font-mono text-xs"
          placeholder={"2026-11-02 08:00,1840\n2026-11-02 08:05,1925"}
        />
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          <Select
            name="zone"
            label="Times without an offset are in"
            defaultValue={zone}
            options={[...new Set([zone, "UTC", ...Intl.supportedValuesOf("timeZone")])].map((one) => ({
              value: one,
              label: one.replaceAll("_", " "),
            }))}
          />
          <Select
            name="intervalMinutes"
            label="An access log is counted every"
            defaultValue="5"
            options={intervals.map((minutes) => ({ value: String(minutes), label: `${minutes} min` }))}
          />
        </div>
      </form>
    </Dialog>
  );
}
