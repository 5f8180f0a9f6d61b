"use client";

import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { Time } from "@/components/ui/time";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { formatDuration } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RunList, RunRow } from "../schema/runs";
import { RehearsalTabs } from "./rehearsal-tabs";
import { RulesCard } from "./rules-card";
import { dataLine, outcomeTone, outcomeWords, runName } from "./run-words";
import { StartRun } from "./start-run";

interface RunsViewProps {
  upgrade: string;
  view: RunList;
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** Every run beside the others: what it ran on, what it took, how it ended. */
export function RunsView({ upgrade, view, zone, now, refused }: RunsViewProps) {
  const going = view.runs.find(({ endedAt }) => endedAt === null);
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <RehearsalTabs upgrade={upgrade} current="pilots" />
      <PageTitle
        lead="Production is migrated once. Rehearse it before, timed, on data like production's: the forecast and the go/no-go rest on it."
        actions={
          <StartRun
            upgrade={upgrade}
            view={view}
            zone={zone}
            now={now}
            refused={refused["run.start"] ?? null}
          />
        }
      >
        Pilots
      </PageTitle>
      {going ? (
        <Notice
          title={`${runName(going)} goes on.`}
          className="mt-4"
          action={
            <LinkButton href={paths.migrationRun(upgrade, going.id)} size="sm">
              Open it
            </LinkButton>
          }
        >
          Begun <Time value={going.startedAt} zone={zone} now={now} />, {formatDuration(going.minutes)} of
          work so far.
        </Notice>
      ) : null}
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Card title="Side by side">
          <Runs upgrade={upgrade} runs={view.runs} zone={zone} now={now} />
        </Card>
        <RulesCard upgrade={upgrade} view={view} refused={refused["upgrade.setRehearsal"] ?? null} />
      </div>
    </>
  );
}

function Runs({
  upgrade,
  runs,
  zone,
  now,
}: {
  upgrade: string;
  runs: readonly RunRow[];
  zone: string;
  now: string;
}) {
  return (
    <DataTable
      caption="Runs of the migration, the latest first"
      rows={runs}
      rowKey={({ id }) => id}
      linkRows
      columns={[
        {
          key: "run",
          header: "Run",
          cell: (run) => (
            <Link href={paths.migrationRun(upgrade, run.id)} className="row-target font-medium">
              {runName(run)}
            </Link>
          ),
        },
        {
          key: "began",
          header: "Began",
          className: "whitespace-nowrap",
          cell: (run) => <Time value={run.startedAt} zone={zone} now={now} show="date" />,
        },
        { key: "data", header: "Data", cell: (run) => <span className="text-ink-2">{dataLine(run)}</span> },
        {
          key: "work",
          header: "Work",
          align: "end",
          className: "whitespace-nowrap",
          cell: (run) => formatDuration(run.minutes),
        },
        {
          key: "interrupted",
          header: "Interrupted",
          align: "end",
          className: "whitespace-nowrap",
          cell: (run) => (run.interruptedMinutes > 0 ? formatDuration(run.interruptedMinutes) : "–"),
        },
        {
          key: "back-out",
          header: "Way back",
          align: "end",
          className: "whitespace-nowrap",
          cell: ({ backOut }) =>
            backOut === null ? "–" : backOut.endedAt === null ? "going on" : formatDuration(backOut.minutes),
        },
        { key: "deviations", header: "Deviations", align: "end", cell: (run) => run.deviations },
        {
          key: "outcome",
          header: "Outcome",
          cell: ({ outcome }) => (
            <Chip tone={outcomeTone(outcome)}>{outcome === null ? "Going on" : outcomeWords[outcome]}</Chip>
          ),
        },
      ]}
      empty={
        <EmptyState title="Nothing was rehearsed yet">
          A pilot is the whole migration in an environment like production, on a restored dump, with the clock
          running. Begin one, and work through the checklist as you will in the night.
        </EmptyState>
      }
    />
  );
}
