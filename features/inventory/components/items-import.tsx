"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ItemsPreview as Preview } from "../schema";
import { ItemsPreview } from "./items-preview";
import { sendItems, tryItems } from "./send-items";

interface ItemsImportProps {
  upgrade: string;
  kind: { id: string; title: string; noun: string };
  /** Why this person can't import; null when they can. */
  reason: string | null;
}

const formats =
  ".csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A table of items: drop it, see what each row would do, then do exactly that. */
export function ItemsImport({ upgrade, kind, reason }: ItemsImportProps) {
  const router = useRouter();
  const [chosen, setChosen] = useState<{ file: File; preview: Preview } | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  if (reason) return <Notice>{reason}</Notice>;

  async function look(file: File) {
    setPending(true);
    const sent = await tryItems(upgrade, kind.id, file);
    setPending(false);
    setRefusal(sent.ok ? null : sent.message);
    setChosen(sent.ok ? { file, preview: sent.answer } : null);
    return sent;
  }
  async function apply({ file, preview }: { file: File; preview: Preview }) {
    setPending(true);
    const { digest, refusedRows } = preview;
    const skipRefused = refusedRows > 0 ? "true" : "false";
    const sent = await sendItems(upgrade, kind.id, { file, digest, skipRefused });
    setPending(false);
    if (!sent.ok) return setRefusal(sent.message);
    const { added, changed, refused } = sent.answer;
    void notify({
      message: `Added ${plural(added, kind.noun)}, changed ${changed}`,
      detail: refused > 0 ? `${plural(refused, "row")} left out` : undefined,
    });
    router.push(paths.inventoryKind(upgrade, kind.id));
  }
  const preview = chosen?.preview;
  const changes = preview ? preview.add.length + preview.change.length : 0;

  return (
    <div className="flex flex-col gap-4">
      <Card padded title="The file">
        <FileDrop
          label={
            preview ? `Drop another file instead of “${preview.fileName}”` : "Drop a CSV or XLSX file here"
          }
          hint="The first row names the columns, as in an export. A row with a code or title that is on the list changes that item; cells left empty change nothing. At most 5,000 rows and 5 MiB."
          accept={formats}
          maxBytes={5 * 1024 * 1024}
          multiple={false}
          paste={false}
          upload={async (file) => {
            const sent = await look(file);
            return sent.ok ? { ok: true } : sent;
          }}
        />
      </Card>
      {refusal ? (
        <Notice
          tone="error"
          live
          action={
            chosen ? (
              <Button pending={pending} onClick={() => void look(chosen.file)}>
                Look again
              </Button>
            ) : null
          }
        >
          {refusal}
        </Notice>
      ) : null}
      {chosen && preview ? (
        <>
          <ReadColumns preview={preview} />
          <ItemsPreview preview={preview} noun={kind.noun} />
          <div className="flex flex-wrap items-center gap-3">
            <Button
              variant="primary"
              pending={pending}
              onClick={() => void apply(chosen)}
              reason={changes === 0 ? "The file would change nothing." : null}
            >
              Import {plural(changes, "row")}
            </Button>
            <span className="text-ink-3">
              {preview.refusedRows > 0
                ? `${plural(preview.refusedRows, "refused row")} would be left out. `
                : ""}
              Nothing is changed before you press it.
            </span>
          </div>
        </>
      ) : null}
    </div>
  );
}

/** How the file was read: which columns count, and which are left alone. */
function ReadColumns({ preview }: { preview: Preview }) {
  const { columns, ignored, otherSheets, reading } = preview;
  const renamed = columns.filter(({ heading, as }) => heading !== as);
  return (
    <Card padded title="How it was read" action={<span className="text-ink-3">{reading}</span>}>
      <p>Imported: {columns.map(({ as }) => as).join(", ")}.</p>
      {renamed.length > 0 ? (
        <p>{renamed.map(({ heading, as }) => `“${heading}” is taken for ${as}`).join(", ")}.</p>
      ) : null}
      {ignored.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {ignored.map(({ column, heading, why }) => (
            <li key={column}>
              {heading === "" ? `Column ${column}` : `“${heading}”`} is not imported. {why}
            </li>
          ))}
        </ul>
      ) : null}
      {otherSheets.length > 0 ? (
        <p>Other sheets are not read: {otherSheets.map((sheet) => `“${sheet}”`).join(", ")}.</p>
      ) : null}
    </Card>
  );
}
