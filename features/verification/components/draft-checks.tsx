"use client";

import { Trash2 } from "lucide-react";
import { useId } from "react";
import { FieldError } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import type { ActionForm } from "@/components/form/use-action-form";
import { Button, IconButton } from "@/components/ui/button";
import { type CheckPage, checkPages } from "@/domain/verification";
import type { VerificationView, WantedRules } from "../schema";

type StoredCheck = NonNullable<VerificationView["rules"]["hypercare"]>["checks"][number];

/** A daily check while it is being written. */
export interface DraftCheck {
  /** Null for a new one: its id comes from its title. */
  id: string | null;
  title: string;
  text: string;
  sources: string[];
  page: CheckPage | null;
}

const pageNames: Record<CheckPage, string> = { health: "Health", counts: "Counts", logs: "Logs" };

export const draftsOf = (checks: readonly StoredCheck[]): DraftCheck[] =>
  checks.map(({ id, title, text, sources, page }) => ({ id, title, text, sources, page }));

/** The drafts as the API takes them; new ones get the id of their title, the only one of its kind. */
export function wantedChecks(drafts: readonly DraftCheck[]): NonNullable<WantedRules["hypercare"]>["checks"] {
  const taken = new Set(drafts.flatMap(({ id }) => (id === null ? [] : [id])));
  return drafts.map(({ id, ...rest }) => {
    if (id !== null) return { id, ...rest };
    const base =
      rest.title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .slice(0, 60) || "check";
    let own = base;
    for (let n = 2; taken.has(own); n += 1) own = `${base}-${n}`;
    taken.add(own);
    return { id: own, ...rest };
  });
}

interface DraftChecksProps {
  form: ActionForm;
  checks: readonly DraftCheck[];
  onChange: (checks: readonly DraftCheck[]) => void;
}

/** The checks of a day, added, reworded and removed. */
export function DraftChecks({ form, checks, onChange }: DraftChecksProps) {
  const id = useId();
  const edit = (index: number, change: Partial<DraftCheck>) =>
    onChange(checks.map((one, at) => (at === index ? { ...one, ...change } : one)));
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h3 id={id} className="field-label">
        Checks of every day
      </h3>
      <FieldError id={id}>{form.errorOf("rules.hypercare.checks")}</FieldError>
      {checks.map((check, index) => {
        const errorOf = (field: string) => form.errorOf(`rules.hypercare.checks.${index}.${field}`);
        return (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: a new check has no other name, and none changes its place
            key={index}
            className="flex flex-col gap-2.5 rounded-lg border border-line p-3"
          >
            <legend className="sr-only">Check {index + 1}</legend>
            <div className="flex items-end gap-2">
              <TextInput
                label={`Check ${index + 1}`}
                required
                maxLength={300}
                value={check.title}
                onChange={(event) => edit(index, { title: event.target.value })}
                error={errorOf("title")}
                fieldClassName="min-w-0 flex-1"
              />
              <IconButton
                label={`Remove check ${index + 1}`}
                icon={<Trash2 size={16} />}
                onClick={() => onChange(checks.filter((_, at) => at !== index))}
              />
            </div>
            <TextArea
              label="How to look"
              hint="What is well, and what is a finding; markdown"
              required
              rows={2}
              maxLength={4000}
              value={check.text}
              onChange={(event) => edit(index, { text: event.target.value })}
              error={errorOf("text")}
            />
            <Select
              label="Page that shows it"
              empty="None"
              value={check.page ?? ""}
              onChange={(event) =>
                edit(index, { page: checkPages.find((page) => page === event.target.value) ?? null })
              }
              options={checkPages.map((page) => ({ value: page, label: pageNames[page] }))}
              fieldClassName="max-w-60"
            />
          </fieldset>
        );
      })}
      <div>
        <Button
          size="sm"
          onClick={() => onChange([...checks, { id: null, title: "", text: "", sources: [], page: null }])}
        >
          Add a check
        </Button>
      </div>
    </section>
  );
}
