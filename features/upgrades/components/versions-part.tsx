"use client";

import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { Section } from "@/components/layout/section";
import { Notice } from "@/components/ui/notice";
import type {
  PathAnswer,
  PlaybookDetails,
  PlaybookRow,
} from "@/features/playbooks/components/use-plan-preview";
import { EvidenceChip } from "@/features/version-path/components/evidence-chip";
import { plural } from "@/lib/format";
import type { Draft } from "./draft";

interface VersionsPartProps {
  draft: Draft;
  playbooks: readonly PlaybookRow[];
  details: PlaybookDetails | null;
  path: PathAnswer | null;
  /** What is wrong with a field, by its path. */
  errors: Readonly<Record<string, string>>;
  onPlaybook: (row: PlaybookRow) => void;
  change: (part: Partial<Draft>) => void;
}

/** Which product, from which release to which, and what the way rests on. */
export function VersionsPart({
  draft,
  playbooks,
  details,
  path,
  errors,
  onPlaybook,
  change,
}: VersionsPartProps) {
  const versions = (details?.releaseList ?? []).map((release) => ({
    value: release.version,
    label: release.date ? `${release.version} (${release.date.slice(0, 4)})` : release.version,
  }));
  const current = draft.playbook ? `${draft.playbook.slug}@${draft.playbook.version}` : "";
  return (
    <Section
      title="Product and path"
      lead="The playbook knows the releases, the steps and the tests of a product."
    >
      <div className="grid gap-4">
        <Select
          label="Playbook"
          required
          empty="Choose…"
          value={current}
          error={errors.playbook}
          onChange={(event) => {
            const row = playbooks.find((one) => `${one.slug}@${one.version}` === event.target.value);
            if (row) onPlaybook(row);
          }}
          options={playbooks.map((row) => ({
            value: `${row.slug}@${row.version}`,
            label: `${row.product}: ${row.title} ${row.version}${row.origin === "uploaded" ? " (uploaded)" : ""}`,
          }))}
        />
        {details ? (
          <div className="grid gap-4 sm:grid-cols-2">
            <Select
              label="From release"
              required
              hint="What production runs now"
              empty="Choose…"
              value={draft.from}
              error={errors.from}
              onChange={(event) => change({ from: event.target.value })}
              options={versions}
            />
            <Select
              label="To release"
              required
              hint={`Newest: ${details.newest}`}
              value={draft.to}
              error={errors.to}
              onChange={(event) => change({ to: event.target.value })}
              options={versions}
            />
          </div>
        ) : null}
        {path ? <PathView path={path} /> : null}
        {path && !path.reason && !path.isNewest ? (
          <TextArea
            label={`Why ${draft.to} and not ${path.newest}`}
            required
            hint="The newest release is the advised target. The reason is kept with the upgrade."
            value={draft.targetReason}
            error={errors.targetReason}
            onChange={(event) => change({ targetReason: event.target.value })}
          />
        ) : null}
        {path?.needsSupportCase ? (
          <TextInput
            label="Support case"
            required
            hint="Its number, or why there is none."
            value={draft.supportCase}
            error={errors.supportCase}
            onChange={(event) => change({ supportCase: event.target.value })}
          />
        ) : null}
      </div>
    </Section>
  );
}

function PathView({ path }: { path: PathAnswer }) {
  if (path.reason) {
    return (
      <Notice tone="error" title="No way" live>
        {path.reason}
      </Notice>
    );
  }
  // What a hop or a contradiction says already is not said again.
  const said = new Set([...path.hops.map((hop) => hop.note), ...path.contradictions.map((one) => one.ask)]);
  const notes = [...new Set([...path.supportReasons, ...path.warnings])].filter((note) => !said.has(note));
  return (
    <div className="grid gap-2.5" aria-live="polite">
      <ol className="grid gap-2">
        {path.hops.map((hop) => (
          <li key={hop.to} className="rounded-lg border border-line bg-surface px-3.5 py-2.5">
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-mono font-semibold">
                {hop.from} → {hop.to}
              </span>
              <EvidenceChip evidence={hop.evidence} />
            </p>
            <p className="text-ink-2">{hop.note}</p>
          </li>
        ))}
      </ol>
      {path.hops.length > 1 ? (
        <Notice title={`${plural(path.hops.length - 1, "stop")} on the way.`}>
          No direct upgrade is described: the installation passes through each release above.
        </Notice>
      ) : null}
      {path.contradictions.map((one) => (
        <Notice key={one.ask} tone="warning" title="Sources disagree.">
          <ul className="list-disc pl-4">
            {one.says.map((said) => (
              <li key={said.text}>
                {said.text} <span className="text-ink-3">({said.source})</span>
              </li>
            ))}
          </ul>
          <p>{one.ask}</p>
        </Notice>
      ))}
      {notes.length > 0 ? (
        <Notice tone="warning" title="Before you rely on it:">
          <ul className="list-disc pl-4">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </div>
  );
}
