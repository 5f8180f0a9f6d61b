"use client";

import { StateIcon } from "@/components/ui/state-icon";
import { formatDuration, formatElapsed, formatTime } from "@/lib/format";
import type { LiveView } from "../schema/live";
import { nightFacts } from "./night-facts";
import { runName } from "./run-words";
import { useClock } from "./use-clock";
import { useLiveView } from "./use-live-view";

/** For a screen on the wall, read at three metres: the clock, what runs, what comes, what has to be decided. */
export function WallScreen({
  upgrade,
  view: given,
  zone,
  now: serverNow,
}: {
  upgrade: string;
  view: LiveView;
  zone: string;
  now: string;
}) {
  const { view } = useLiveView(upgrade, given, serverNow);
  const now = useClock(serverNow);
  const facts = nightFacts(view, now);
  const { run } = view;
  if (!run || !facts)
    return (
      <div className="grid min-h-[60vh] place-items-center text-center">
        <h1 className="text-[3.5rem] leading-tight font-bold tracking-tight">
          No run goes on in {view.environment.name}
        </h1>
      </div>
    );
  const running = view.steps.filter(({ state }) => state === "doing" || state === "blocked");
  const next = view.steps.filter(({ state, startable }) => state === "todo" && startable);
  const open = view.decisions.find(({ verdict }) => verdict === null);
  const announcement = view.entries.findLast(({ kind }) => kind === "announcement");
  return (
    <div className="flex flex-col gap-6 py-4">
      <header className="flex flex-wrap items-baseline justify-between gap-x-8 gap-y-2">
        <h1 className="text-[2.75rem] leading-tight font-bold tracking-tight">{runName(run)}</h1>
        <p className="num text-[4.5rem] leading-none font-bold tracking-tight">
          {formatTime(new Date(now), zone)}
        </p>
      </header>
      {facts.mustDecide ? (
        <p
          role="alert"
          className="rounded-md border-4 border-blocked bg-blocked-bg px-6 py-4 text-[2.75rem] leading-tight font-bold text-blocked"
        >
          The latest safe abort has passed. Decide now.
          {facts.demanded && facts.demanded.votes.length > 0 ? (
            <span className="block text-[1.75rem] leading-snug font-semibold">
              {votesOf(facts.demanded)}
            </span>
          ) : null}
        </p>
      ) : open ? (
        <p className="rounded-md border-4 border-waiting bg-waiting-bg px-6 py-4 text-[2.75rem] leading-tight font-bold text-waiting">
          {open.question}
        </p>
      ) : null}
      <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
        <Big label={run.endedAt ? "It took" : "Running"} value={formatElapsed(facts.elapsed)} />
        <Big label="Closed" value={`${facts.done} / ${facts.total}`} />
        <Big
          label={
            facts.late > 60_000
              ? `Behind by ${formatDuration(Math.round(facts.late / 60_000))}`
              : "Expected end"
          }
          value={view.expectedEnd ? formatTime(view.expectedEnd, zone) : "–"}
        />
        <Big
          label="Latest safe abort"
          urgent={facts.abort?.passed ?? false}
          value={
            facts.abort ? (facts.abort.passed ? "passed" : formatElapsed(facts.abort.latest - now)) : "–"
          }
        />
      </dl>
      <div className="grid gap-6 lg:grid-cols-2">
        <List title="Now" steps={running} empty="Nothing runs" now={now} />
        <List title="Next" steps={next.slice(0, 6)} empty="Nothing can be started" now={now} />
      </div>
      {announcement ? (
        <p className="text-[2.25rem] leading-snug wrap-anywhere text-ink-2">{announcement.text}</p>
      ) : null}
    </div>
  );
}

/** "Go: Lea Lead. No-go: Mia Manager." */
function votesOf({ votes }: LiveView["decisions"][number]): string {
  const by = (verdict: "go" | "no_go") =>
    votes.filter((vote) => vote.verdict === verdict).map((vote) => vote.by.name);
  return [
    ["Go", by("go")] as const,
    ["No-go", by("no_go")] as const,
  ]
    .flatMap(([word, names]) => (names.length > 0 ? [`${word}: ${names.join(", ")}.`] : []))
    .join(" ");
}

function Big({ label, value, urgent = false }: { label: string; value: string; urgent?: boolean }) {
  return (
    <div className={`card px-5 py-3 ${urgent ? "border-blocked text-blocked" : ""}`}>
      <dt className={`text-[1.5rem] font-semibold ${urgent ? "" : "text-ink-2"}`}>{label}</dt>
      <dd className="num text-[3.5rem] leading-tight font-bold tracking-tight">{value}</dd>
    </div>
  );
}

function List({
  title,
  steps,
  empty,
  now,
}: {
  title: string;
  steps: LiveView["steps"];
  empty: string;
  now: number;
}) {
  return (
    <section>
      <h2 className="text-[1.75rem] leading-snug font-bold text-ink-2">{title}</h2>
      {steps.length === 0 ? (
        <p className="mt-2 text-[2.25rem] leading-snug text-ink-3">{empty}</p>
      ) : (
        <ul className="mt-2 grid gap-3">
          {steps.map((step) => (
            <li key={step.id} className="flex items-start gap-4 text-[2.25rem] leading-snug">
              <span className="mt-2 scale-150">
                <StateIcon
                  state={step.state === "doing" ? "doing" : step.state === "blocked" ? "blocked" : "idle"}
                />
              </span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                <b className="num">{step.code}</b> {step.title}
                <span className="block text-[1.75rem] leading-snug text-ink-3">
                  {step.assignee?.name ?? "nobody's"}
                  {step.state === "todo"
                    ? `, ${formatDuration(step.minutes)}`
                    : step.paused
                      ? `, paused: ${step.paused.reason}`
                      : `, for ${formatElapsed(now - Date.parse(step.actual.start))}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
