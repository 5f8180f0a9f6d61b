import { DataTable } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import type { ImportView } from "../schema";

/** Imported files, newest first. */
export function ImportTable({
  upgrade,
  imports,
  zone,
  now,
}: {
  upgrade: string;
  imports: readonly ImportView[];
  zone: string;
  now: string;
}) {
  return (
    <DataTable
      caption="Imported files"
      rows={imports}
      rowKey={(one) => one.id}
      columns={[
        {
          key: "file",
          header: "File",
          cell: (one) => <span data-tip={`SHA-256 ${one.sha256}`}>{one.fileName}</span>,
        },
        {
          key: "run",
          header: "Into",
          cell: (one) => (
            <Link className="link" href={paths.run(upgrade, one.run.id)}>
              {one.environment.name}, run {one.run.number}
            </Link>
          ),
        },
        { key: "cases", header: "Results", align: "end", cell: (one) => one.counts.cases },
        { key: "passed", header: "Passed", align: "end", cell: (one) => one.counts.passed },
        { key: "failed", header: "Failed", align: "end", cell: (one) => one.counts.failed },
        { key: "skipped", header: "Skipped", align: "end", cell: (one) => one.counts.skipped },
        {
          key: "open",
          header: "To sort",
          align: "end",
          cell: (one) =>
            one.open > 0 ? (
              <Link className="link" href={paths.imports(upgrade, { import: one.id })}>
                {one.open}
              </Link>
            ) : (
              0
            ),
        },
        {
          key: "by",
          header: "Imported",
          cell: (one) => (
            <span className="text-ink-2">
              {one.importedBy}, <Time value={one.importedAt} zone={zone} now={now} show="day" />
            </span>
          ),
        },
      ]}
      empty={
        <EmptyState title="Nothing imported yet" headingLevel={3}>
          Drop the result file of your test tool above. The same file in the same environment is recognised.
        </EmptyState>
      }
    />
  );
}
