import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import type { Tone } from "@/components/ui/tone";
import { formatCount, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { TopologyView } from "../schema";

type Row = TopologyView["capacity"][number];

const words: Readonly<Record<Row["reservation"], { word: string; tone: Tone }>> = {
  nothing_needed: { word: "No new node is listed", tone: "neutral" },
  reserved: { word: "Reserved", tone: "done" },
  partly: { word: "Partly reserved", tone: "stale" },
  not_reserved: { word: "Not reserved", tone: "stale" },
};

/** What old and new stack take, alone and beside each other, and whether what comes on top is set aside. */
export function CapacityCard({ upgrade, view }: { upgrade: string; view: TopologyView }) {
  const { capacity, gaps, nodesListed, listsNodes } = view;
  return (
    <Card
      title="Cores and memory while both run"
      action={
        listsNodes && nodesListed > 0 ? (
          <Link href={paths.inventoryKind(upgrade, "node")} className="link text-sm">
            {plural(nodesListed, "line")} of nodes
          </Link>
        ) : null
      }
    >
      {capacity.length === 0 ? (
        <EmptyState
          title="No node is listed yet"
          action={
            listsNodes ? (
              <LinkButton variant="primary" href={paths.inventoryKind(upgrade, "node")}>
                List nodes
              </LinkButton>
            ) : null
          }
        >
          {listsNodes
            ? "List the machines that run today and those you plan: stack, profile, cores, memory, environment. What both take while they run side by side is summed here, and the drawing counts them."
            : "This version of the playbook keeps no inventory of nodes."}
        </EmptyState>
      ) : (
        <DataTable
          caption="Capacity of each environment"
          rows={capacity}
          rowKey={({ environment }) => environment.key}
          empty={null}
          columns={[
            { key: "environment", header: "Environment", cell: ({ environment }) => environment.name },
            { key: "old", header: "Old", cell: (row) => <Amount {...row.old} /> },
            { key: "new", header: "New", cell: (row) => <Amount {...row.new} /> },
            { key: "both", header: "Both together", cell: (row) => <Amount {...row.both} /> },
            { key: "extra", header: "Extra while both run", cell: (row) => <Amount {...row.extra} /> },
            { key: "reserved", header: "Set aside", cell: (row) => <Reservation row={row} /> },
          ]}
        />
      )}
      {gaps.length > 0 ? (
        <div className="border-t border-line px-3.5 py-2.5">
          <p>
            The sums count what is said. {plural(gaps.length, "line")} of nodes{" "}
            {gaps.length === 1 ? "leaves" : "leave"} something open:
          </p>
          <ul className="mt-1 grid gap-0.5">
            {gaps.slice(0, 20).map(({ code, title, lacks }) => (
              <li key={code} className="wrap-anywhere">
                <Link href={paths.inventoryItem(upgrade, code)} className="hover:underline">
                  <span className="font-mono text-xs text-ink-3">{code}</span> {title}
                </Link>
                <span className="text-ink-2">: {lacks.join(", ")}</span>
              </li>
            ))}
            {gaps.length > 20 ? <li className="text-ink-3">and {gaps.length - 20} more</li> : null}
          </ul>
        </div>
      ) : null}
      {capacity.length > 0 ? (
        <p className="border-t border-line px-3.5 py-2.5 text-sm text-ink-3">
          Cores and memory of a line are those of one machine. The old stack keeps what it has until its last
          request has moved, so everything new comes on top.
        </p>
      ) : null}
    </Card>
  );
}

function Amount({ nodes, cores, memoryGb }: Row["old"]) {
  if (nodes === 0) return <span className="text-ink-3">–</span>;
  return (
    <span className="num">
      {formatCount(cores)} cores, {formatCount(memoryGb)} GB
      <span className="block text-xs text-ink-3">{plural(nodes, "node")}</span>
    </span>
  );
}

function Reservation({ row: { reservation, missing } }: { row: Row }) {
  const { word, tone } = words[reservation];
  return (
    <>
      <span data-tone={tone} className="font-medium">
        {word}
      </span>
      {reservation === "partly" ? (
        <span className="num block text-xs text-ink-2">
          {formatCount(missing.cores)} cores and {formatCount(missing.memoryGb)} GB are not
        </span>
      ) : null}
    </>
  );
}
