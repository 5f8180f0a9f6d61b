import { Card, CardRow } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { HoldingBack, HomeView } from "../schema";

interface HomeCardsProps {
  home: HomeView;
  zone: string;
  now: string;
}

/** What holds the upgrade back, what can be started now, and what happened last. */
export function HomeCards(props: HomeCardsProps) {
  return (
    <div className="mt-4 grid items-start gap-4 lg:grid-cols-[1.25fr_1fr_1fr]">
      <HoldsBack {...props} />
      <Startable {...props} />
      <Latest {...props} />
    </div>
  );
}

const waiting = new Set<HoldingBack["kind"]>([
  "skip_unconfirmed",
  "waiver_ending",
  "previous_upgrade_unsigned",
  "previous_exit_unsigned",
  "entry_shut",
  "window_ahead",
  "hypercare_running",
  "attestation_missing",
  "condition_open",
]);
const toDo = new Set<HoldingBack["kind"]>(["step_open", "test_not_run", "test_skipped", "hypercare_missing"]);
const stale = new Set<HoldingBack["kind"]>(["own_signature_stale", "signature_stale", "execution_stale"]);

function Mark({ kind }: { kind: HoldingBack["kind"] }) {
  if (stale.has(kind)) return <StateIcon state="waiting" stale label="Stale" />;
  if (waiting.has(kind)) return <StateIcon state="waiting" label="Waits for somebody" />;
  if (toDo.has(kind)) return <StateIcon state="idle" label="To do" />;
  return <StateIcon state="blocked" label="Stops it" />;
}

function HoldsBack({ home, zone, now }: HomeCardsProps) {
  return (
    <Card title="What holds us back">
      {home.holdsBack.length === 0 ? (
        <Quiet>
          {home.current ? "Nothing stands in the way." : "Nothing: every environment is signed off."}
        </Quiet>
      ) : (
        <ul>
          {home.holdsBack.map((row) => (
            <li key={row.key}>
              <CardRow
                icon={<Mark kind={row.kind} />}
                aside={
                  <>
                    {row.owner}
                    {row.owner && (row.since || row.until) ? " · " : ""}
                    {row.since ? <Time value={row.since} zone={zone} now={now} show="age" /> : null}
                    {row.until ? <Time value={row.until} zone={zone} now={now} show="day" /> : null}
                  </>
                }
              >
                <Link href={row.href} className="wrap-anywhere hover:underline hover:underline-offset-3">
                  {row.title}
                </Link>
              </CardRow>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Startable({ home }: HomeCardsProps) {
  const rest = home.startableTotal - home.startable.length;
  return (
    <Card title="Startable now">
      {home.startable.length === 0 ? (
        <Quiet>
          No step can be started this moment. Steps appear here as soon as those before them are done and
          their gate is open.
        </Quiet>
      ) : (
        <ul>
          {home.startable.map((step) => (
            <li key={step.id}>
              <CardRow
                icon={<StateIcon state="idle" />}
                aside={step.minutes === null ? null : formatDuration(step.minutes)}
              >
                <Link href={step.href} className="wrap-anywhere hover:underline hover:underline-offset-3">
                  <span className="num text-ink-3">{step.code}</span> {step.title}
                </Link>
                <div className="text-xs text-ink-3">
                  {step.environment ?? "Plan"} ·{" "}
                  {step.mine ? (
                    <b className="font-semibold text-accent">yours</b>
                  ) : (
                    (step.assignee ?? "nobody assigned")
                  )}
                </div>
              </CardRow>
            </li>
          ))}
        </ul>
      )}
      {rest > 0 ? <Quiet>and {rest} more in the checklists</Quiet> : null}
    </Card>
  );
}

function Latest({ home, zone, now }: HomeCardsProps) {
  const newest = home.latest[0];
  const today = newest !== undefined && now.slice(0, 10) === newest.at.slice(0, 10);
  return (
    <Card
      title={today ? "Today" : "Latest"}
      action={
        <Link href={paths.audit(home.key)} className="link text-xs">
          All history
        </Link>
      }
    >
      <ul>
        {home.latest.map((event) => (
          <li key={event.seq}>
            <CardRow aside={<Time value={event.at} zone={zone} now={now} show="age" />}>
              <span className="line-clamp-2 wrap-anywhere">{event.sentence}</span>
            </CardRow>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Quiet({ children }: { children: React.ReactNode }) {
  return <p className="border-t border-line px-3.5 py-3 text-ink-3">{children}</p>;
}
