"use client";

import type { FormValues } from "@/components/form/form-values";
import { PersonCombobox } from "@/components/form/person-combobox";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import type { ActionForm } from "@/components/form/use-action-form";
import { findingSeverities } from "@/domain/hypercare/finding";
import type { FindingView } from "../schema";
import { type CareMember, severityNames } from "./care-look";

interface FindingFieldsProps {
  form: ActionForm;
  /** Where the fields are in the input: "finding." or nothing. */
  prefix: string;
  members: readonly CareMember[];
  was?: FindingView;
}

/** What was found, how bad it is, the defect that follows it, and who sees to it. */
export function FindingFields({ form, prefix, members, was }: FindingFieldsProps) {
  return (
    <>
      <TextArea
        name="what"
        label="What was found"
        required
        rows={2}
        maxLength={2000}
        defaultValue={was?.what ?? ""}
        error={form.errorOf(`${prefix}what`)}
      />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Select
          name="severity"
          label="Severity"
          defaultValue={was?.severity ?? "major"}
          options={findingSeverities.map((value) => ({ value, label: severityNames[value] }))}
          error={form.errorOf(`${prefix}severity`)}
        />
        <PersonCombobox
          name="owner"
          label="Who sees to it"
          people={members}
          defaultValue={was?.owner?.id ?? ""}
          error={form.errorOf(`${prefix}owner`)}
        />
      </div>
      <TextInput
        name="defect"
        label="Defect"
        hint="Its address in your tracker"
        type="url"
        defaultValue={was?.link ?? ""}
        error={form.errorOf(`${prefix}link`)}
      />
    </>
  );
}

/** What was typed into them. */
export const findingOf = (values: FormValues) => ({
  what: values.text("what"),
  severity: findingSeverities.find((one) => one === values.text("severity")) ?? "major",
  link: values.text("defect"),
  owner: values.optional("owner"),
});
