"use client";

import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { PhoneFold } from "@/components/ui/phone-fold";
import { Time } from "@/components/ui/time";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { RunView } from "../schema/runs";
import { BackOutCard } from "./back-out-card";
import { RehearsalTabs } from "./rehearsal-tabs";
import { ReplayCard } from "./replay-card";
import { RunActions } from "./run-actions";
import { RunLog } from "./run-log";
import { dataLine, outcomeTone, outcomeWords, runName, tableLine } from "./run-words";

interface RunScreenProps {
  upgrade: string;
  view: RunView;
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** One run: how long it took, step by step, what happened in it, and the way back. */
export function RunScreen({ upgrade, view, zone, now, refused }: RunScreenProps) {
  const times = { zone, now };
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <RehearsalTabs upgrade={upgrade} current="pilots" />
      <PageTitle
        meta={
          <Chip tone={outcomeTone(view.outcome)}>
            {view.outcome === null
              ? view.interrupted
                ? "Interrupted"
                : "Going on"
              : outcomeWords[view.outcome]}
          </Chip>
        }
        actions={
          <>
            <LinkButton href={paths.live(upgrade, view.environment.key)}>Live</LinkButton>
            <LinkButton href={paths.runLog(upgrade, view.id)} download>
              Log as CSV
            </LinkButton>
            <RunActions upgrade={upgrade} view={view} zone={zone} now={now} refused={refused} />
          </>
        }
      >
        {runName(view)}
      </PageTitle>
      {view.interrupted ? (
        <Notice tone="warning" title="The run is interrupted." className="mt-4">
          Since <Time value={view.interrupted.at} {...times} />: {view.interrupted.text} The time until it
          goes on does not count as work.
        </Notice>
      ) : null}
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <div className="flex min-w-0 flex-col gap-4">
          <StepTimes upgrade={upgrade} view={view} {...times} />
          <BackOutCard upgrade={upgrade} view={view} {...times} refused={refused} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Facts view={view} {...times} />
          <ReplayCard view={view} {...times} />
          <RunLog
            upgrade={upgrade}
            run={view.id}
            ended={view.endedAt !== null}
            entries={view.entries}
            {...times}
            refused={refused["run.note"] ?? null}
          />
        </div>
      </div>
    </>
  );
}

type Times = { zone: string; now: string };

function Facts({ view, ...times }: { view: RunView } & Times) {
  const rows: [string, React.ReactNode][] = [
    ["Began", <Time key="began" value={view.startedAt} {...times} />],
    ...(view.endedAt
      ? [["Ended", <Time key="ended" value={view.endedAt} {...times} />] as [string, React.ReactNode]]
      : []),
    ["Work", formatDuration(view.minutes)],
    ["Interrupted", view.interruptedMinutes > 0 ? formatDuration(view.interruptedMinutes) : "never"],
    ["Data", dataLine(view)],
    [
      "People",
      view.participants.length > 0 ? view.participants.map(({ name }) => name).join(", ") : "nobody named",
    ],
  ];
  const { data } = view;
  return (
    <Card title="The run" padded>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        {rows.map(([label, value]) => (
          <div key={label} className="contents">
            <dt className="text-ink-3">{label}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {data?.takenAt ? (
        <p className="mt-2 text-sm text-ink-3">
          Dump taken <Time value={data.takenAt} {...times} />
        </p>
      ) : null}
      {data && data.tables.length > 0 ? (
        <ul className="num mt-2 text-sm text-ink-2">
          {data.tables.map((table) => (
            <li key={table.name} className="wrap-anywhere">
              {tableLine(table)}
            </li>
          ))}
        </ul>
      ) : null}
      {view.lessons ? (
        <div className="mt-3 border-t border-line pt-2.5">
          <h3 className="eyebrow">Lessons</h3>
          <p className="mt-1 wrap-anywhere whitespace-pre-line">{view.lessons}</p>
        </div>
      ) : null}
    </Card>
  );
}

function StepTimes({ upgrade, view, ...times }: { upgrade: string; view: RunView } & Times) {
  const timed = view.steps.filter(({ startedAt }) => startedAt !== null);
  const planned = timed.reduce((sum, { plannedMinutes }) => sum + (plannedMinutes ?? 0), 0);
  const took = timed.reduce((sum, { handsOn }) => sum + (handsOn ?? 0), 0);
  const shown = (minutes: number | null) => (minutes === null ? "–" : formatDuration(Math.round(minutes)));
  return (
    <Card
      title="What each step took"
      action={
        timed.length > 0 ? (
          <span className="num text-sm text-ink-3">
            {formatDuration(Math.round(took))} of {formatDuration(planned)} planned
          </span>
        ) : null
      }
    >
      <PhoneFold rows={timed.length} label={`Show ${plural(timed.length, "step")}`}>
        <DataTable
          caption="Steps of the run with their times"
          rows={timed}
          rowKey={({ step }) => step}
          columns={[
            {
              key: "step",
              header: "Step",
              cell: ({ code, title }) => (
                <Link
                  href={paths.checklist(upgrade, view.environment.key, { step: code })}
                  className="wrap-anywhere hover:underline"
                >
                  <span className="num text-ink-3">{code}</span> {title}
                </Link>
              ),
            },
            {
              key: "start",
              header: "Start",
              align: "end",
              cell: ({ startedAt }) => (startedAt ? <Time value={startedAt} {...times} show="time" /> : "–"),
            },
            {
              key: "finish",
              header: "Finish",
              align: "end",
              cell: ({ finishedAt }) =>
                finishedAt ? <Time value={finishedAt} {...times} show="time" /> : "going on",
            },
            { key: "waited", header: "Waited", align: "end", cell: ({ waited }) => shown(waited) },
            { key: "hands-on", header: "Hands on", align: "end", cell: ({ handsOn }) => shown(handsOn) },
            {
              key: "planned",
              header: "Planned",
              align: "end",
              cell: ({ plannedMinutes }) => shown(plannedMinutes),
            },
            { key: "by", header: "Who", className: "whitespace-nowrap", cell: ({ by }) => by ?? "–" },
          ]}
          empty={
            <EmptyState title="No step has a time yet">
              Start a step in the checklist and finish it: what is only ticked off has no time.
            </EmptyState>
          }
        />
      </PhoneFold>
    </Card>
  );
}
