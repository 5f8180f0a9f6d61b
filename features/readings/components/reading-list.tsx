import { DataTable } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ReadingLine } from "../schema";
import { analyserWords, placeWords } from "./reading-look";

/** What was read so far, latest first. */
export function ReadingList({
  upgrade,
  readings,
  zone,
  now,
}: {
  upgrade: string;
  readings: readonly ReadingLine[];
  zone: string;
  now: string;
}) {
  return (
    <DataTable
      caption="Files read"
      rows={readings}
      rowKey={({ id }) => id}
      linkRows
      empty={
        <EmptyState title="Nothing was read yet">
          Choose the files of an environment. What matters for this upgrade becomes items, each saying why it
          is there.
        </EmptyState>
      }
      columns={[
        {
          key: "files",
          header: "Files",
          cell: (row) => (
            <Link href={paths.reading(upgrade, row.id)} className="row-target wrap-anywhere">
              {row.files.length === 1 ? row.files[0]?.name : plural(row.files.length, "file")}
            </Link>
          ),
        },
        { key: "analyser", header: "Read as", cell: (row) => analyserWords[row.analyser].title },
        { key: "place", header: "Of", cell: (row) => placeWords(row) || "–" },
        {
          key: "must",
          header: "Must act",
          align: "end",
          cell: ({ counts }) =>
            counts.must_act > 0 ? <span className="text-blocked">{counts.must_act}</span> : "–",
        },
        {
          key: "attention",
          header: "Attention",
          align: "end",
          cell: ({ counts }) => (counts.attention > 0 ? counts.attention : "–"),
        },
        {
          key: "taken",
          header: "In the inventory",
          cell: ({ appliedAt }) =>
            appliedAt ? <Time value={appliedAt} zone={zone} now={now} show="day" /> : "not yet",
        },
        {
          key: "read",
          header: "Read",
          align: "end",
          cell: (row) => (
            <>
              <Time value={row.readAt} zone={zone} now={now} show="day" />, {row.readBy.name}
            </>
          ),
        },
      ]}
    />
  );
}
