"use client";

import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { MarkdownLazy } from "@/components/ui/markdown-lazy";
import { PageTitle } from "@/components/ui/page-title";
import { StateChip } from "@/components/ui/state-chip";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { VerificationCard } from "@/features/verification/components/verification-card";
import type { VerificationView } from "@/features/verification/schema";
import { listWords, plural } from "@/lib/format";
import type { HypercareView } from "../schema";
import { type CareMember, type CareTimes, leftOf } from "./care-look";
import { DayCard } from "./day-card";
import { DaysGrid } from "./days-grid";
import { FindingsCard } from "./findings-card";
import { PeriodCard } from "./period-card";
import { StartHypercare } from "./start-hypercare";

interface HypercareScreenProps extends CareTimes {
  upgrade: string;
  environment: { key: string; name: string; kind: string };
  view: HypercareView;
  verification: VerificationView;
  members: readonly CareMember[];
  /** Number of the day that is asked for; null: today, or the first that is left. */
  day: number | null;
  homeZone: string;
  refused: Readonly<Record<string, string>>;
}

/** The days after a migration: today's checks on top, then every day, what was found, and what is left. */
export function HypercareScreen(props: HypercareScreenProps) {
  const { upgrade, environment, view, verification, members, homeZone, zone, now, refused } = props;
  const times = { zone, now };
  const place = { upgrade, environment: environment.key };
  const start = (again = false) => (
    <StartHypercare
      {...place}
      view={view}
      zone={homeZone}
      now={now}
      again={again}
      refused={refused["hypercare.start"] ?? view.startRefused}
    />
  );
  const shown = dayShown(view, props.day);
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <EnvironmentTabs
        upgrade={upgrade}
        environment={environment}
        current="hypercare"
        className="no-print mb-4"
      />
      <PageTitle lead="Somebody looks every day after the move, and writes down what is there. A day nobody answered is missed, and unknown is no pass.">
        {environment.name}: hypercare
      </PageTitle>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          {view.period === null ? (
            <NotStarted view={view} action={view.asks ? start() : null} />
          ) : (
            <>
              <Standing view={view} />
              {shown ? (
                <DayCard
                  key={shown.number}
                  {...place}
                  view={view}
                  day={shown}
                  members={members}
                  {...times}
                  refused={refused["hypercare.answer"] ?? null}
                />
              ) : null}
              <DaysGrid {...place} view={view} shown={shown?.number ?? null} />
            </>
          )}
          {view.period === null && view.findings.length === 0 ? null : (
            <FindingsCard
              upgrade={upgrade}
              view={view}
              members={members}
              {...times}
              refused={{
                edit: refused["hypercare.editFinding"] ?? null,
                close: refused["hypercare.closeFinding"] ?? null,
              }}
            />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {view.period ? (
            <PeriodCard
              {...place}
              view={view}
              {...times}
              refused={{
                extend: refused["hypercare.extend"] ?? null,
                end: refused["hypercare.end"] ?? null,
              }}
              again={view.period.over && view.asks ? start(true) : null}
            />
          ) : null}
          <VerificationCard
            upgrade={upgrade}
            view={verification}
            refused={refused["upgrade.setVerification"] ?? null}
          />
        </div>
      </div>
    </>
  );
}

/** The day that is asked for, else today, else the first that was missed, else the last. */
function dayShown({ period }: HypercareView, asked: number | null) {
  if (period === null) return null;
  const { days } = period;
  return (
    days.find(({ number }) => number === asked) ??
    days.find(({ today }) => today) ??
    days.find(({ state }) => state === "missed") ??
    days.at(-1) ??
    null
  );
}

/** How far it is, and what is left until the exit asks no more. */
function Standing({ view }: { view: HypercareView }) {
  const { period, clean } = view;
  if (period === null) return null;
  const today = period.days.find((day) => day.today);
  const left = leftOf(view);
  return (
    <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
      {clean ? (
        <StateChip state="done">Clean</StateChip>
      ) : period.over ? (
        <StateChip state="blocked">Over, not clean</StateChip>
      ) : (
        <StateChip state="doing">{today ? `Day ${today.number} of ${period.length}` : "Kept"}</StateChip>
      )}
      <span className="text-ink-2">
        {clean
          ? "Every day was answered and every finding closed: the exit gate asks for nothing more."
          : `Left until a clean exit: ${left.length > 0 ? listWords(left) : "the end of today"}.`}
      </span>
    </p>
  );
}

function NotStarted({ view, action }: { view: HypercareView; action: React.ReactNode }) {
  const { asks, checks, environment } = view;
  return (
    <>
      <Card>
        <EmptyState title="Hypercare has not started" action={action}>
          {asks === null
            ? "Nothing is asked for: verification knows no daily checks. A lead says what is looked at, and for how many days."
            : `When the new stack carries the traffic, start it: for ${plural(asks.days, "day")} somebody answers ${plural(checks.length, "check")} a day. ${
                asks.here
                  ? `${environment.name} can't be signed off before every day is answered and every finding closed.`
                  : `${environment.name} need not have it; once begun, its exit gate asks for it.`
              }`}
        </EmptyState>
      </Card>
      {checks.length > 0 ? (
        <Card title="What is looked at every day">
          <ul>
            {checks.map((check) => (
              <li key={check.id} className="border-t border-line px-3.5 py-2.5">
                <p className="font-semibold">{check.title}</p>
                <MarkdownLazy text={check.text} className="text-ink-2" />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}
