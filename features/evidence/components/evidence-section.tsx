"use client";

import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { Select } from "@/components/form/select";
import { uploadFile } from "@/components/form/upload-file";
import { Button } from "@/components/ui/button";
import { largestFile } from "@/domain/evidence";
import { paths } from "@/lib/paths";
import { AddText } from "./add-text";
import type { EvidenceSectionProps } from "./evidence-props";
import { EvidenceRow, placeOf } from "./evidence-row";

/** The proofs of a step or an execution, and how to add one: a file, a link or a note. */
export function EvidenceSection(props: EvidenceSectionProps) {
  const { upgrade, items, places, refused, onChanged } = props;
  const [form, setForm] = useState<"link" | "note" | null>(null);
  const [chosen, setChosen] = useState("");
  const offered = places?.filter((place) => place.offered) ?? [];
  // What one chose may have left the list meanwhile: then it is for the whole item again, as the field says.
  const environment = offered.some(({ key }) => key === chosen) ? chosen : "";
  const of = environment === "" ? props.of : { ...props.of, environment };
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
          {offered.length > 0 ? (
            <Select
              label="New evidence is for"
              empty="The whole item"
              options={offered.map(({ key, name }) => ({ value: key, label: name }))}
              value={environment}
              onChange={(event) => setChosen(event.target.value)}
            />
          ) : null}
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
                {item.name}
                {places ? ` · for ${placeOf(places, item)}` : ""}{" "}
                {item.withdrawnReason ? `· withdrawn: ${item.withdrawnReason}` : "· superseded"}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </section>
  );
}
