import { Card } from "@/components/ui/card";
import { Facts } from "@/components/ui/side-panel";
import { Time } from "@/components/ui/time";
import { sortFindings } from "@/domain/finding";
import { ReferenceList } from "@/features/references/components/reference-list";
import type { ItemView } from "../schema";
import { LevelChip } from "./level-mark";

/** What an analyser noticed about the item when it was last read. */
export function ItemFindings({ item }: { item: ItemView }) {
  if (item.findings.length === 0) return null;
  return (
    <Card title="Why it is here">
      <ul>
        {sortFindings(item.findings).map((finding) => (
          <li key={`${finding.rule} ${finding.message}`} className="border-t border-line px-3.5 py-2.5">
            <LevelChip level={finding.level} /> {finding.message}
            {finding.from !== null || finding.to !== null ? (
              <div className="mt-1 font-mono text-xs wrap-anywhere text-ink-2">
                {finding.from ?? "nothing"} → {finding.to ?? "nothing"}
              </div>
            ) : null}
            <div className="mt-0.5 text-xs wrap-anywhere text-ink-3">
              {finding.rule}
              {finding.source ? ` · ${finding.source}` : ""}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** The fields of an item, its note, owner and where it came from. */
export function ItemFacts({ item, zone, now }: { item: ItemView; zone: string; now: string }) {
  const source =
    item.source.kind === "typed"
      ? `typed in by ${item.createdBy.name}`
      : item.source.kind === "file"
        ? `read from ${item.source.name}`
        : `carried over from ${item.source.name}`;
  const texts = item.kind.fields.flatMap((field) => {
    const value = item.fields[field.id];
    if (value === null || value === undefined || value === "") return [];
    const named = item.references.filter((reference) => reference.field === field.id);
    return [{ label: field.label, value: <FieldText field={field} value={value} named={named} /> }];
  });
  return (
    <Card title="What is known" padded>
      <Facts
        className="grid-cols-[130px_minmax(0,1fr)] max-sm:grid-cols-[96px_minmax(0,1fr)]"
        items={[
          ...texts,
          { label: "Level", value: <LevelChip level={item.level} /> },
          { label: "Owner", value: item.owner?.name ?? "Nobody" },
          ...(item.dueAt
            ? [{ label: "Due", value: <Time value={item.dueAt} zone={zone} now={now} show="day" /> }]
            : []),
          ...(item.note ? [{ label: "Note", value: item.note }] : []),
          {
            label: "Source",
            value: (
              <>
                {source}, <Time value={item.source.at} zone={zone} now={now} show="day" />
              </>
            ),
          },
        ]}
      />
    </Card>
  );
}

function FieldText({
  field,
  value,
  named,
}: {
  field: ItemView["kind"]["fields"][number];
  value: string | number | boolean;
  /** What a field of references names. */
  named: ItemView["references"];
}) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (field.kind === "link")
    return (
      <a href={String(value)} rel="noreferrer noopener" target="_blank" className="underline wrap-anywhere">
        {value}
      </a>
    );
  if (field.kind === "references") return <ReferenceList references={named} />;
  if (field.kind === "choice") return field.options.find((option) => option.value === value)?.label ?? value;
  return <span className={field.kind === "long_text" ? "whitespace-pre-wrap" : undefined}>{value}</span>;
}
