import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Time } from "@/components/ui/time";
import { formatCount, formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ForecastView, KeptForecastView } from "../schema";
import { comparedWith, crewSentence, keptWords, scaleWords } from "./forecast-words";

type RestsOnCardProps = {
  upgrade: string;
  view: ForecastView;
  kept: readonly KeptForecastView[];
  zone: string;
  now: string;
};

/** What a forecast rests on, how old that is, and how the last one came out: how far to believe it. */
export function RestsOnCard({ upgrade, view, kept, zone, now }: RestsOnCardProps) {
  const { restsOn, parity } = view;
  const last = kept.find(({ took }) => took !== null);
  const parityLink = (
    <Link href={paths.parity(upgrade)} className="link">
      parity
    </Link>
  );
  return (
    <Card title="What it rests on" padded>
      <dl className="grid gap-2.5 text-sm">
        <Line term="Steps">
          {plural(restsOn.timed, "step")} timed, {formatCount(restsOn.planned)} by planned minutes alone
          {restsOn.assumed > 0 ? `, ${formatCount(restsOn.assumed)} with neither: 15 min assumed` : ""}
        </Line>
        <Line term="Samples">
          {restsOn.newest && restsOn.oldest ? (
            <>
              {plural(restsOn.samples, "timed attempt")} in {plural(restsOn.runs, "environment")}, from{" "}
              <Time value={restsOn.oldest} zone={zone} now={now} show="date" /> to{" "}
              <Time value={restsOn.newest} zone={zone} now={now} show="date" />
            </>
          ) : (
            "None yet. Start and finish steps in a lower environment, and the forecast narrows."
          )}
        </Line>
        <Line term="Planned minutes">
          {restsOn.timed === 0
            ? "Taken as they are: nothing was timed to compare them with"
            : Math.abs(restsOn.habit - 1) < 0.05
              ? "Hold: timed steps took what was planned"
              : `Taken ${comparedWith(restsOn.habit)}, as the timed steps were`}
        </Line>
        <Line term="Parity">
          {restsOn.samples === 0 ? (
            <>Of no matter while nothing is timed</>
          ) : parity === null ? (
            <>
              Nobody has compared where it was timed: write down {parityLink}. Until then it is taken for half
              alike, and measured minutes {comparedWith(restsOn.discount)}
            </>
          ) : (
            <>
              {Math.round(parity * 100)} % alike by {parityLink}: measured minutes are taken{" "}
              {comparedWith(restsOn.discount)}, and the range is wider
            </>
          )}
        </Line>
        {restsOn.unknown.length > 0 ? (
          <Line term="Amounts">
            Nobody wrote down the {restsOn.unknown.map((scale) => scaleWords[scale]).join(", ")} of both
            environments: steps that take longer with them are not scaled, and wider. They belong to{" "}
            {parityLink}.
          </Line>
        ) : null}
        <Line term="People">{crewSentence(view.crew)}</Line>
        <Line term="Last forecast">
          {last?.took ? (
            <>
              {last.environment.name} was to take {formatDuration(last.p50)} and took{" "}
              <b>{formatDuration(last.took.minutes)}</b>: {keptWords[last.took.within]}
            </>
          ) : (
            "None has been held against a run yet. Keep one before a run begins"
          )}
        </Line>
      </dl>
    </Card>
  );
}

function Line({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-[8rem_minmax(0,1fr)] gap-2 max-sm:grid-cols-1 max-sm:gap-0">
      <dt className="text-ink-3">{term}</dt>
      <dd className="text-pretty">{children}</dd>
    </div>
  );
}
