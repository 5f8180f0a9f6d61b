"use client";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { Time } from "@/components/ui/time";
import { type Arrangement, lanesOf } from "@/domain/lane";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { paths } from "@/lib/paths";
import type { LiveView } from "../schema/live";
import type { RunRow } from "../schema/runs";
import { ArrangeLinks } from "./arrange-links";
import { DecisionLine } from "./decision-line";
import { DecisionsCard } from "./decisions-card";
import { Gantt } from "./gantt";
import { LiveSteps } from "./live-steps";
import { AbortNotice, NightClock } from "./night-clock";
import { nightFacts } from "./night-facts";
import { RunLog } from "./run-log";
import { outcomeWords, runName } from "./run-words";
import { useTapQueue } from "./tap-queue";
import { useClock } from "./use-clock";
import { useLiveView } from "./use-live-view";

interface LiveScreenProps {
  upgrade: string;
  view: LiveView;
  person: { id: string; name: string };
  by: Arrangement;
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** A run as everybody follows it while it goes on. */
export function LiveScreen(props: LiveScreenProps) {
  const { upgrade, view: given, person, by, zone, now: serverNow, refused } = props;
  const { view, ask } = useLiveView(upgrade, given, serverNow);
  const now = useClock(serverNow);
  const queue = useTapQueue(upgrade, view.environment.key, ask);
  const facts = nightFacts(view, now);
  const { run, environment } = view;
  const iso = new Date(now).toISOString();
  const times = { zone, now: iso };
  const deciding = { upgrade, view, person, ...times, refused };
  return (
    <>
      <EnvironmentTabs upgrade={upgrade} environment={environment} current="live" className="no-print mb-4" />
      <PageTitle
        meta={run ? (run.endedAt ? "is over" : view.interrupted ? "is interrupted" : "goes on") : undefined}
        actions={
          run ? (
            <>
              <LinkButton href={paths.wall(upgrade, environment.key)}>For the wall</LinkButton>
              <LinkButton href={paths.migrationRun(upgrade, run.id)}>The run and its way back</LinkButton>
            </>
          ) : null
        }
      >
        {run ? runName(run) : `Live in ${environment.name}`}
      </PageTitle>
      {run && facts ? (
        <>
          <AbortNotice
            facts={facts}
            action={
              <LinkButton href={paths.migrationRun(upgrade, run.id)} size="sm">
                The way back
              </LinkButton>
            }
          >
            {facts.demanded ? <DecisionLine {...deciding} decision={facts.demanded} /> : null}
          </AbortNotice>
          <div className="mt-4">
            <NightClock view={view} facts={facts} now={now} zone={zone} />
          </div>
          <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
            <div className="flex min-w-0 flex-col gap-4">
              {run.endedAt ? (
                <Card
                  title={run.outcome ? outcomeWords[run.outcome] : "Over"}
                  padded
                  action={
                    <LinkButton href={paths.checklist(upgrade, environment.key)} size="sm">
                      To the checklist
                    </LinkButton>
                  }
                >
                  <p className="wrap-anywhere whitespace-pre-line">{run.lessons}</p>
                  <p className="mt-1 text-ink-2">
                    The run is over: what is done here since then is no part of it.
                  </p>
                </Card>
              ) : (
                <LiveSteps
                  upgrade={upgrade}
                  view={view}
                  person={person}
                  now={now}
                  zone={zone}
                  queue={queue}
                  refused={refused}
                />
              )}
              <Card title="Planned against actual">
                <div className="px-3.5 pb-2">
                  <ArrangeLinks
                    current={by}
                    hrefOf={(other) => paths.live(upgrade, environment.key, { by: other })}
                  />
                </div>
                <Gantt
                  lanes={lanesOf(stepsOf(view, run), by)}
                  from={Date.parse(run.startedAt)}
                  to={endOf(view, run, now)}
                  now={now}
                  zone={zone}
                  windowEnd={view.window ? Date.parse(view.window.finish) : null}
                />
              </Card>
            </div>
            <div className="flex min-w-0 flex-col gap-4">
              <DecisionsCard {...deciding} demanded={facts.demanded?.id ?? null} />
              <RunLog
                upgrade={upgrade}
                run={run.id}
                ended={run.endedAt !== null}
                entries={view.entries}
                {...times}
                refused={refused["run.note"] ?? null}
              />
              <Calls view={view} />
              <Traffic view={view} {...times} />
            </div>
          </div>
        </>
      ) : (
        <EmptyState
          title="No run goes on here"
          className="mt-4"
          action={<LinkButton href={paths.rehearsal(upgrade)}>To the rehearsal</LinkButton>}
        >
          Begin a pilot, or in production the live run: from then on this page shows the clock, who does what
          next, decisions and the latest moment to go back.
        </EmptyState>
      )}
    </>
  );
}

/** What was over before the run began is no part of it, nor what was begun after its end. */
const stepsOf = (view: LiveView, { startedAt, endedAt }: RunRow) =>
  view.steps.filter(
    ({ actual }) => actual.finish > startedAt && (endedAt === null || actual.start < endedAt),
  );

const endOf = (view: LiveView, run: RunRow, now: number): number =>
  Math.max(
    run.endedAt ? Date.parse(run.endedAt) : now,
    ...[view.plannedEnd, view.expectedEnd].flatMap((at) => (at && !run.endedAt ? [Date.parse(at)] : [])),
    ...stepsOf(view, run).map(({ planned }) => Date.parse(planned.finish)),
  );

function Calls({ view }: { view: LiveView }) {
  return (
    <Card title="Who to call">
      <ul>
        {view.calls.map((person) => (
          <li key={person.id} className="border-t border-line px-3.5 py-2">
            <p className="flex flex-wrap justify-between gap-x-3">
              <b className="font-semibold">{person.name}</b>
              <span className="text-sm text-ink-3">
                {[...(person.team ? [person.team] : []), ...person.roles].join(", ")}
              </span>
            </p>
            <p className="text-sm wrap-anywhere text-ink-2">
              <a href={`mailto:${person.email}`} className="link">
                {person.email}
              </a>
              {person.doing.length > 0 ? ` · at ${person.doing.join(", ")}` : ""}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Traffic({ view: { traffic }, zone, now }: { view: LiveView; zone: string; now: string }) {
  return (
    <Card title={`Traffic: ${traffic.share} % on the new stack`} padded>
      {traffic.shifts.length === 0 ? (
        <p className="text-ink-3">Nothing was shifted yet.</p>
      ) : (
        <ol className="grid gap-1.5" aria-label="Shifts of traffic, latest first">
          {traffic.shifts.map((shift) => (
            <li key={shift.at}>
              <b className="num">{shift.share} %</b> <Time value={shift.at} zone={zone} now={now} />,{" "}
              {shift.by.name}: {shift.reason}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
