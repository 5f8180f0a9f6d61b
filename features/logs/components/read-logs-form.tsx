"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Field } from "@/components/form/field";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { uploadFile } from "@/components/form/upload-file";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { notify } from "@/components/ui/toast";
import { formatBytes } from "@/lib/format";
import { paths } from "@/lib/paths";
import { tarOfFiles } from "./tar-of-files";

interface ReadLogsFormProps {
  upgrade: string;
  environment: { key: string; name: string };
  /** Nothing of the old stack has been read yet. */
  asksBaseline: boolean;
  /** Why nothing can be read; null when it can. */
  refused: string | null;
}

/** Sends logs as they lie on disk; the server reads them while they come in and keeps none. */
export function ReadLogsForm({ upgrade, environment, asksBaseline, refused }: ReadLogsFormProps) {
  const router = useRouter();
  const [sending, setSending] = useState<{ share: number; bytes: number } | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (sending || refused) return;
    const form = event.currentTarget;
    const values = new FormData(form);
    const files = values.getAll("files").filter((one): one is File => one instanceof File && one.name !== "");
    const [first] = files;
    if (!first) {
      setFailure("Choose at least one log.");
      return;
    }
    const body = files.length === 1 ? first : new File([tarOfFiles(files)], "logs.tar");
    const kind = String(values.get("kind"));
    const url = paths.readLogs(upgrade, environment.key, {
      kind,
      note: String(values.get("note")),
      name: body.name,
    });
    setFailure(null);
    setSending({ share: 0, bytes: body.size });
    const result = await uploadFile(url, body, {
      asBody: true,
      onProgress: (share) => setSending({ share, bytes: body.size }),
      signal: new AbortController().signal,
    });
    setSending(null);
    if (!result.ok) {
      setFailure(result.message);
      return;
    }
    form.reset();
    void notify({ message: kind === "baseline" ? "The old stack's logs were read" : "The logs were read" });
    router.push(paths.logs(upgrade, environment.key));
    router.refresh();
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3.5">
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      <Field
        label="Logs"
        hint="What the servers wrote, as it is: any size, gzip or tar, a rotated set together"
        required
      >
        {(wiring) => <input {...wiring} type="file" name="files" multiple className="input py-1.5" />}
      </Field>
      <RadioGroup
        name="kind"
        legend="Of which stack"
        defaultValue="current"
        options={[
          { value: "current", label: `The new stack of ${environment.name}` },
          {
            value: "baseline",
            label: "The old stack, to compare with",
            hint: asksBaseline ? "Read it once: what it says, too, is nothing new" : undefined,
          },
        ]}
      />
      <TextInput
        name="note"
        label="What they are of"
        maxLength={100}
        placeholder="gateway-1, after the pilot"
      />
      {sending ? (
        <div role="status">
          <ProgressBar done={Math.floor(sending.share * 100)} total={101} label="Logs sent" />
          <p className="num mt-1 text-sm text-ink-2">
            {sending.share < 1
              ? `${formatBytes(sending.share * sending.bytes)} of ${formatBytes(sending.bytes)} sent`
              : "Sent; the last of it is being read"}
          </p>
        </div>
      ) : null}
      <div>
        <SubmitButton pending={sending !== null} reason={refused}>
          Read the logs
        </SubmitButton>
      </div>
      <p className="text-sm text-ink-3">
        They are read as they come in and not kept; what looks like a secret is left out.
      </p>
    </form>
  );
}
