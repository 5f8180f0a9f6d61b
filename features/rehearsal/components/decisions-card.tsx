"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { TextInput } from "@/components/form/text-input";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/toast";
import { askDecisionAction } from "../actions";
import { DecisionLine, type DecisionProps } from "./decision-line";

/** Decision points of the run: who is asked, who voted how, and what was decided. What is demanded stands on top of the page. */
export function DecisionsCard({ demanded, ...props }: DecisionProps & { demanded: string | null }) {
  const { upgrade, view, refused } = props;
  const router = useRouter();
  const [question, setQuestion] = useState("");
  const [pending, setPending] = useState(false);
  const { run } = view;
  if (!run) return null;
  const ended = run.endedAt ? "The run has ended." : null;
  const ask = async () => {
    setPending(true);
    const result = await askDecisionAction({ upgrade, run: run.id, question });
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
        {view.decisions
          .filter(({ id }) => id !== demanded)
          .map((decision) => (
            <li key={decision.id} className="border-t border-line pt-2.5">
              <DecisionLine {...props} decision={decision} />
            </li>
          ))}
      </ul>
    </Card>
  );
}
