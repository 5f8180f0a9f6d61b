"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { knownCounts } from "@/domain/health/count";
import { setCountAction } from "../actions";
import type { CountsView } from "../schema";

interface CountFormProps {
  upgrade: string;
  environment: string;
  counts: CountsView["counts"];
  label: string;
  refused: string | null;
}

/** "Deployed revisions" and "deployed_revisions" are the same. */
const nameOf = (typed: string) => {
  const known = knownCounts.find(({ title }) => title.toLowerCase() === typed.toLowerCase());
  return known?.name ?? typed.toLowerCase().replace(/[\s-]+/g, "_");
};

/** Writes down one count; a side left empty stays as it is. */
export function CountForm({ upgrade, environment, counts, label, refused }: CountFormProps) {
  const router = useRouter();
  const listId = useId();
  const [saved, setSaved] = useState(0);
  const form = useActionForm({
    action: setCountAction,
    input: (values) => {
      const name = nameOf(values.text("name"));
      const [before, after] = [values.number("before"), values.number("after")];
      return {
        upgrade,
        environment,
        name,
        version: counts.find((count) => count.name === name)?.version ?? 0,
        ...(before !== null && { before }),
        ...(after !== null && { after }),
      };
    },
    onSuccess: () => {
      setSaved((times) => times + 1);
      router.refresh();
    },
  });
  return (
    <form
      key={saved}
      {...form.formProps}
      aria-label={label}
      className="flex flex-col gap-3 border-t border-line px-3.5 py-3"
    >
      <FormErrors form={form} />
      <div className="flex flex-wrap items-end gap-3">
        <TextInput
          name="name"
          label="What"
          list={listId}
          required
          error={form.errorOf("name")}
          fieldClassName="w-52"
          readOnly={refused !== null}
        />
        <datalist id={listId}>
          {knownCounts.map(({ name, title }) => (
            <option key={name} value={title} />
          ))}
        </datalist>
        {(["before", "after"] as const).map((side) => (
          <TextInput
            key={side}
            name={side}
            type="number"
            min={0}
            step={1}
            inputMode="numeric"
            label={side === "before" ? "Before" : "After"}
            error={form.errorOf(side)}
            fieldClassName="w-28"
            readOnly={refused !== null}
          />
        ))}
        <SubmitButton pending={form.pending} reason={refused}>
          Write down
        </SubmitButton>
      </div>
    </form>
  );
}
