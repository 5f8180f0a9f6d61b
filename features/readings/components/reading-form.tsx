"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { Notice } from "@/components/ui/notice";
import type { Analyser } from "@/domain/analyser";
import { paths } from "@/lib/paths";
import { analyserWords } from "./reading-look";

interface ReadingFormProps {
  upgrade: string;
  analyser: Analyser;
  environments: readonly { key: string; name: string }[];
  zone: string;
  /** The booked change window of production, which certificates have to outlive. */
  booked?: { from: string; to: string } | null;
  /** Why nothing can be read; null when it can. */
  reason: string | null;
}

/** Chooses files and says where they are from. Nothing typed is lost when they can't be read. */
export function ReadingForm({ upgrade, analyser, environments, zone, booked, reason }: ReadingFormProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [failures, setFailures] = useState<readonly string[]>([]);
  const words = analyserWords[analyser];
  if (reason) return <Notice>{reason}</Notice>;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget;
    const body = new FormData(form);
    body.set("analyser", analyser);
    for (const [name, value] of [...body.entries()]) if (value === "") body.delete(name);
    setPending(true);
    setFailures([]);
    try {
      const response = await fetch(`/api/v1/upgrades/${encodeURIComponent(upgrade)}/readings`, {
        method: "POST",
        body,
      });
      const answer = (await response.json()) as {
        id?: string;
        detail?: string;
        problems?: { file: string; line: number | null; column: number | null; message: string }[];
      };
      if (response.ok && answer.id) {
        // The password must not stand in a form that Back brings up again.
        form.reset();
        router.push(paths.reading(upgrade, answer.id));
        return;
      }
      const said = (answer.problems ?? []).map(({ file, line, column, message }) => {
        const at = line === null ? "" : `, line ${line}${column === null ? "" : `, column ${column}`}`;
        return `${file}${at}: ${message}`;
      });
      setFailures(
        said.length > 0 ? said : [answer.detail ?? `The server refused the files (${response.status}).`],
      );
    } catch {
      setFailures(["The connection broke; nothing was read. Try again."]);
    }
    setPending(false);
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5">
      {failures.length > 0 ? (
        <Notice tone="error" live>
          <ul>
            {failures.slice(0, 12).map((failure) => (
              <li key={failure}>{failure}</li>
            ))}
            {failures.length > 12 ? <li>and {failures.length - 12} more</li> : null}
          </ul>
        </Notice>
      ) : null}
      <Field label="Files" hint={words.files} required>
        {(wiring) => (
          <input {...wiring} type="file" name="files[]" multiple required className="input py-1.5" />
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
        <Select
          name="environment"
          label="Environment"
          empty="None in particular"
          defaultValue={analyser === "artifact" || analyser === "applications" ? "" : environments[0]?.key}
          options={environments.map(({ key, name }) => ({ value: key, label: name }))}
        />
        <TextInput
          name="node"
          label="Node or profile"
          maxLength={100}
          hint="Empty where there is one"
          placeholder="gateway-1"
        />
      </div>
      {analyser === "certificates" ? (
        <>
          <TextInput
            name="password"
            type="password"
            autoComplete="off"
            label="Password of the stores"
            hint="Used once and forgotten. JKS can be read without it, PKCS12 can't."
          />
          <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
            <DateTimeInput
              name="windowStart"
              label="Change window begins"
              hint={booked ? "As booked for production" : undefined}
              zone={zone}
              defaultValue={booked?.from}
            />
            <DateTimeInput
              name="windowEnd"
              label="Change window ends"
              zone={zone}
              defaultValue={booked?.to}
            />
          </div>
        </>
      ) : null}
      <SubmitButton pending={pending}>Read the files</SubmitButton>
      <p className="text-sm text-ink-3">{words.hint} The files themselves are not kept.</p>
    </form>
  );
}
