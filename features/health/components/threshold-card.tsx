import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import type { VisualState } from "@/components/ui/tone";
import type { Judgement } from "@/domain/health/judge";
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
        rows={health.thresholds}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="No threshold is set yet">
            Say what the new stack has to keep and for how long. Until that time is over, measured without a
            gap and within the limit, the exit gate stays shut.
          </EmptyState>
        }
        columns={[
          {
            key: "threshold",
            header: "Threshold",
            cell: (row) => (
              <>
                <span className="font-semibold">{row.words}</span>
                <span className="mt-0.5 block text-sm font-normal text-ink-3">
                  {row.setBy.name}: {row.reason}
                </span>
              </>
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
          { key: "judged", header: "Judged", cell: (row) => <Judged row={row} /> },
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

function Judged({ row }: { row: ThresholdView }) {
  const { state, stale, word } = looks[row.judgement];
  const worst = row.series.toSorted((a, b) => order.indexOf(a.judgement) - order.indexOf(b.judgement));
  return (
    <>
      <StateChip state={state} stale={stale ?? false}>
        {word}
      </StateChip>
      <ul className="mt-1 grid gap-0.5 text-sm text-ink-2">
        {worst.slice(0, listed).map((one) => (
          <li key={one.label} className="wrap-anywhere">
            {one.label === "" ? null : <b className="font-mono text-xs">{one.label}</b>} {one.words}
          </li>
        ))}
        {worst.length > listed ? <li className="text-ink-3">and {worst.length - listed} more</li> : null}
      </ul>
    </>
  );
}

const order: readonly Judgement[] = ["exceeded", "unknown", "pending", "ok"];
