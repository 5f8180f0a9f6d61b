"use client";

import { useState } from "react";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { formatBytes, formatCount, plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import type { LogsView } from "../schema";
import { type Decidable, DecideDialog } from "./decide-dialog";
import { filterOf, filters, shortSignature, spanText, standingText } from "./log-look";
import { MessageRow } from "./message-row";
import { ReadLogsForm } from "./read-logs-form";
import { ReadingsCard } from "./readings-card";
import { RunsCard } from "./runs-card";

/** How many messages one page draws; filters lead to the others. */
const shown = 200;

interface LogsScreenProps {
  upgrade: string;
  environment: { key: string; name: string; kind: string };
  view: LogsView;
  /** What the address says: how the list is narrowed, and which message is open. */
  given: { reading?: string; baseline?: string; show?: string; message?: string };
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** What the servers of an environment say after the migration, and what was decided about it. */
export function LogsScreen({ upgrade, environment, view, given, zone, now, refused }: LogsScreenProps) {
  const [deciding, setDeciding] = useState<Decidable | null>(null);
  const cannotDecide = refused["log.decide"] ?? null;
  const times = { zone, now };
  return (
    <>
      <LiveRefresh upgrade={upgrade} />
      <EnvironmentTabs upgrade={upgrade} environment={environment} current="logs" className="no-print mb-4" />
      <PageTitle lead="What the servers say after the migration: told apart from what the old stack said already, explained where it is known, decided once.">
        {environment.name}: logs
      </PageTitle>
      <div className="mt-4 grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-4">
          {view.reading === null ? (
            <Card>
              <EmptyState title="No logs were read yet">
                After the migration, read the log of the new stack. Read one of the old stack, too: then what
                is new stands first, and what was always there does not hold you up.
              </EmptyState>
            </Card>
          ) : (
            <>
              <p className="text-ink-2">{standingText(view)}</p>
              {view.runs.length > 0 ? (
                <RunsCard runs={view.runs} {...times} refused={cannotDecide} onDecide={setDeciding} />
              ) : null}
              <Messages
                upgrade={upgrade}
                view={view}
                given={given}
                {...times}
                refused={cannotDecide}
                onDecide={setDeciding}
              />
            </>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Card title="Read logs" padded>
            {view.known ? (
              <ReadLogsForm
                upgrade={upgrade}
                environment={environment}
                asksBaseline={!view.readings.some(({ kind }) => kind === "baseline")}
                refused={refused["log.read"] ?? null}
              />
            ) : (
              <Notice>Liftlock has no knowledge of this product's logs yet: they can't be read.</Notice>
            )}
          </Card>
          {view.readings.length > 0 ? <ReadingsCard upgrade={upgrade} view={view} {...times} /> : null}
        </div>
      </div>
      <DecideDialog
        upgrade={upgrade}
        environment={environment.key}
        about={deciding}
        onClose={() => setDeciding(null)}
      />
    </>
  );
}

function Messages({
  upgrade,
  view,
  given,
  zone,
  now,
  refused,
  onDecide,
}: Pick<LogsScreenProps, "upgrade" | "view" | "given" | "zone" | "now"> & {
  refused: string | null;
  onDecide: (about: Decidable) => void;
}) {
  const { environment, messages, summary } = view;
  const filter = filterOf(given.show);
  const found = messages.filter(filter.of);
  const addressOf = (more: { show?: string; message?: string }) =>
    paths.logs(upgrade, environment.key, {
      ...(given.reading && { reading: given.reading }),
      ...(given.baseline && { baseline: given.baseline }),
      ...more,
    });
  return (
    <Card title="Messages">
      <div className="border-t border-line px-3.5 py-2.5">
        <FilterLinks
          label="Messages shown"
          className="[&>ul]:flex-wrap"
          filters={filters
            .filter(({ show }) => show !== "new" || view.baseline !== null)
            .map(({ show, label, of }) => ({
              href: addressOf({ show }),
              label,
              count: messages.filter(of).length,
              current: show === filter.show,
              ...((show === "decide" || show === "must-fix") && { tone: "blocked" as const }),
            }))}
        />
        {summary ? (
          <p className="num mt-2 text-sm text-ink-3">
            {formatCount(summary.lines)} lines, {formatBytes(summary.bytes)}
            {spanOf(summary)}
            {summary.loose > 0 ? `; ${plural(summary.loose, "line")} of no entry` : ""}
            {view.baseline === null
              ? "; not compared with the old stack"
              : `; compared with reading ${view.baseline}`}
            . Times are as the logs write them.
          </p>
        ) : null}
      </div>
      {found.length === 0 ? (
        <p className="border-t border-line px-3.5 py-3 text-ink-2">Nothing here.</p>
      ) : (
        <ul aria-label={`Messages: ${filter.label}`}>
          {found.slice(0, shown).map((message) => {
            const short = shortSignature(message.signature);
            const open = given.message === short;
            return (
              <MessageRow
                key={message.signature}
                message={message}
                open={open}
                href={addressOf({ show: filter.show, ...(!open && { message: short }) })}
                zone={zone}
                now={now}
                refused={refused}
                onDecide={onDecide}
              />
            );
          })}
        </ul>
      )}
      {found.length > shown ? (
        <p className="border-t border-line px-3.5 py-2 text-sm text-ink-3">
          and {formatCount(found.length - shown)} more; narrow them above
        </p>
      ) : null}
    </Card>
  );
}

function spanOf({ files }: NonNullable<LogsView["summary"]>): string {
  const first = files.flatMap((file) => file.first ?? []).sort()[0] ?? null;
  const last =
    files
      .flatMap((file) => file.last ?? [])
      .sort()
      .at(-1) ?? null;
  const span = spanText(first, last);
  return span === "" ? "" : `, ${span}`;
}
