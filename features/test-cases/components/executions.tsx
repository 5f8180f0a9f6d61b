import { DataTable } from "@/components/table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { RetractButton } from "@/features/test-runs/components/retract-button";
import { formatCount, formatDuration } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ExecutionView, TestCaseView } from "../schema";
import { resultLook } from "./result-look";

export type ExecutionsProps = {
  upgrade: string;
  testCase: TestCaseView;
  executions: readonly ExecutionView[];
  zone: string;
  now: string;
  /** The only environment shown, and the execution whose evidence is open. */
  only: string | undefined;
  open: string | undefined;
};

/** Executions of a case, newest first, each with where it was recorded and what it says. */
export function Executions({ upgrade, testCase, executions, zone, now, only, open }: ExecutionsProps) {
  const unit = testCase.revisions[0]?.threshold?.unit ?? "";
  return (
    <DataTable
      caption={`Executions of ${testCase.code}`}
      rows={executions}
      rowKey={(one) => one.id}
      isCurrent={(one) => one.id === open}
      columns={[
        {
          key: "result",
          header: "Result",
          cell: (one) => (
            <StateChip state={resultLook[one.result].state}>{resultLook[one.result].word}</StateChip>
          ),
        },
        {
          key: "where",
          header: "Where",
          cell: (one) => (
            <Link href={paths.run(upgrade, one.runId)} className="link">
              {one.environment.name}, run {one.run}
            </Link>
          ),
        },
        {
          key: "revision",
          header: "Revision",
          align: "end",
          cell: (one) => (
            <span data-tone={one.revision === testCase.revision ? undefined : "stale"}>
              {one.revision}
              {one.revision === testCase.revision ? null : (
                <span className="sr-only"> (the case is at revision {testCase.revision})</span>
              )}
            </span>
          ),
        },
        {
          key: "measured",
          header: "Measured",
          align: "end",
          cell: (one) => (one.measured === null ? null : `${formatCount(one.measured)} ${unit}`),
        },
        {
          key: "minutes",
          header: "Took",
          align: "end",
          cell: (one) =>
            one.minutes === null
              ? null
              : one.minutes < 1
                ? `${formatCount(one.minutes * 60)} s`
                : formatDuration(one.minutes),
        },
        { key: "note", header: "Note", cell: (one) => <Note execution={one} /> },
        {
          key: "evidence",
          header: "Evidence",
          cell: (one) => (
            <Link
              className="link"
              scroll={false}
              href={`${paths.testCase(upgrade, testCase.code)}?${new URLSearchParams({ ...(only && { environment: only }), execution: one.id })}`}
              aria-current={one.id === open ? "true" : undefined}
            >
              {one.evidence > 0 ? one.evidence : "Add"}
              <span className="sr-only">
                {" "}
                evidence of the execution in {one.environment.name}, run {one.run}
              </span>
            </Link>
          ),
        },
        {
          key: "by",
          header: "By",
          cell: (one) => (
            <span className="text-ink-2">
              {one.executedBy.name}
              {one.imported ? " (imported)" : ""},{" "}
              <Time value={one.executedAt} zone={zone} now={now} show="day" />
              {one.undoUntil ? (
                <RetractButton
                  upgrade={upgrade}
                  execution={one.id}
                  what={`${testCase.code} as ${resultLook[one.result].word.toLowerCase()} in ${one.environment.name}`}
                  left={new Date(one.undoUntil).getTime() - Date.now()}
                />
              ) : null}
            </span>
          ),
        },
      ]}
      empty={
        <EmptyState title="Not run yet" headingLevel={3}>
          Record it here, in a run, or import results. Every execution stays: a correction is another one.
        </EmptyState>
      }
    />
  );
}

function Note({ execution }: { execution: ExecutionView }) {
  const { note, defectUrl } = execution;
  const [first = "", ...rest] = note.split("\n");
  return (
    <div className="min-w-0 max-w-md py-1">
      {rest.length > 0 || first.length > 140 ? (
        <details>
          <summary className="cursor-pointer truncate">{first}</summary>
          <pre className="mt-1 max-h-60 overflow-auto text-xs whitespace-pre-wrap wrap-anywhere">{note}</pre>
        </details>
      ) : (
        <span className="wrap-anywhere">{first}</span>
      )}
      {defectUrl ? (
        <a
          href={defectUrl}
          className="link block truncate"
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {defectUrl.replace(/^https?:\/\//, "")}
        </a>
      ) : null}
    </div>
  );
}
