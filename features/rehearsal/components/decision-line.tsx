"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import type { RunVerdict } from "@/domain/run-decision";
import { decideInRunAction, voteInRunAction } from "../actions";
import type { LiveDecision, LiveView } from "../schema/live";

/** What every decision point on a page is drawn with. */
export interface DecisionProps {
  upgrade: string;
  view: LiveView;
  person: { id: string };
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

const words: Record<RunVerdict, string> = { go: "Go", no_go: "No-go" };

/** One decision point: the question, who voted how, and what was decided or the buttons to do so. */
export function DecisionLine({
  decision,
  upgrade,
  view: { run },
  person,
  zone,
  now,
  refused,
}: DecisionProps & { decision: LiveDecision }) {
  const router = useRouter();
  const [asking, setAsking] = useState<{ what: "vote" | "decide"; verdict: RunVerdict } | null>(null);
  if (!run) return null;
  const ended = run.endedAt ? "The run has ended." : null;
  const others = decision.votes.filter((vote) => vote.by.id !== person.id);
  const needed =
    asking?.what === "vote"
      ? asking.verdict === "no_go"
      : others.some((vote) => vote.verdict !== asking?.verdict);
  return (
    <>
      <p className="font-medium wrap-anywhere">{decision.question}</p>
      <p className="text-sm text-ink-3">
        <Time value={decision.askedAt} zone={zone} now={now} />, {decision.askedBy?.name ?? "Liftlock"}
      </p>
      <ul className="mt-1 grid gap-1.5">
        {decision.votes.map((vote) => (
          <li key={vote.by.id} className="text-sm wrap-anywhere text-ink-2">
            <Chip tone={vote.verdict === "go" ? "done" : "blocked"}>
              {vote.by.name}: {words[vote.verdict]}
            </Chip>
            {vote.reason ? `, ${vote.reason}` : ""}
          </li>
        ))}
      </ul>
      {decision.verdict ? (
        <p className="mt-1.5 wrap-anywhere">
          <b className="font-semibold">{words[decision.verdict]}</b>, decided by {decision.decidedBy?.name}{" "}
          {decision.decidedAt ? <Time value={decision.decidedAt} zone={zone} now={now} show="time" /> : null}
          {decision.reason ? `: ${decision.reason}` : ""}
        </p>
      ) : (
        <div className="mt-2 flex flex-wrap gap-2">
          {(["vote", "decide"] as const).flatMap((what) =>
            (["go", "no_go"] as const).map((verdict) => (
              <Button
                key={`${what} ${verdict}`}
                size="sm"
                variant={what === "decide" && verdict === "go" ? "primary" : "default"}
                reason={refused[what === "vote" ? "run.vote" : "run.decide"] ?? ended}
                onClick={() => setAsking({ what, verdict })}
              >
                {what === "vote" ? "Vote" : "Decide"} {words[verdict].toLowerCase()}
              </Button>
            )),
          )}
        </div>
      )}
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={
          asking
            ? `${asking.what === "vote" ? "Vote" : "Decide"} ${words[asking.verdict].toLowerCase()}?`
            : ""
        }
        confirmLabel={asking?.what === "vote" ? "Vote" : "Decide"}
        danger={asking?.verdict === "no_go" && asking.what === "decide"}
        reason={{ label: "Why", hint: "Kept in the history.", required: needed }}
        onConfirm={async (reason) => {
          if (!asking) return { ok: true };
          const { what, verdict } = asking;
          const about = { upgrade, run: run.id, decision: decision.id, verdict, reason };
          const result =
            what === "vote"
              ? await voteInRunAction(about)
              : await decideInRunAction({ ...about, version: decision.version });
          router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {decision.question}
        {decision.demanded ? " Go: on with the run. No-go: back out." : ""}
      </ConfirmDialog>
    </>
  );
}
