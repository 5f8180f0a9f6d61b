"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import {
  formatCount,
  formatDuration,
  formatRange,
  formatRelative,
  formatTime,
  listWords,
  zoneName,
} from "@/lib/format";
import type { ProposalList } from "../schema";
import { BookDialog, type WindowFormPlace } from "./book-dialog";
import { daysAhead, NeedsForm } from "./needs-form";

type Proposal = ProposalList["proposals"][number];

interface ProposalsCardProps extends WindowFormPlace {
  found: ProposalList;
  /** The environment has a window: another one can't be booked. */
  taken: boolean;
  now: string;
  /** Why this person can't book. */
  refused: string | null;
}

/** Where the work fits with the least traffic; each can be booked. */
export function ProposalsCard({ found, taken, now, refused, ...place }: ProposalsCardProps) {
  const [chosen, setChosen] = useState<Proposal | null>(null);
  const { proposals, leftOut, missing, needs } = found;
  const reason = refused ?? (taken ? "There is a window already. Move or cancel that one." : null);
  const left = [
    leftOut.closed > 0 ? `${formatCount(leftOut.closed)} touch a freeze or holiday` : "",
    leftOut.unknown > 0 ? `${formatCount(leftOut.unknown)} meet hours whose traffic is not known` : "",
    leftOut.crew > 0 ? `${formatCount(leftOut.crew)} lie outside of somebody's hours` : "",
  ].filter((part) => part !== "");
  return (
    <Card title="Quiet windows">
      <div className="border-b border-line px-3.5 pb-3.5">
        {/* Made anew for another question, not because time goes on: what is being typed stays. */}
        <NeedsForm
          key={JSON.stringify([needs, daysAhead(found), found.asked.crew, found.asked.onlyCrewHours])}
          {...place}
          found={found}
        />
      </div>
      {missing ? (
        <div className="p-3.5">
          <Notice>{missing}</Notice>
        </div>
      ) : proposals.length === 0 ? (
        <EmptyState title={`No window of ${formatDuration(needs.totalMinutes)} fits`} headingLevel={3}>
          {left.length > 0 ? `Of ${formatCount(found.starts)} possible starts, ${listWords(left)}. ` : ""}Look
          further ahead, or need less time.
        </EmptyState>
      ) : (
        <>
          <ol aria-label="Quiet windows, least traffic first">
            {proposals.map((proposal, index) => (
              <li
                key={proposal.from}
                className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-3.5 py-2.5"
              >
                <span className="num w-5 shrink-0 text-ink-3">{index + 1}</span>
                <div className="min-w-0 flex-1 basis-64">
                  <p>
                    <b>{formatRange(proposal.from, proposal.to, place.zone, now)}</b>{" "}
                    <span className="text-sm text-ink-3">{formatRelative(proposal.from, now)}</span>
                  </p>
                  <p className="num text-ink-2">
                    {formatCount(proposal.traffic)} {proposal.traffic === 1 ? "request" : "requests"}
                    {proposal.share === null
                      ? ""
                      : `, ${shareOf(proposal.share)} of what ${formatDuration(needs.totalMinutes)} meet on average`}
                  </p>
                  <Crew proposal={proposal} />
                </div>
                <Button
                  size="sm"
                  reason={reason}
                  aria-label={`Book ${formatRange(proposal.from, proposal.to, place.zone, now)}`}
                  onClick={() => setChosen(proposal)}
                >
                  Book…
                </Button>
              </li>
            ))}
          </ol>
          {left.length > 0 ? (
            <p className="px-3.5 py-2.5 text-sm text-ink-3">
              Of {formatCount(found.starts)} possible starts, {listWords(left)}.
            </p>
          ) : null}
        </>
      )}
      {chosen ? (
        <BookDialog
          {...place}
          start={chosen.from}
          end={chosen.to}
          reserveMinutes={needs.reserveMinutes}
          chosen={found.asked.crew}
          onClose={() => setChosen(null)}
        />
      ) : null}
    </Card>
  );
}

function shareOf(share: number): string {
  const percent = share * 100;
  return percent > 0 && percent < 1 ? "less than 1 %" : `${Math.round(percent)} %`;
}

/** Who of the crew can work then, by their own clocks; nothing is assumed of those who have not said. */
function Crew({ proposal: { crew, from, to } }: { proposal: Proposal }) {
  if (crew.length === 0) return null;
  const out = crew.filter(({ works }) => works === false);
  const silent = crew.filter(({ works }) => works === null);
  const local = ({ name, zone }: (typeof crew)[number]) =>
    `${name} (${formatTime(from, zone)}–${formatTime(to, zone)} ${zoneName(from, zone)})`;
  return (
    <p className="mt-0.5 flex flex-wrap items-center gap-1.5 text-sm text-ink-3">
      {out.length === 0 && silent.length === 0 ? <Chip tone="done">everybody can work</Chip> : null}
      {out.length > 0 ? (
        <span data-tone="stale">Outside of the hours of {listWords(out.map(local))}.</span>
      ) : null}
      {silent.length > 0 ? <span>Hours not known: {listWords(silent.map(({ name }) => name))}.</span> : null}
    </p>
  );
}
