import { Download } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { zoneNote } from "@/lib/format";
import type { AuditItem } from "../schema";
import { ChainCheck } from "./chain-check";
import type { HistoryAddress } from "./history-filters";
import { HistoryForm, type HistoryFormProps } from "./history-form";
import { HistoryList } from "./history-list";

interface HistoryProps extends HistoryFormProps {
  title: string;
  lead: string;
  upgrade: string | null;
  items: readonly AuditItem[];
  next: string | null;
  /** The address of this screen narrowed otherwise. */
  at: (address: HistoryAddress) => string;
  csv: string;
  json: string;
  zone: string;
  now: string;
}

/** A history: what happened in sentences, narrowed by what one looks for, with its proof. */
export function History(props: HistoryProps) {
  const { title, lead, upgrade, items, next, at, csv, json, zone, now, ...form } = props;
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
        <HistoryForm {...form} />
      </div>
      <HistoryList
        items={items}
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
