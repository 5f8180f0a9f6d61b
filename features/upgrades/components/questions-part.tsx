"use client";

import { RadioGroup } from "@/components/form/radio-group";
import { Select } from "@/components/form/select";
import { Section } from "@/components/layout/section";
import type { PlanPreview } from "@/features/playbooks/components/use-plan-preview";

type Question = PlanPreview["questions"][number];
type Answer = string | boolean;

interface QuestionsPartProps {
  questions: readonly Question[];
  answers: Readonly<Record<string, Answer>>;
  onAnswer: (id: string, answer: Answer | null) => void;
}

const unanswered = "";

/** What the installation is like; beside each answer the steps it switches on, and why. */
export function QuestionsPart({ questions, answers, onAnswer }: QuestionsPartProps) {
  return (
    <Section
      title="Your installation"
      lead="Answers switch steps, tests and variables on. They can be changed later; the difference is shown before it is applied."
    >
      <ol className="grid gap-5">
        {questions.map((question) => (
          <li key={question.id} className="grid gap-1.5">
            <Ask
              question={question}
              answer={answers[question.id]}
              onAnswer={(answer) => onAnswer(question.id, answer)}
            />
            <Switched question={question} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Ask({
  question,
  answer,
  onAnswer,
}: {
  question: Question;
  answer: Answer | undefined;
  onAnswer: (answer: Answer | null) => void;
}) {
  if (question.kind === "choice") {
    return (
      <Select
        label={question.text}
        hint={question.why}
        empty="Not known yet"
        value={typeof answer === "string" ? answer : unanswered}
        onChange={(event) => onAnswer(event.target.value || null)}
        options={question.options}
      />
    );
  }
  return (
    <RadioGroup
      inline
      name={`question-${question.id}`}
      legend={question.text}
      hint={question.why}
      value={answer === undefined ? "unknown" : answer ? "yes" : "no"}
      onChange={(value) => onAnswer(value === "unknown" ? null : value === "yes")}
      options={[
        { value: "yes", label: "Yes" },
        { value: "no", label: "No" },
        { value: "unknown", label: "Not known yet" },
      ]}
    />
  );
}

function Switched({ question }: { question: Question }) {
  const { on, off } = question;
  if (on.length + off.length === 0) return null;
  const parts = [
    on.length > 0 && `switches ${on.length} ${on.length === 1 ? "step" : "steps"} on`,
    off.length > 0 &&
      (on.length > 0
        ? `${off.length} off`
        : `switches ${off.length} ${off.length === 1 ? "step" : "steps"} off`),
  ].filter(Boolean);
  return (
    <details className="text-sm text-ink-2">
      <summary className="cursor-pointer text-doing">This answer {parts.join(" and ")}</summary>
      <ul className="mt-1 grid gap-0.5 pl-4">
        {on.map((step) => (
          <li key={step.code}>
            <span className="font-mono text-ink-3">{step.code}</span> {step.title}.{" "}
            <span className="text-ink-3">{step.reason}</span>
          </li>
        ))}
        {off.map((step) => (
          <li key={step.code} className="text-ink-3">
            <span className="font-mono">{step.code}</span> {step.title}: not needed
          </li>
        ))}
      </ul>
    </details>
  );
}
