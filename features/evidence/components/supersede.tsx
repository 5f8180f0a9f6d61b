"use client";

import { useState } from "react";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { supersedeEvidenceAction } from "../actions";
import type { EvidenceItem } from "../schema";

interface SupersedeProps {
  upgrade: string;
  item: EvidenceItem;
  onClose: () => void;
  onChanged: () => Promise<void>;
}

/** A newer proof of the same kind takes the place of an older one, which stays in the history. */
export function Supersede({ upgrade, item, onClose, onChanged }: SupersedeProps) {
  const [value, setValue] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const missing = item.kind === "file" ? file === null : value.trim() === "";
  const save = async () => {
    setPending(true);
    const content =
      item.kind === "file"
        ? { file: file ?? undefined }
        : item.kind === "link"
          ? { url: value }
          : { text: value };
    const result = await supersedeEvidenceAction({ upgrade, evidence: item.id, ...content });
    setPending(false);
    if (!result.ok) return setFailure(result.message);
    onClose();
    await onChanged();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Supersede “${item.name}”`}
      description="The older one stays in the history. Signatures that rest on it become stale."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            pending={pending}
            reason={missing ? "Give the newer one first." : null}
            onClick={() => void save()}
          >
            Supersede
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {failure ? (
          <Notice tone="error" live>
            {failure}
          </Notice>
        ) : null}
        {item.kind === "file" ? (
          <label className="grid gap-1.5">
            <span className="field-label">The newer file</span>
            <input type="file" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
          </label>
        ) : item.kind === "link" ? (
          <TextInput
            label="The newer address"
            type="url"
            required
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        ) : (
          <TextArea
            label="The newer note"
            required
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        )}
      </div>
    </Dialog>
  );
}
