"use client";

import type { FormValues } from "@/components/form/form-values";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import type { FieldValue } from "@/domain/finding";
import { whatCanBeNamed } from "@/domain/reference";
import type { KindView } from "../schema";

type KindField = KindView["fields"][number];
const hint = `Name ${whatCanBeNamed}. Commas, spaces or lines between.`;
const nameOf = (field: KindField) => `fields.${field.id}`;

/** The input that fits a field of a kind. Empty leaves it open. */
export function FieldInput({
  field,
  value,
  error,
}: {
  field: KindField;
  value: FieldValue;
  error: string | undefined;
}) {
  const common = { name: nameOf(field), label: field.label, error };
  const text = value === null ? "" : String(value);
  switch (field.kind) {
    case "long_text":
      return <TextArea {...common} defaultValue={text} />;
    case "choice":
      return <Select {...common} empty="Not said" defaultValue={text} options={field.options} />;
    case "boolean":
      return (
        <Select
          {...common}
          empty="Not said"
          defaultValue={value === null ? "" : value === true ? "yes" : "no"}
          options={[
            { value: "yes", label: "Yes" },
            { value: "no", label: "No" },
          ]}
        />
      );
    case "date":
      return <TextInput {...common} type="date" defaultValue={text} />;
    case "number":
      return <TextInput {...common} inputMode="decimal" defaultValue={text} />;
    case "link":
      return <TextInput {...common} type="url" placeholder="https://" defaultValue={text} />;
    case "references":
      return <TextArea {...common} rows={2} hint={hint} defaultValue={text} />;
    case "text":
      return <TextInput {...common} defaultValue={text} />;
  }
}

/** What was typed into the fields of a kind; null for those left open. */
export function fieldValues(fields: readonly KindField[], values: FormValues): Record<string, FieldValue> {
  return Object.fromEntries(
    fields.map((field) => {
      const name = nameOf(field);
      if (field.kind === "number") {
        const number = values.number(name);
        // What is no number is sent as it was typed: the refusal names the field.
        return [field.id, number === null || Number.isFinite(number) ? number : values.text(name)];
      }
      const text = values.optional(name);
      return [field.id, field.kind === "boolean" && text !== null ? text === "yes" : text];
    }),
  );
}
