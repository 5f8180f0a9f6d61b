"use client";

import { FileText, Link2, StickyNote } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { formatBytes } from "@/lib/format";
import { paths } from "@/lib/paths";
import { withdrawEvidenceAction } from "../actions";
import type { EvidenceItem } from "../schema";
import { EvidencePreview } from "./evidence-preview";
import type { EvidencePlace, EvidenceSectionProps } from "./evidence-props";
import { Supersede } from "./supersede";

const icons = { file: FileText, link: Link2, note: StickyNote } as const;

/** What a piece of an item's evidence is for, in words. */
export function placeOf(places: readonly EvidencePlace[], { environmentId }: EvidenceItem): string {
  if (environmentId === null) return "the whole item";
  return places.find(({ id }) => id === environmentId)?.name ?? "another environment";
}

/** One current piece: what it is, who added it, and what can take its place. */
export function EvidenceRow({
  upgrade,
  item,
  places,
  zone,
  refused,
  onChanged,
}: EvidenceSectionProps & { item: EvidenceItem }) {
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
        {places ? (
          <>
            For <b className="font-semibold text-ink-2">{placeOf(places, item)}</b> ·{" "}
          </>
        ) : null}
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
