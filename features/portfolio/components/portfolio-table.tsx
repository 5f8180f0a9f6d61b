import type { ReactNode } from "react";
import { DataTable } from "@/components/table/data-table";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import type { Tone } from "@/components/ui/tone";
import { statusLook } from "@/features/environments/components/status-chip";
import { paths } from "@/lib/paths";
import type { PortfolioRow } from "../schema";

interface PortfolioTableProps {
  rows: readonly PortfolioRow[];
  zone: string;
  now: string;
  empty: ReactNode;
}

/** One's upgrades, a row each, worst first. */
export function PortfolioTable({ rows, zone, now, empty }: PortfolioTableProps) {
  return (
    <DataTable
      caption="Upgrades, worst first"
      rows={rows}
      rowKey={(row) => row.key}
      linkRows
      empty={empty}
      columns={[
        {
          key: "upgrade",
          header: "Upgrade",
          cell: (row) => (
            <span className="flex flex-col">
              <Link href={paths.upgrade(row.key)} className="row-target font-semibold">
                {row.title}
              </Link>
              <span className="text-ink-3">
                {row.key} · {row.product}{" "}
                <span className="whitespace-nowrap">
                  {row.from} → {row.to}
                </span>
              </span>
            </span>
          ),
        },
        { key: "environments", header: "Environments", cell: (row) => <Chambers row={row} /> },
        { key: "needs", header: "What it needs", cell: (row) => <Needs row={row} /> },
        {
          key: "changed",
          header: "Last change",
          align: "end",
          cell: (row) => <Time value={row.changedAt} zone={zone} now={now} show="age" />,
        },
      ]}
    />
  );
}

function Chambers({ row }: { row: PortfolioRow }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1">
      {row.environments.map((environment) => {
        const look = statusLook(environment.status);
        return (
          <li key={environment.key} className="flex items-center gap-1.5 whitespace-nowrap">
            <StateIcon state={look.state} stale={look.stale} locked={look.locked} label={look.word} />
            <span>{environment.name}</span>
            <span className="num text-ink-3">
              {environment.closed}/{environment.steps}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

const counted = (count: number, one: string, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

function Needs({ row }: { row: PortfolioRow }) {
  const needs = [
    row.staleSignatures > 0 && { tone: "stale", text: counted(row.staleSignatures, "stale signature") },
    row.failedTests > 0 && { tone: "blocked", text: `${counted(row.failedTests, "test")} failing` },
    row.blockedSteps > 0 && { tone: "blocked", text: `${counted(row.blockedSteps, "step")} blocked` },
    row.lateSteps > 0 && { tone: "stale", text: `${counted(row.lateSteps, "step")} late` },
  ].filter((need) => need !== false);
  if (row.heldBackBy) needs.push({ tone: toneOf(row), text: row.heldBackBy });
  if (row.urgency === "finished") return <span data-tone="done">Every environment is signed off</span>;
  if (row.urgency === "archived") return <span className="text-ink-3">Archived</span>;
  if (needs.length === 0) return <span className="text-ink-3">It has no environments yet</span>;
  return (
    <ul className="flex flex-wrap gap-x-3">
      {needs.map((need) => (
        <li key={need.text} data-tone={need.tone} className="whitespace-nowrap">
          {need.text}
        </li>
      ))}
    </ul>
  );
}

/** Of what holds it back: a person that is waited for, a gate that nothing gets past, or work that goes on. */
function toneOf({ environments }: PortfolioRow): Tone {
  const current = environments.find(({ status }) => status !== "signed_off");
  switch (current?.status) {
    case "ready":
      return "doing";
    case "awaiting_sign_off":
      return "waiting";
    case "locked":
    case "stale":
      return current.blockers > 0 ? "blocked" : "waiting";
    default:
      return "idle";
  }
}
