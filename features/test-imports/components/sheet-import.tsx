"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { Select } from "@/components/form/select";
import type { Sent } from "@/components/form/send-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { CasesPreview } from "../schema";
import { sendCases, tryCases } from "./send-file";
import { SheetPreview } from "./sheet-preview";

const fields = {
  title: "Title of the test case",
  useCase: "Use case (title or code)",
  code: "Code, like TC-31",
  steps: "Steps",
  expected: "Expected result",
  threshold: "Threshold",
  unit: "Unit",
  direction: "At least or at most",
  required: "Required (yes or no)",
  environments: "Environments",
  owner: "Owner (name or address)",
  kind: "Kind of the use case",
  priority: "Priority of the use case",
} as const;
type Field = keyof typeof fields;
const allFields = Object.keys(fields) as Field[];
const delimiters = { comma: "comma", semicolon: "semicolon", tab: "tab", pipe: "vertical bar" } as const;

interface SheetImportProps {
  upgrade: string;
  useCases: readonly { code: string; title: string }[];
  reason: string | null;
}

/** A table of test cases: what each column means, what each row would do, then done. */
export function SheetImport({ upgrade, useCases, reason }: SheetImportProps) {
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<CasesPreview | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [useCase, setUseCase] = useState("");
  if (reason) return <Notice>{reason}</Notice>;

  async function look(
    chosen: File,
    given: { mapping?: string; delimiter?: string; useCase?: string } = {},
  ): Promise<Sent<CasesPreview>> {
    setPending(true);
    const sent = await tryCases(upgrade, { file: chosen, useCase: useCase || undefined, ...given });
    setPending(false);
    setRefusal(sent.ok ? null : sent.message);
    if (sent.ok) {
      setFile(chosen);
      setPreview(sent.answer);
    }
    return sent;
  }
  function map(field: Field, column: string) {
    if (!file || !preview) return;
    const { [field]: _, ...rest } = preview.mapping;
    // A column means one thing: taking it for this field takes it away from another.
    const others = Object.entries(rest).filter(([, at]) => String(at) !== column);
    const mapping = JSON.stringify({
      ...Object.fromEntries(others),
      ...(column !== "" && { [field]: Number(column) }),
    });
    void look(file, { mapping, delimiter: preview.delimiter });
  }
  async function apply() {
    if (!file || !preview) return;
    setPending(true);
    const { mapping, delimiter, digest, refused } = preview;
    const sent = await sendCases(upgrade, {
      file,
      mapping: JSON.stringify(mapping),
      delimiter,
      digest,
      useCase: useCase || undefined,
      skipRefused: refused.length > 0 ? "true" : "false",
    });
    setPending(false);
    if (!sent.ok) return setRefusal(sent.message);
    const { added, revised, edited, useCases } = sent.answer;
    void notify({
      message: `Added ${plural(added, "test case")}, revised ${revised + edited}`,
      detail: useCases > 0 ? `${plural(useCases, "use case")} added` : undefined,
    });
    router.push(paths.tests(upgrade));
  }
  const changes = preview ? preview.add.length + preview.revise.length + preview.useCases.length : 0;

  return (
    <div className="flex flex-col gap-4">
      <Card padded title="The file">
        <FileDrop
          label={preview ? `Drop another file instead of “${preview.fileName}”` : "Drop a CSV file here"}
          hint="The first row names the columns. Any delimiter and encoding is recognised. A row with a code or title that is here already revises that case."
          accept=".csv,.tsv,.txt,text/csv"
          maxBytes={5 * 1024 * 1024}
          multiple={false}
          paste={false}
          upload={async (chosen) => {
            const sent = await look(chosen);
            return sent.ok ? { ok: true } : sent;
          }}
        />
      </Card>
      {refusal && preview ? (
        <Notice tone="error" live>
          {refusal}
        </Notice>
      ) : null}
      {preview ? (
        <>
          <Card
            padded
            title="What the columns mean"
            action={
              <span className="text-ink-3">
                {preview.encoding}, {delimiters[preview.delimiter as keyof typeof delimiters]}-separated,{" "}
                {plural(preview.rows, "row")}
              </span>
            }
          >
            <div className="grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-3">
              {allFields.map((field) => (
                <Select
                  key={field}
                  label={fields[field]}
                  empty="(not in the file)"
                  value={String(preview.mapping[field] ?? "")}
                  options={preview.header.map((name, index) => ({
                    value: String(index),
                    label: name || `Column ${index + 1}`,
                  }))}
                  onChange={(event) => map(field, event.target.value)}
                />
              ))}
              <Select
                label="Put rows without a use case into"
                empty="(refuse them)"
                value={useCase}
                options={useCases.map(({ code, title }) => ({ value: code, label: `${code} ${title}` }))}
                onChange={(event) => {
                  setUseCase(event.target.value);
                  if (file)
                    void look(file, {
                      mapping: JSON.stringify(preview.mapping),
                      delimiter: preview.delimiter,
                      useCase: event.target.value || undefined,
                    });
                }}
              />
            </div>
          </Card>
          <SheetPreview preview={preview} />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant="primary"
              pending={pending}
              onClick={() => void apply()}
              reason={changes === 0 ? "The file would change nothing." : null}
            >
              {preview.refused.length > 0
                ? `Import, and leave out ${plural(preview.refused.length, "row")}`
                : "Import"}
            </Button>
            <span className="text-ink-3">Nothing is changed before you press it.</span>
          </div>
        </>
      ) : null}
    </div>
  );
}
