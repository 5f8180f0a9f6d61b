import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import type { VisualState } from "@/components/ui/tone";
import { type CountState, countStates } from "@/domain/health/count";
import { formatCount, plural } from "@/lib/format";
import type { CountsView } from "../schema";
import { AcceptCount } from "./accept-count";
import { CountForm } from "./count-form";

const looks: Record<CountState, { state: VisualState; word: string }> = {
  different: { state: "blocked", word: "Different" },
  incomplete: { state: "idle", word: "One side missing" },
  accepted: { state: "done", word: "Accepted" },
  equal: { state: "done", word: "Equal" },
};

interface CountsCardProps {
  upgrade: string;
  view: CountsView;
  zone: string;
  now: string;
  refused: { set: string | null; accept: string | null };
}

/** How many of each there were before and are after, and what was decided about the differences. */
export function CountsCard({ upgrade, view, zone, now, refused }: CountsCardProps) {
  const { counts, environment } = view;
  const states = countStates
    .map((state) => ({ state, count: counts.filter((one) => one.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <Card
      title="Counts before and after"
      action={
        <span className="num text-sm text-ink-3">
          {states.map(({ state, count }) => `${count} ${looks[state].word.toLowerCase()}`).join(" · ")}
        </span>
      }
    >
      <DataTable
        caption="Counts before and after"
        rows={counts}
        rowKey={({ name }) => name}
        empty={
          <p className="px-3.5 pb-3 text-ink-2">
            Count on the old stack before the migration and on the new one after it. What is not as many as
            before has to be mended, or accepted with a reason.
          </p>
        }
        columns={[
          { key: "name", header: "What", cell: ({ title }) => title },
          { key: "before", header: "Before", align: "end", cell: ({ before }) => <Amount value={before} /> },
          { key: "after", header: "After", align: "end", cell: ({ after }) => <Amount value={after} /> },
          {
            key: "difference",
            header: "Difference",
            align: "end",
            cell: ({ difference }) => (
              <span className="num">
                {difference === null ? "–" : `${difference > 0 ? "+" : ""}${formatCount(difference)}`}
              </span>
            ),
          },
          {
            key: "state",
            header: "Decided",
            cell: (row) => (
              <>
                <StateChip state={looks[row.state].state}>{looks[row.state].word}</StateChip>
                {row.accepted ? (
                  <span className="mt-0.5 block text-sm wrap-anywhere text-ink-2">
                    {row.accepted.by.name}, <Time value={row.accepted.at} zone={zone} now={now} show="day" />:{" "}
                    {row.accepted.reason}
                  </span>
                ) : null}
              </>
            ),
          },
          {
            key: "change",
            header: "Change",
            headerHidden: true,
            align: "end",
            cell: (row) =>
              row.state === "different" ? (
                <AcceptCount
                  upgrade={upgrade}
                  environment={environment.key}
                  count={row}
                  refused={refused.accept}
                />
              ) : null,
          },
        ]}
      />
      <CountForm
        upgrade={upgrade}
        environment={environment.key}
        counts={counts}
        refused={refused.set}
        label={
          counts.length === 0
            ? "Count"
            : `Count again, or something else than these ${plural(counts.length, "line")}`
        }
      />
    </Card>
  );
}

const Amount = ({ value }: { value: number | null }) => (
  <span className="num">{value === null ? "–" : formatCount(value)}</span>
);
