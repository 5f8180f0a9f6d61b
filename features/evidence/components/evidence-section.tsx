"use client";

import { FileText, Link2, StickyNote } from "lucide-react";
import { useState } from "react";
import { FileDrop } from "@/components/form/file-drop";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { uploadFile } from "@/components/form/upload-file";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { largestFile } from "@/domain/evidence";
import { formatBytes } from "@/lib/format";
import { paths } from "@/lib/paths";
import { addEvidenceAction, supersedeEvidenceAction, withdrawEvidenceAction } from "../actions";
import type { EvidenceItem } from "../schema";
import { EvidencePreview } from "./evidence-preview";

interface EvidenceSectionProps {
  upgrade: string;
  /** What it proves. */
  of: { step: string } | { execution: string };
  items: readonly EvidenceItem[];
  /** Why this person can't add or withdraw; null when they can. */
  refused: string | null;
  zone: string;
  onChanged: () => Promise<void>;
}

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
          <Item key={item.id} {...props} item={item} />
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

const icons = { file: FileText, link: Link2, note: StickyNote } as const;

function Item({ upgrade, item, zone, refused, onChanged }: EvidenceSectionProps & { item: EvidenceItem }) {
  const [asking, setAsking] = useState(false);
  const [superseding, setSuperseding] = useState(false);
  const Icon = icons[item.kind];
  const href = item.kind === "link" ? (item.url ?? "#") : paths.evidence(upgrade, item.id);
  return (
    <li className="grid gap-1 rounded-md border border-line bg-surface px-2.5 py-2">
      <div className="flex items-center gap-2">
        <Icon size={14} aria-hidden="true" className="shrink-0 text-ink-3" />
        {item.kind === "note" ? (
          <span className="min-w-0 flex-1 font-semibold">Note</span>
        ) : (
          <a
            className="link min-w-0 flex-1 truncate"
            href={href}
            {...(item.kind === "link"
              ? { rel: "noopener noreferrer", target: "_blank" }
              : { download: true })}
          >
            {item.name}
          </a>
        )}
        {item.size === null ? null : <span className="num text-sm text-ink-3">{formatBytes(item.size)}</span>}
        <Button size="sm" variant="quiet" reason={refused} onClick={() => setSuperseding(true)}>
          Supersede
        </Button>
        <Button size="sm" variant="quiet" reason={refused} onClick={() => setAsking(true)}>
          Withdraw
        </Button>
      </div>
      {item.text ? <p className="whitespace-pre-wrap wrap-anywhere">{item.text}</p> : null}
      {item.preview ? (
        <EvidencePreview
          kind={item.preview}
          name={item.name}
          src={`${paths.evidence(upgrade, item.id)}?inline=1`}
        />
      ) : null}
      <p className="text-xs text-ink-3">
        {item.addedBy.name}, <Time value={item.addedAt} zone={zone} /> · SHA-256{" "}
        <code title={item.sha256}>{item.sha256.slice(0, 12)}…</code>
      </p>
      {superseding ? (
        <Supersede
          upgrade={upgrade}
          item={item}
          onClose={() => setSuperseding(false)}
          onChanged={onChanged}
        />
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={`Withdraw “${item.name}”?`}
        confirmLabel="Withdraw"
        danger
        reason={{ label: "Why it proves nothing", required: true }}
        onConfirm={async (reason) => {
          const result = await withdrawEvidenceAction({ upgrade, evidence: item.id, reason });
          if (result.ok) await onChanged();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        It stays in the history. Signatures that rest on it become stale.
      </ConfirmDialog>
    </li>
  );
}

interface SupersedeProps {
  upgrade: string;
  item: EvidenceItem;
  onClose: () => void;
  onChanged: () => Promise<void>;
}

/** A newer proof of the same kind takes the place of an older one, which stays in the history. */
function Supersede({ upgrade, item, onClose, onChanged }: SupersedeProps) {
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

interface AddTextProps {
  kind: "link" | "note";
  upgrade: string;
  of: EvidenceSectionProps["of"];
  onDone: () => Promise<void>;
  onCancel: () => void;
}

function AddText({ kind, upgrade, of, onDone, onCancel }: AddTextProps) {
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
