import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { formatDuration, formatElapsed } from "@/lib/format";
import type { LiveView } from "../schema/live";
import type { NightFacts } from "./night-facts";

interface NightClockProps {
  view: LiveView;
  facts: NightFacts;
  now: number;
  zone: string;
}

/** How long it has gone on, when it will end, and until when one can still go back. */
export function NightClock({ view, facts, now, zone }: NightClockProps) {
  const times = { zone, now: new Date(now).toISOString() };
  const late = Math.round(facts.late / 60_000);
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-4" aria-label="The clock of the run">
      <Figure label={view.run?.endedAt ? "It took" : "Running for"} value={formatElapsed(facts.elapsed)}>
        {facts.done} of {facts.total} steps closed
      </Figure>
      <Figure
        label={view.run?.endedAt ? "Ended" : "Expected end"}
        value={<Time value={view.run?.endedAt ?? view.expectedEnd ?? times.now} {...times} show="time" />}
      >
        {view.run?.endedAt
          ? "The run is over"
          : late > 0
            ? `${formatDuration(late)} behind the plan`
            : late < 0
              ? `${formatDuration(-late)} ahead of the plan`
              : "As planned"}
      </Figure>
      <Figure
        label="Window ends"
        value={view.window ? <Time value={view.window.finish} {...times} show="time" /> : "–"}
      >
        {view.window
          ? Date.parse(view.window.finish) > now
            ? `in ${formatDuration(Math.floor((Date.parse(view.window.finish) - now) / 60_000))}`
            : "It is over"
          : "No window is booked"}
      </Figure>
      <Figure
        label="Latest safe abort"
        urgent={facts.abort?.passed ?? false}
        value={
          facts.abort
            ? facts.abort.passed
              ? `−${formatElapsed(now - facts.abort.latest)}`
              : formatElapsed(facts.abort.latest - now)
            : "–"
        }
      >
        {view.run?.backOut
          ? "The way back was taken"
          : facts.noReturn
            ? "Past the point of no return"
            : facts.abort
              ? `Way back P80 ${formatDuration(Math.round(view.backOut.minutes))}, reserve ${formatDuration(view.reserveMinutes)}`
              : `Way back P80 ${formatDuration(Math.round(view.backOut.minutes))} from here`}
      </Figure>
    </dl>
  );
}

function Figure({
  label,
  value,
  urgent = false,
  children,
}: {
  label: string;
  value: React.ReactNode;
  urgent?: boolean;
  children: React.ReactNode;
}) {
  return (
    <div className={`card px-3.5 py-2.5 ${urgent ? "border-blocked" : ""}`}>
      <dt className="eyebrow">{label}</dt>
      <dd className={`num text-2xl font-bold tracking-tight ${urgent ? "text-blocked" : ""}`}>{value}</dd>
      <dd className="text-sm text-ink-3">{children}</dd>
    </div>
  );
}

/** Red and in words: going back within the window is no longer safe, and somebody has to say what follows. */
export function AbortNotice({
  facts,
  action,
  children,
}: {
  facts: NightFacts;
  action: React.ReactNode;
  /** The decision that is demanded, as soon as the server asks for it. */
  children: React.ReactNode;
}) {
  if (!facts.mustDecide) return null;
  return (
    <>
      <Notice tone="error" live title="The latest safe abort has passed." action={action} className="mt-4">
        Going back from here may not end within the window. Decide now: go on, or back out.
      </Notice>
      {/* Beside the alert, not in it: it would be read aloud again with every vote. */}
      {children ? (
        <section aria-label="Decision that is demanded" className="card mt-2 border-blocked px-3.5 py-2.5">
          {children}
        </section>
      ) : null}
    </>
  );
}
