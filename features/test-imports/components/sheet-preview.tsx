import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import type { VisualState } from "@/components/ui/tone";
import { formatCount, plural } from "@/lib/format";
import type { CasesPreview } from "../schema";

type Line = { line: number; look: VisualState; word: string; title: string; says: string };

/** Rows listed; the counts above tell of all. */
const listed = 200;

/** What each row of a table would do, refused ones first. */
export function SheetPreview({ preview }: { preview: CasesPreview }) {
  const { useCases, add, revise, unchanged, refused } = preview;
  const lines: Line[] = [
    ...refused.map(
      ({ line, title, reason }): Line => ({ line, look: "blocked", word: "refused", title, says: reason }),
    ),
    ...useCases.map(
      ({ line, title, kind, priority }): Line => ({
        line,
        look: "doing",
        word: "new use case",
        title,
        says: `${priority}, ${kind.replace("_", "-")}`,
      }),
    ),
    ...add.map(
      ({ line, code, title, useCase, required }): Line => ({
        line,
        look: "done",
        word: "added",
        title,
        says: `${code ? `${code}, ` : ""}under “${useCase}”${required ? "" : ", optional"}`,
      }),
    ),
    ...revise.map(
      ({ line, code, title, changes, newRevision }): Line => ({
        line,
        look: "waiting",
        word: newRevision ? "revised" : "edited",
        title,
        says: `${code}: ${changes.join(", ")}${newRevision ? "; earlier executions become stale" : ""}`,
      }),
    ),
  ];
  const counts = [
    `${plural(add.length, "case")} added`,
    `${formatCount(revise.length)} revised`,
    `${formatCount(unchanged)} unchanged`,
    `${formatCount(refused.length)} refused`,
  ].join(", ");
  return (
    <Card title={`What would happen: ${counts}`} className="overflow-hidden">
      <DataTable
        caption="What each row would do"
        rows={lines.slice(0, listed)}
        rowKey={(row) => `${row.line} ${row.word}`}
        columns={[
          { key: "line", header: "Line", align: "end", cell: (row) => row.line },
          { key: "word", header: "What", cell: (row) => <StateChip state={row.look}>{row.word}</StateChip> },
          { key: "title", header: "Title", names: true, cell: (row) => row.title },
          { key: "says", header: "Because", cell: (row) => row.says },
        ]}
        empty={<p className="px-3.5 pb-3 text-ink-2">Every case of the file is here already, just so.</p>}
      />
      {lines.length > listed ? (
        <p className="border-t border-line px-3.5 py-2 text-ink-3">
          and {formatCount(lines.length - listed)} more
        </p>
      ) : null}
    </Card>
  );
}
