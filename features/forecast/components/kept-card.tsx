import { Card, CardRow } from "@/components/ui/card";
import { Time } from "@/components/ui/time";
import { formatDuration, plural } from "@/lib/format";
import type { KeptForecastView } from "../schema";
import { keptWords } from "./forecast-words";

type KeptCardProps = {
  kept: readonly KeptForecastView[];
  zone: string;
  now: string;
  action: React.ReactNode;
};

const shown = 12;

/** Forecasts that were kept, latest first, each with what the next run took. */
export function KeptCard({ kept, zone, now, action }: KeptCardProps) {
  return (
    <Card title="Kept forecasts" action={action}>
      {kept.length === 0 ? (
        <p className="px-3.5 pb-3.5 text-sm text-ink-2">
          None yet. A forecast that is kept before a run begins is held against what the run takes: that tells
          how far the next one is to be believed.
        </p>
      ) : (
        <ol aria-label="Kept forecasts">
          {kept.slice(0, shown).map((one) => (
            <li key={one.id}>
              <CardRow aside={<Time value={one.at} zone={zone} now={now} show="day" />}>
                <p>
                  {one.environment.name} {one.number}:{" "}
                  <b className="num whitespace-nowrap">{formatDuration(one.p50)}</b>, P80{" "}
                  <b className="num whitespace-nowrap">{formatDuration(one.p80)}</b>
                </p>
                <p className="text-xs text-ink-3">
                  {one.by.name}, {one.named ? "people assigned" : plural(one.crew, "person", "people")},{" "}
                  {plural(one.restsOn.samples, "sample")}
                  {one.part === "migrate" ? ", until migrated" : ""}
                  {one.closed > 0 ? `, ${plural(one.closed, "step")} done by then` : ""}
                </p>
                {one.took ? (
                  <p className="text-sm">
                    Took {formatDuration(one.took.minutes)}: {keptWords[one.took.within]}
                  </p>
                ) : null}
              </CardRow>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
