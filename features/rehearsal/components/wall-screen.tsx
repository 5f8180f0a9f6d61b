"use client";

import { type Arrangement, lanesOf } from "@/domain/lane";
import { formatDuration, formatElapsed, formatTime } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { LiveView } from "../schema/live";
import { ArrangeLinks } from "./arrange-links";
import { nightFacts } from "./night-facts";
import { outcomeWords, runName } from "./run-words";
import { useClock } from "./use-clock";
import { useLiveView } from "./use-live-view";
import { WallList } from "./wall-list";

/** For a screen on the wall, read at three metres: the clock, what runs, what comes, what has to be decided. */
export function WallScreen({
  upgrade,
  view: given,
  by,
  zone,
  now: serverNow,
}: {
  upgrade: string;
  view: LiveView;
  /** Null: what runs and what comes, whosever it is. */
  by: Arrangement | null;
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
            <span className="block text-[1.75rem] leading-snug font-semibold">{votesOf(facts.demanded)}</span>
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
            run.endedAt
              ? "Ended"
              : facts.late > 60_000
                ? `Behind by ${formatDuration(Math.round(facts.late / 60_000))}`
                : "Expected end"
          }
          value={
            run.endedAt || view.expectedEnd ? formatTime(run.endedAt ?? view.expectedEnd ?? "", zone) : "–"
          }
        />
        <Big
          label="Latest safe abort"
          urgent={facts.abort?.passed ?? false}
          value={
            facts.abort ? (facts.abort.passed ? "passed" : formatElapsed(facts.abort.latest - now)) : "–"
          }
        />
      </dl>
      {run.endedAt ? (
        <p className="text-[2.75rem] leading-tight font-bold">
          The run is over{run.outcome ? `: ${outcomeWords[run.outcome].toLowerCase()}` : ""}.
        </p>
      ) : (
        <div className="grid gap-6 lg:grid-cols-2">
          {by === null ? (
            <>
              <WallList title="Now" steps={running} empty="Nothing runs" now={now} />
              <WallList title="Next" steps={next.slice(0, 6)} empty="Nothing can be started" now={now} />
            </>
          ) : (
            lanesOf([...running, ...next], by).map(({ key, title, steps }) => (
              <WallList key={key} title={title} steps={steps} empty="" now={now} />
            ))
          )}
        </div>
      )}
      {announcement && !run.endedAt ? (
        <p className="text-[2.25rem] leading-snug wrap-anywhere text-ink-2">{announcement.text}</p>
      ) : null}
      {run.endedAt ? null : (
        <ArrangeLinks
          current={by}
          hrefOf={(other) => paths.wall(upgrade, view.environment.key, other === by ? {} : { by: other })}
        />
      )}
    </div>
  );
}

/** "Go: Lea Lead. No-go: Mia Manager." */
function votesOf({ votes }: LiveView["decisions"][number]): string {
  const by = (verdict: "go" | "no_go") =>
    votes.filter((vote) => vote.verdict === verdict).map((vote) => vote.by.name);
  return [["Go", by("go")] as const, ["No-go", by("no_go")] as const]
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
