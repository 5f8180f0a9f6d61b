import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import type { VisualState } from "@/components/ui/tone";
import { type Judgement, judgements } from "@/domain/health/judge";
import { withUnit } from "@/domain/health/threshold";
import { formatDuration, plural } from "@/lib/format";
import type { HealthView, ThresholdView } from "../schema";
import { RemoveThreshold } from "./remove-threshold";
import { ThresholdForm } from "./threshold-form";

const looks: Record<Judgement, { state: VisualState; stale?: boolean; word: string }> = {
  exceeded: { state: "blocked", word: "Exceeded" },
  unknown: { state: "idle", stale: true, word: "Unknown" },
  pending: { state: "doing", word: "Watched" },
  ok: { state: "done", word: "Kept" },
};

interface ThresholdCardProps {
  upgrade: string;
  health: HealthView;
  zone: string;
  now: string;
  refused: { set: string | null; remove: string | null };
}

/** What the new stack has to keep, and what it was judged. */
export function ThresholdCard({ upgrade, health, zone, now, refused }: ThresholdCardProps) {
  const form = { upgrade, health, zone, now, refused: refused.set };
  return (
    <Card title="Thresholds" action={<ThresholdForm {...form} />}>
      <DataTable
        caption="Thresholds and what they were judged"
        rows={health.thresholds.toSorted(worstFirst)}
        rowKey={({ id }) => id}
        empty={
          <p className="px-3.5 pb-3 text-ink-2">
            None is set yet. Say what the new stack has to keep and for how long: until that time is over,
            measured without a gap and within the limit, the exit gate stays shut.
          </p>
        }
        columns={[
          {
            key: "threshold",
            header: "Threshold",
            cell: (row) => (
              <div className="wrap-anywhere">
                <p className="font-semibold">{row.words}</p>
                <p className="mt-0.5 text-sm font-normal text-ink-3">
                  {row.setBy.name}: {row.reason}
                </p>
              </div>
            ),
          },
          {
            key: "watched",
            header: "Watched",
            cell: (row) => (
              <span className="num text-sm">
                <Time value={row.from} zone={zone} now={now} show="zoned" />
                <span className="block">
                  to <Time value={row.until} zone={zone} now={now} show="zoned" />
                </span>
              </span>
            ),
          },
          { key: "judged", header: "Judged", cell: (row) => <Judged row={row} zone={zone} now={now} /> },
          {
            key: "change",
            header: "Change",
            headerHidden: true,
            align: "end",
            cell: (row) => (
              <span className="flex flex-wrap justify-end gap-1">
                <ThresholdForm {...form} threshold={row} />
                <RemoveThreshold upgrade={upgrade} threshold={row} refused={refused.remove} />
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}

/** How many series one threshold lists before it counts the rest. */
const listed = 6;

interface JudgedProps {
  row: ThresholdView;
  zone: string;
  now: string;
}

function Judged({ row, zone, now }: JudgedProps) {
  const { state, stale, word } = looks[row.judgement];
  const series = row.series.toSorted(worstFirst);
  return (
    <>
      <StateChip state={state} stale={stale ?? false}>
        {word}
      </StateChip>
      <ul className="mt-1 grid gap-0.5 text-sm text-ink-2">
        {series.slice(0, listed).map((one) => (
          <li key={one.label} className="wrap-anywhere">
            {one.label === "" ? null : <b className="font-mono text-xs">{one.label}</b>}{" "}
            <Words one={one} unit={row.unit} zone={zone} now={now} />
          </li>
        ))}
        {series.length > listed ? <li className="text-ink-3">and {series.length - listed} more</li> : null}
      </ul>
    </>
  );
}

type Series = ThresholdView["series"][number];

/** What a series was judged, with times in the reader's zone; what has no time is said as the API says it. */
function Words({ one, unit, zone, now }: { one: Series; unit: string; zone: string; now: string }) {
  const time = (value: string) => <Time value={value} zone={zone} now={now} show="day" />;
  const [exceedance] = one.exceedances;
  if (exceedance)
    return (
      <>
        exceeded from {time(exceedance.since)} for {lasting(exceedance)}, worst{" "}
        {withUnit(exceedance.worst, unit)} where {withUnit(exceedance.limit, unit)} is the limit
        {one.exceedances.length > 1 ? `, and ${plural(one.exceedances.length - 1, "time")} more` : ""}
      </>
    );
  const gap = one.gaps.at(-1);
  if (one.judgement !== "unknown" || gap === undefined) return one.words;
  return (
    <>
      unknown: no samples {one.stale ? "since" : "from"} {time(gap.since)}
      {one.stale ? "" : ` for ${lasting(gap)}`}
      {one.gaps.length > 1 ? `, and ${plural(one.gaps.length - 1, "gap")} more` : ""}
    </>
  );
}

const lasting = ({ since, until }: { since: string; until: string }) =>
  formatDuration((Date.parse(until) - Date.parse(since)) / 60_000);

const worstFirst = (a: { judgement: Judgement }, b: { judgement: Judgement }) =>
  judgements.indexOf(a.judgement) - judgements.indexOf(b.judgement);
