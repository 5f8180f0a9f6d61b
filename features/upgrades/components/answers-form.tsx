"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import type { PlanPreview } from "@/features/playbooks/components/use-plan-preview";
import { plural } from "@/lib/format";
import { changeAnswersAction, previewAnswersAction } from "../actions";
import type { planDifferenceOutput } from "../schema";
import { DifferenceItems } from "./difference-items";
import { QuestionsPart } from "./questions-part";

type Difference = z.output<typeof planDifferenceOutput>;
type Answers = Readonly<Record<string, string | boolean>>;

interface AnswersFormProps {
  upgrade: string;
  version: number;
  questions: PlanPreview["questions"];
  answers: Answers;
  refused: string | null;
}

/** Change answers: what is added and removed is shown before anything is applied. */
export function AnswersForm({ upgrade, version, questions, answers, refused }: AnswersFormProps) {
  const router = useRouter();
  const [given, setGiven] = useState<Record<string, string | boolean | null>>({});
  const [difference, setDifference] = useState<Difference | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const asked = JSON.stringify(given);

  useEffect(() => {
    let current = true;
    if (asked === "{}") return setDifference(null);
    void previewAnswersAction({ upgrade, answers: JSON.parse(asked) }).then((answer) => {
      if (!current) return;
      setFailure(answer.ok ? null : answer.message);
      if (answer.ok) setDifference(answer.output);
    });
    return () => {
      current = false;
    };
  }, [upgrade, asked]);

  const shown = Object.fromEntries(
    Object.entries({ ...answers, ...given }).filter(
      (entry): entry is [string, string | boolean] => entry[1] !== null,
    ),
  );
  const apply = async () => {
    setPending(true);
    const result = await changeAnswersAction({ upgrade, version, answers: given });
    setPending(false);
    setFailure(result.ok ? null : result.message);
    if (!result.ok) return;
    setGiven({});
    void notify({ message: "The plan follows the new answers" });
    router.refresh();
  };
  const changed = difference !== null && difference.changes.length > 0;
  return (
    <div className="grid gap-4">
      <QuestionsPart
        questions={questions}
        answers={shown}
        onAnswer={(id, answer) => setGiven({ ...given, [id]: answer })}
      />
      {failure ? (
        <Notice tone="error" live>
          {failure}
        </Notice>
      ) : null}
      {changed ? <DifferenceView difference={difference} /> : null}
      {/* In sight wherever in the long form an answer was changed. */}
      <div className="sticky bottom-0 flex flex-wrap items-center gap-2 border-line border-t bg-bg py-2.5">
        {changed ? <span className="mr-auto">{inShort(difference)}</span> : null}
        <Button
          variant="primary"
          pending={pending}
          reason={refused ?? (changed ? null : "Change an answer first.")}
          onClick={() => void apply()}
        >
          Apply to the plan
        </Button>
        {changed ? <Button onClick={() => setGiven({})}>Discard</Button> : null}
      </div>
    </div>
  );
}

/** "2 answers changed: 5 items added, 1 removed, 19 kept". */
function inShort({ changes, added, removed, kept }: Difference): string {
  const parts = [
    added.length > 0 && `${plural(added.length, "item")} added`,
    removed.length > 0 && `${removed.length} removed`,
    kept.length > 0 && `${kept.length} kept`,
  ].filter(Boolean);
  const what = parts.length > 0 ? parts.join(", ") : "the plan stays as it is";
  return `${plural(changes.length, "answer")} changed: ${what}`;
}

function DifferenceView({ difference }: { difference: Difference }) {
  return (
    <div className="grid gap-3 rounded-lg border border-line bg-surface p-3.5" aria-live="polite">
      <ul>
        {difference.changes.map((change) => (
          <li key={change.question}>
            {change.question}: {change.was} → <b>{change.is}</b>
          </li>
        ))}
      </ul>
      <DifferenceItems title="Added" tone="done" items={difference.added} />
      <DifferenceItems title="Removed: nobody has worked on them" tone="blocked" items={difference.removed} />
      <DifferenceItems
        title="Kept although no longer asked for: work was done"
        tone="stale"
        items={difference.kept}
      />
      {difference.added.length + difference.removed.length + difference.kept.length === 0 ? (
        <p className="text-ink-2">The plan stays as it is.</p>
      ) : null}
    </div>
  );
}
