"use client";

import { Download } from "lucide-react";
import { useMemo } from "react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { zoneNote } from "@/lib/format";
import { paths } from "@/lib/paths";
import { ChainCheck } from "./chain-check";
import type { HistoryAddress } from "./history-filters";
import { HistoryForm, type HistoryFormProps } from "./history-form";
import { historyLines, type PackedHistory } from "./history-lines";
import { HistoryList } from "./history-list";

interface HistoryProps extends Omit<HistoryFormProps, "action"> {
  title: string;
  lead: string;
  /** Null: the history of the instance. */
  upgrade: string | null;
  events: PackedHistory;
  next: string | null;
  csv: string;
  json: string;
  zone: string;
  now: string;
}

/** A history: what happened in sentences, narrowed by what one looks for, with its proof. */
export function History(props: HistoryProps) {
  const { title, lead, upgrade, events, next, csv, json, zone, now, ...form } = props;
  const lines = useMemo(() => historyLines(events), [events]);
  const at = (to: HistoryAddress) =>
    upgrade === null ? paths.instanceHistory({ ...to }) : paths.audit(upgrade, { ...to });
  const { cursor, ...narrowed } = form.address;
  return (
    <>
      <PageTitle
        lead={`${lead} ${zoneNote(zone)}.`}
        className="mb-4"
        actions={
          <>
            <LinkButton href={csv} download icon={<Download size={15} aria-hidden="true" />}>
              CSV
            </LinkButton>
            <LinkButton href={json} download icon={<Download size={15} aria-hidden="true" />}>
              JSON
            </LinkButton>
          </>
        }
      >
        {title}
      </PageTitle>
      <div className="mb-4 flex flex-wrap items-start gap-2.5">
        <ChainCheck upgrade={upgrade} zone={zone} />
      </div>
      <div className="card mb-4 p-3.5">
        <HistoryForm {...form} action={at({})} />
      </div>
      <HistoryList
        lines={lines}
        zone={zone}
        now={now}
        empty={
          <EmptyState
            title="Nothing fits"
            action={
              <LinkButton href={at({})} variant="primary">
                Show everything
              </LinkButton>
            }
          >
            No event fits these filters. Every change is here, with who made it and when; take a filter away
            to see more.
          </EmptyState>
        }
      />
      <nav aria-label="Pages of the history" className="mt-3 flex justify-between gap-2">
        {cursor ? <LinkButton href={at(narrowed)}>Latest events</LinkButton> : <span />}
        {next ? <LinkButton href={at({ ...narrowed, cursor: next })}>Older events</LinkButton> : null}
      </nav>
    </>
  );
}
