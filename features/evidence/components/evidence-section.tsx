"use client";

import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { uploadFile } from "@/components/form/upload-file";
import { Button } from "@/components/ui/button";
import { largestFile } from "@/domain/evidence";
import { paths } from "@/lib/paths";
import { AddText } from "./add-text";
import type { EvidenceSectionProps } from "./evidence-props";
import { EvidenceRow } from "./evidence-row";

/** The proofs of a step or an execution, and how to add one: a file, a link or a note. */
export function EvidenceSection(props: EvidenceSectionProps) {
  const { upgrade, of, items, refused, onChanged } = props;
  const [form, setForm] = useState<"link" | "note" | null>(null);
  const current = items.filter((item) => item.current);
  const past = items.filter((item) => !item.current);
  return (
    <section aria-label="Evidence" className="grid gap-2.5 border-t border-line pt-3" data-place="evidence">
      <h3 className="eyebrow">
        Evidence {current.length > 0 ? <span className="num">{current.length}</span> : null}
      </h3>
      <ul className="grid gap-2">
        {current.map((item) => (
          <EvidenceRow key={item.id} {...props} item={item} />
        ))}
      </ul>
      {refused ? (
        <p className="text-sm text-ink-3">{refused}</p>
      ) : (
        <>
          <FileDrop
            label="Drop evidence here"
            maxBytes={largestFile}
            upload={(file, progress) =>
              uploadFile(paths.addEvidence(upgrade), file, { ...progress, fields: { ...of } })
            }
            onUploaded={() => void onChanged()}
          />
          <div className="flex gap-2">
            <Button size="sm" onClick={() => setForm("link")}>
              Add a link
            </Button>
            <Button size="sm" onClick={() => setForm("note")}>
              Write a note
            </Button>
          </div>
          {form ? (
            <AddText
              key={form}
              kind={form}
              upgrade={upgrade}
              of={of}
              onDone={async () => {
                setForm(null);
                await onChanged();
              }}
              onCancel={() => setForm(null)}
            />
          ) : null}
        </>
      )}
      {past.length > 0 ? (
        <details className="text-sm">
          <summary className="cursor-pointer text-ink-3">{past.length} superseded or withdrawn</summary>
          <ul className="mt-1 grid gap-1">
            {past.map((item) => (
              <li key={item.id} className="text-ink-3">
                {item.name} {item.withdrawnReason ? `· withdrawn: ${item.withdrawnReason}` : "· superseded"}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
