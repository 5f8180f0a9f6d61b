"use client";

import { useRouter } from "next/navigation";
import { FormErrors } from "@/components/form/form-errors";
import { Meanwhile } from "@/components/form/meanwhile";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { editReviewAction } from "../actions";
import type { ReviewView } from "../schema";

const labels = {
  summary: "Summary",
  wentWell: "What went well",
  wentBadly: "What went badly",
  actions: "What is done otherwise next time, and by whom",
} as const;
type Part = keyof typeof labels;
const parts = Object.keys(labels) as Part[];

interface ReviewFormProps {
  upgrade: string;
  written: ReviewView["written"];
  zone: string;
  now: string;
  refused: string | null;
}

/** What people write. Two who write at once see each other's text, and lose nothing typed. */
export function ReviewForm({ upgrade, written, zone, now, refused }: ReviewFormProps) {
  const router = useRouter();
  const held = useHeld({
    current: written,
    stored: ({ summary, wentWell, wentBadly, actions }) => ({ summary, wentWell, wentBadly, actions }),
    labels,
  });
  const form = useActionForm({
    action: editReviewAction,
    input: (values) => ({
      upgrade,
      version: held.version,
      ...Object.fromEntries(parts.map((part) => [part, values.text(part)])),
    }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: () => {
      held.onSaved();
      void notify({ message: "The review is saved" });
      router.refresh();
    },
  });
  return (
    <form key={held.held?.version} {...form.formProps} {...held.formProps} className="flex flex-col gap-3.5">
      <FormErrors form={form} />
      <Meanwhile held={held} />
      {parts.map((part) => (
        <TextArea
          key={part}
          name={part}
          label={labels[part]}
          rows={part === "summary" ? 3 : 4}
          maxLength={20_000}
          defaultValue={written[part]}
          readOnly={refused !== null}
          error={form.errorOf(part)}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton pending={form.pending} reason={refused}>
          Save
        </SubmitButton>
        {written.editedAt && written.editedBy ? (
          <span className="text-sm text-ink-3">
            Last by {written.editedBy.name}, <Time value={written.editedAt} zone={zone} now={now} />
          </span>
        ) : null}
      </div>
    </form>
  );
}
