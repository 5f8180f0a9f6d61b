import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import type { VisualState } from "@/components/ui/tone";
import { formatCount, plural } from "@/lib/format";
import type { ItemsPreview as Preview } from "../schema";

type Line = { key: string; line: number; look: VisualState; word: string; title: string; says: string };

/** Rows listed; the counts above tell of all. */
const listed = 200;

/** What each row of a table would do, refused ones first. */
export function ItemsPreview({ preview, noun }: { preview: Preview; noun: string }) {
  const { add, change, unchanged, refused, refusedRows } = preview;
  const lines: Line[] = [
    ...refused.map(
      ({ line, column, title, reason }): Line => ({
        key: `${line} ${column} ${reason}`,
        ...{ line, look: "blocked", word: "refused", title },
        says: column === null ? reason : `${column}: ${reason}`,
      }),
    ),
    ...add.map(
      ({ line, title, says }): Line => ({
        key: `${line}`,
        ...{ line, look: "done", word: "new", title },
        says: says.join("; "),
      }),
    ),
    ...change.map(
      ({ line, code, title, says }): Line => ({
        key: `${line}`,
        ...{ line, look: "waiting", word: "changed", title: `${code} ${title}` },
        says: says.join("; "),
      }),
    ),
  ];
  const counts = [
    `${formatCount(add.length)} new`,
    `${formatCount(change.length)} changed`,
    `${formatCount(unchanged)} unchanged`,
    `${formatCount(refusedRows)} refused`,
  ].join(", ");
  return (
    <Card
      title={`What would happen to ${plural(preview.rows, "row")}: ${counts}`}
      className="overflow-hidden"
    >
      <DataTable
        caption="What each row would do"
        rows={lines.slice(0, listed)}
        rowKey={(row) => row.key}
        columns={[
          { key: "line", header: "Row", align: "end", cell: (row) => row.line },
          { key: "word", header: "What", cell: (row) => <StateChip state={row.look}>{row.word}</StateChip> },
          { key: "title", header: "Title", names: true, cell: (row) => row.title },
          { key: "says", header: "How, or why not", cell: (row) => row.says },
        ]}
        empty={<p className="px-3.5 pb-3 text-ink-2">Every {noun} of the file is here already, just so.</p>}
      />
      {lines.length > listed ? (
        <p className="border-t border-line px-3.5 py-2 text-ink-3">
          and {formatCount(lines.length - listed)} more
        </p>
      ) : null}
    </Card>
  );
}
