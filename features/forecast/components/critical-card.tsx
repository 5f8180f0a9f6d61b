import { Card, CardRow } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { formatDuration } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ForecastView } from "../schema";

type Props = { upgrade: string; view: ForecastView };

const shown = 10;

/** Where nearly every step holds up nearly every night there is no path to speak of. */
const nearlyAll = 0.8;
const nearlyAlways = 0.995;
const seldom = 0.05;

/** Steps the night hangs on, and how often: an hour saved elsewhere saves nothing. */
export function CriticalCard({ upgrade, view: { lines, environment, crew } }: Props) {
  const always = lines.filter(({ critical }) => critical >= nearlyAlways);
  if (lines.length > 1 && always.length >= lines.length * nearlyAll)
    return (
      <Card title="Critical path" padded>
        <p className="text-pretty text-ink-2">
          {crew.size === 1 && !crew.named
            ? "One person does everything, one step after the other, so the night waits for nearly every step. With more people there would be a path to watch: ask for them under “What if”, or assign the steps."
            : "Nearly every step waits for the one before it, so the night waits for all of them: an hour saved anywhere is an hour saved."}
        </p>
      </Card>
    );
  const most = lines
    .filter((line) => line.critical >= seldom && !always.includes(line))
    .sort((a, b) => b.critical - a.critical)
    .slice(0, shown);
  return (
    <Card title="Critical path">
      {always.length > 0 ? (
        <p className="px-3.5 pb-2.5 text-sm text-pretty text-ink-2">
          Every night waits for{" "}
          {always.map(({ id, code, title }, at) => (
            <span key={id}>
              {at === 0 ? "" : ", "}
              <Link href={paths.step(upgrade, environment.key, code)} className="link" title={title}>
                {code}
              </Link>
            </span>
          ))}
          .
        </p>
      ) : null}
      {most.length > 0 ? (
        <p className="px-3.5 pb-2.5 text-sm text-ink-2">
          How many of 100 nights wait for {always.length > 0 ? "others" : "each step"}:
        </p>
      ) : null}
      <ol aria-label="Critical path">
        {most.map((line) => (
          <li key={line.id}>
            <CardRow aside={<b>{Math.round(line.critical * 100)} %</b>}>
              <Link
                href={paths.step(upgrade, environment.key, line.code)}
                className="block truncate hover:underline"
              >
                <span className="font-mono text-xs text-ink-3">{line.code}</span> {line.title}
              </Link>
              <svg width="100%" height="4" aria-hidden="true" className="mt-1 block rounded-sm bg-sunken">
                <rect width={`${line.critical * 100}%`} height="4" className="fill-accent" />
              </svg>
            </CardRow>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What would shorten the night most, by P80. */
export function LeversCard({ upgrade, view: { levers, environment } }: Props) {
  return (
    <Card title="What shortens it most">
      <p className="px-3.5 pb-2.5 text-sm text-ink-2">
        {levers.length === 0
          ? "No single step and no further person would make it a minute shorter."
          : "How much sooner 4 of 5 nights are over, if a step were done before or took no time."}
      </p>
      <ol aria-label="What shortens it most">
        {levers.map(({ step, minutes }) => (
          <li key={step?.id ?? "person"}>
            <CardRow aside={<b>−{formatDuration(minutes)}</b>}>
              {step ? (
                <Link
                  href={paths.step(upgrade, environment.key, step.code)}
                  className="block truncate hover:underline"
                >
                  <span className="font-mono text-xs text-ink-3">{step.code}</span> {step.title}
                </Link>
              ) : (
                "One more person"
              )}
            </CardRow>
          </li>
        ))}
      </ol>
    </Card>
  );
}
