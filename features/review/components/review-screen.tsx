import { DataTable } from "@/components/table/data-table";
import { Card } from "@/components/ui/card";
import { CodeBlock } from "@/components/ui/code-block";
import { Link } from "@/components/ui/link";
import { PageTitle } from "@/components/ui/page-title";
import { PhoneFold } from "@/components/ui/phone-fold";
import { Time } from "@/components/ui/time";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { RehearsalTabs } from "@/features/rehearsal/components/rehearsal-tabs";
import { formatDuration, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { ReviewView } from "../schema";
import { HypercarePart } from "./hypercare-part";
import { ReviewForm } from "./review-form";

interface ReviewScreenProps {
  upgrade: string;
  view: ReviewView;
  zone: string;
  now: string;
  refused: string | null;
}

/** What is learned from an upgrade: drafted from its history, edited by people. */
export function ReviewScreen({ upgrade, view, zone, now, refused }: ReviewScreenProps) {
  const times = { zone, now };
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <RehearsalTabs upgrade={upgrade} current="review" />
      <PageTitle lead="Drafted from the history, edited by people: what happened, how it compares with the plan, and what the playbook should say next time.">
        Review
      </PageTitle>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <Card title="What people say" padded>
          <ReviewForm upgrade={upgrade} written={view.written} {...times} refused={refused} />
        </Card>
        <div className="flex min-w-0 flex-col gap-4">
          <Timeline view={view} {...times} />
          <Forecasts view={view} />
          <Deviations upgrade={upgrade} view={view} {...times} />
          <HypercarePart upgrade={upgrade} view={view} />
          <Exceptions view={view} />
        </div>
      </div>
      <div className="mt-4">
        <Proposals view={view} />
      </div>
    </>
  );
}

type Times = { zone: string; now: string };

function Quiet({ children }: { children: React.ReactNode }) {
  return <p className="border-t border-line px-3.5 py-3 text-ink-3">{children}</p>;
}

function Timeline({ view, ...times }: { view: ReviewView } & Times) {
  return (
    <Card title="What happened">
      {view.timeline.length === 0 ? (
        <Quiet>Runs, signatures, decisions and shifts of traffic appear here.</Quiet>
      ) : (
        <ol aria-label="What happened, oldest first">
          {view.timeline.map((event) => (
            <li key={`${event.at} ${event.sentence}`} className="border-t border-line px-3.5 py-2">
              <p className="wrap-anywhere">{event.sentence}</p>
              <p className="text-sm text-ink-3">
                <Time value={event.at} {...times} />
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Forecasts({ view }: { view: ReviewView }) {
  return (
    <Card title="Forecast against actual">
      <DataTable
        caption="Forecasts that were kept, with what the run took"
        rows={view.forecasts}
        rowKey={({ environment, number }) => `${environment} ${number}`}
        columns={[
          { key: "of", header: "Forecast", cell: ({ environment, number }) => `${number} of ${environment}` },
          { key: "p50", header: "P50", align: "end", cell: ({ p50 }) => formatDuration(p50) },
          { key: "p80", header: "P80", align: "end", cell: ({ p80 }) => formatDuration(p80) },
          {
            key: "took",
            header: "Took",
            align: "end",
            cell: ({ took }) => (took === null ? "no run yet" : formatDuration(took)),
          },
        ]}
        empty={<Quiet>No forecast was kept.</Quiet>}
      />
    </Card>
  );
}

function Deviations({ upgrade, view, ...times }: { upgrade: string; view: ReviewView } & Times) {
  return (
    <Card title="Deviations from the plan">
      {view.deviations.length === 0 ? (
        <Quiet>None was written down.</Quiet>
      ) : (
        <ul>
          {view.deviations.map((one) => (
            <li key={`${one.at} ${one.text}`} className="border-t border-line px-3.5 py-2">
              <p className="wrap-anywhere whitespace-pre-line">{one.text}</p>
              <p className="text-sm text-ink-3">
                <Link href={paths.migrationRun(upgrade, one.runId)} className="link">
                  {one.run}
                </Link>
                , <Time value={one.at} {...times} />, {one.by}
              </p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Exceptions({ view: { waivers, defects } }: { view: ReviewView }) {
  return (
    <Card title="Waivers and defects">
      {waivers.length + defects.length === 0 ? (
        <Quiet>Nothing was waived, and no test names a defect.</Quiet>
      ) : null}
      <ul>
        {waivers.map((one) => (
          <li key={`${one.gate} ${one.title}`} className="border-t border-line px-3.5 py-2">
            <p className="wrap-anywhere">{one.title}</p>
            <p className="text-sm wrap-anywhere text-ink-3">
              Waived at {one.gate} for {one.by}: {one.reason}
            </p>
          </li>
        ))}
        {defects.map((one) => (
          <li key={`${one.code} ${one.environment} ${one.url}`} className="border-t border-line px-3.5 py-2">
            <p className="wrap-anywhere">
              <span className="num text-ink-3">{one.code}</span> {one.title}, {one.environment}
            </p>
            <a
              href={one.url}
              target="_blank"
              rel="noopener noreferrer"
              className="link text-sm wrap-anywhere"
            >
              {one.url}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Proposals({ view }: { view: ReviewView }) {
  return (
    <Card title="What the playbook may learn">
      <PhoneFold rows={view.proposals.length} label={`Show ${plural(view.proposals.length, "proposal")}`}>
        <DataTable
          caption="Proposed changes of the playbook"
          rows={view.proposals}
          rowKey={({ kind, code }) => `${kind} ${code}`}
          columns={[
            {
              key: "step",
              header: "Step",
              cell: ({ code, title }) => (
                <span className="wrap-anywhere">
                  <span className="num text-ink-3">{code}</span> {title}
                </span>
              ),
            },
            {
              key: "change",
              header: "Change",
              cell: ({ kind }) => (kind === "step" ? "A step the team added" : "Planned minutes"),
            },
            {
              key: "was",
              header: "Planned",
              align: "end",
              cell: ({ was }) => (was === null ? "–" : formatDuration(was)),
            },
            {
              key: "is",
              header: "Took",
              align: "end",
              cell: ({ is }) => (is === null ? "–" : formatDuration(is)),
            },
            {
              key: "attempts",
              header: "Attempts",
              align: "end",
              cell: ({ attempts }) => (attempts > 0 ? attempts : "–"),
            },
          ]}
          empty={
            <Quiet>
              Nothing to propose: no step that was timed missed its plan by a quarter, and none was added.
            </Quiet>
          }
        />
      </PhoneFold>
      {view.proposalText ? (
        <details className="border-t border-line px-3.5 py-2.5">
          <summary className="text-sm text-ink-2 underline">As a difference of the playbook</summary>
          <div className="mt-2">
            <CodeBlock code={view.proposalText} label="As a difference of the playbook" />
          </div>
        </details>
      ) : null}
    </Card>
  );
}
