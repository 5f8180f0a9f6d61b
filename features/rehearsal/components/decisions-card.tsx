"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import type { RunVerdict } from "@/domain/run-decision";
import { askDecisionAction, decideInRunAction, voteInRunAction } from "../actions";
import type { LiveDecision, LiveView } from "../schema/live";

interface DecisionsCardProps {
  upgrade: string;
  view: LiveView;
  person: { id: string };
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

const words: Record<RunVerdict, string> = { go: "Go", no_go: "No-go" };
type Asking = { decision: LiveDecision; what: "vote" | "decide"; verdict: RunVerdict };

/** Decision points of the run: who is asked, who voted how, and what was decided. */
export function DecisionsCard({ upgrade, view, person, zone, now, refused }: DecisionsCardProps) {
  const router = useRouter();
  const [question, setQuestion] = useState("");
  const [asking, setAsking] = useState<Asking | null>(null);
  const [pending, setPending] = useState(false);
  const { run } = view;
  if (!run) return null;
  const ended = run.endedAt ? "The run has ended." : null;
  const of = { upgrade, run: run.id };
  const ask = async () => {
    setPending(true);
    const result = await askDecisionAction({ ...of, question });
    setPending(false);
    if (result.ok) setQuestion("");
    else void notify({ message: result.message, tone: "error" });
    router.refresh();
  };
  return (
    <Card title="Decision points" padded>
      <form
        className="flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void ask();
        }}
      >
        <TextInput
          label="Question to decide"
          placeholder="On to the data migration?"
          maxLength={300}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          fieldClassName="min-w-0 flex-1 basis-48"
        />
        <Button
          type="submit"
          pending={pending}
          reason={
            refused["run.ask"] ?? ended ?? (question.trim() === "" ? "Write the question first." : null)
          }
        >
          Ask
        </Button>
      </form>
      <ul className="mt-3 grid gap-3" aria-label="Decision points, latest first">
        {view.decisions.map((decision) => (
          <li key={decision.id} className="border-t border-line pt-2.5">
            <p className="font-medium wrap-anywhere">{decision.question}</p>
            <p className="text-sm text-ink-3">
              <Time value={decision.askedAt} zone={zone} now={now} />, {decision.askedBy.name}
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
                <b className="font-semibold">{words[decision.verdict]}</b>, decided by{" "}
                {decision.decidedBy?.name}{" "}
                {decision.decidedAt ? (
                  <Time value={decision.decidedAt} zone={zone} now={now} show="time" />
                ) : null}
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
                      onClick={() => setAsking({ decision, what, verdict })}
                    >
                      {what === "vote" ? "Vote" : "Decide"} {words[verdict].toLowerCase()}
                    </Button>
                  )),
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
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
        reason={{
          label: "Why",
          hint: "Kept in the history.",
          required:
            asking !== null &&
            (asking.what === "vote"
              ? asking.verdict === "no_go"
              : asking.decision.votes.some(
                  (vote) => vote.verdict !== asking.verdict && vote.by.id !== person.id,
                )),
        }}
        onConfirm={async (reason) => {
          if (!asking) return { ok: true };
          const { decision, what, verdict } = asking;
          const about = { ...of, decision: decision.id, verdict, reason };
          const result =
            what === "vote"
              ? await voteInRunAction(about)
              : await decideInRunAction({ ...about, version: decision.version });
          router.refresh();
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        {asking?.decision.question}
      </ConfirmDialog>
    </Card>
  );
}
