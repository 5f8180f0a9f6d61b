"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { RadioGroup } from "@/components/form/radio-group";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { answerCheckAction } from "../actions";
import type { AnswerView, CheckView } from "../schema";
import type { CareMember } from "./care-look";
import { FindingFields, findingOf } from "./finding-fields";

export interface Asked {
  check: CheckView;
  answer: AnswerView | null;
  /** What the dialog opens with. */
  result: "clean" | "finding";
}

interface AnswerDialogProps {
  upgrade: string;
  environment: string;
  day: number;
  asked: Asked;
  members: readonly CareMember[];
  onClose: () => void;
}

/** An answer with its note, link and, where something was found, the finding. Also corrects an earlier one. */
export function AnswerDialog({ upgrade, environment, day, asked, members, onClose }: AnswerDialogProps) {
  const router = useRouter();
  const { check, answer } = asked;
  const [result, setResult] = useState(asked.result);
  const form = useActionForm({
    action: answerCheckAction,
    input: (values) => ({
      upgrade,
      environment,
      day,
      check: check.id,
      version: answer?.version ?? 0,
      result,
      note: values.text("note"),
      link: values.text("link"),
      ...(result === "finding" && { finding: findingOf(values) }),
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      form={form}
      title={answer ? `Correct “${check.title}”` : check.title}
      description={
        answer
          ? `Day ${day}. History keeps both answers. A finding stays open until it is closed.`
          : `Day ${day}. What is found keeps the exit gate shut until it is closed.`
      }
      submit={answer ? "Correct" : "Answer"}
      onClose={onClose}
    >
      <RadioGroup
        name="result"
        legend="What did you see?"
        inline
        value={result}
        onChange={(value) => setResult(value === "clean" ? "clean" : "finding")}
        options={[
          { value: "clean", label: "Clean" },
          { value: "finding", label: answer?.result === "finding" ? "Another finding" : "A finding" },
        ]}
      />
      {result === "finding" ? <FindingFields form={form} prefix="finding." members={members} /> : null}
      <TextArea
        name="note"
        label={answer ? "Why it is another answer now" : "Note"}
        hint={answer ? undefined : "What was looked at; may be left out"}
        required={answer !== null}
        rows={2}
        maxLength={2000}
        defaultValue={answer?.result === asked.result ? answer.note : ""}
        error={form.errorOf("note")}
      />
      <TextInput
        name="link"
        label="Link to what you looked at"
        type="url"
        defaultValue={answer?.link ?? ""}
        error={form.errorOf("link")}
      />
    </FormDialog>
  );
}
