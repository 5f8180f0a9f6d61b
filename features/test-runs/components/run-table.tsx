import { DataTable } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { ProgressBar } from "@/components/ui/progress-bar";
import { StateChip } from "@/components/ui/state-chip";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { resultLook } from "@/features/test-cases/components/result-look";
import { paths } from "@/lib/paths";
import type { RunView } from "../schema";

const results = ["passed", "failed", "blocked", "skipped"] as const;

/** Test runs, open ones first. */
export function RunTable({
  upgrade,
  runs,
  zone,
  now,
}: {
  upgrade: string;
  runs: readonly RunView[];
  zone: string;
  now: string;
}) {
  return (
    <DataTable
      caption="Test runs"
      rows={runs}
      rowKey={(run) => run.id}
      linkRows
      columns={[
        {
          key: "run",
          header: "Run",
          cell: (run) => (
            <Link href={paths.run(upgrade, run.id)} className="row-target">
              {run.environment.name}, run {run.number}: {run.title}
            </Link>
          ),
        },
        {
          key: "state",
          header: "State",
          cell: (run) =>
            run.closedAt ? (
              <StateChip state="done">closed</StateChip>
            ) : (
              <StateChip state="doing">open</StateChip>
            ),
        },
        {
          key: "progress",
          header: "Run so far",
          cell: (run) => (
            <span className="flex items-center gap-2">
              <ProgressBar
                done={run.done}
                total={run.cases}
                label={`Cases of run ${run.number} in ${run.environment.name}`}
                className="w-20"
              />
              <span className="num text-xs text-ink-3">
                {run.done} of {run.cases}
              </span>
            </span>
          ),
        },
        {
          key: "results",
          header: "Results",
          cell: (run) => (
            <span className="flex flex-wrap gap-x-3">
              {results
                .filter((result) => run.counts[result] > 0)
                .map((result) => (
                  <span
                    key={result}
                    className="num inline-flex items-center gap-1"
                    data-tone={resultLook[result].state}
                  >
                    <StateIcon state={resultLook[result].state} /> {run.counts[result]}{" "}
                    <span className="max-lg:sr-only">{resultLook[result].word}</span>
                  </span>
                ))}
            </span>
          ),
        },
        {
          key: "started",
          header: "Started",
          cell: (run) => (
            <span className="text-ink-2">
              {run.startedBy}, <Time value={run.startedAt} zone={zone} now={now} show="day" />
            </span>
          ),
        },
      ]}
      empty={
        <EmptyState title="No test runs yet">
          A run is one round of testing in one environment. Start one and record it by keyboard, or import
          results: that starts one too.
        </EmptyState>
      }
    />
  );
}
