import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { levelLook } from "@/features/inventory/components/item-look";
import { plural } from "@/lib/format";
import type { VersionPathView } from "../schema";

type Change = VersionPathView["releases"][number]["changes"][number];

const kindWords: Readonly<Record<string, string>> = {
  renamed: "renamed",
  value_renamed: "value renamed",
  removed: "removed",
  default_changed: "default changed",
  required: "newly required",
  keep: "keep as it was",
  increment: "raise by one",
  noted: "behaviour",
};

/** What changes in each release that is passed: behaviour, removed features, defaults. */
export function CrossedReleases({ releases }: { releases: VersionPathView["releases"] }) {
  return (
    <div className="flex flex-col gap-4">
      {releases.map(({ version, notes, changes, sources }) => (
        <Card
          key={version}
          title={`${version}: ${plural(notes.length + changes.length, "change", "changes")} known`}
        >
          {notes.length > 0 ? (
            <ul className="grid gap-1 border-t border-line px-3.5 py-2.5">
              {notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          ) : null}
          {changes.length > 0 ? (
            <ul>
              {changes.map((change) => (
                <ChangeRow key={`${change.kind} ${change.key} ${change.note}`} change={change} />
              ))}
            </ul>
          ) : null}
          {notes.length + changes.length === 0 ? (
            <p className="border-t border-line px-3.5 py-2.5 text-ink-2">
              Nothing is known to change. Read its release notes.
            </p>
          ) : null}
          {sources.length > 0 ? (
            <p className="border-t border-line px-3.5 py-2 text-xs wrap-anywhere text-ink-3">
              {sources.join(" · ")}
            </p>
          ) : null}
        </Card>
      ))}
    </div>
  );
}

function ChangeRow({ change }: { change: Change }) {
  return (
    <li className="border-t border-line px-3.5 py-2.5">
      <div className="flex flex-wrap items-baseline gap-2">
        <Chip tone={levelLook[change.level].tone} className="shrink-0">
          {kindWords[change.kind] ?? change.kind}
        </Chip>
        <span className="font-mono text-sm wrap-anywhere">
          {change.key}
          {change.to ? ` → ${change.to}` : ""}
        </span>
      </div>
      <p className="mt-1">{change.note}</p>
      <p className="mt-0.5 text-xs wrap-anywhere text-ink-3">{change.source}</p>
    </li>
  );
}
