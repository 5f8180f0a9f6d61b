"use client";

import { useState } from "react";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Notice } from "@/components/ui/notice";
import { addEvidenceAction } from "../actions";
import type { EvidenceSectionProps } from "./evidence-props";

interface AddTextProps {
  kind: "link" | "note";
  upgrade: string;
  of: EvidenceSectionProps["of"];
  onDone: () => Promise<void>;
  onCancel: () => void;
}

/** A link or a note as evidence. */
export function AddText({ kind, upgrade, of, onDone, onCancel }: AddTextProps) {
  const [value, setValue] = useState("");
  const [name, setName] = useState("");
  const [failure, setFailure] = useState<string | null>(null);
  const save = async () => {
    const result = await addEvidenceAction({
      upgrade,
      ...of,
      ...(name.trim() && { name }),
      ...(kind === "link" ? { url: value } : { text: value }),
    });
    if (result.ok) await onDone();
    else setFailure(result.message);
  };
  return (
    <form
      className="grid gap-2 rounded-md border border-line p-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {kind === "link" ? (
        <>
          <TextInput
            label="Address"
            required
            type="url"
            autoFocus
            placeholder="https://"
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
          <TextInput label="Title" value={name} onChange={(event) => setName(event.target.value)} />
        </>
      ) : (
        <TextArea
          label="Note as evidence"
          required
          autoFocus
          hint={<Chip>hashed and kept as it is</Chip>}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary">
          Add
        </Button>
        <Button size="sm" variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
