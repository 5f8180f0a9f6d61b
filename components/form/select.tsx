import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { Field, type FieldOptions } from "./field";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = FieldOptions & {
  options: readonly SelectOption[];
  /** First entry with an empty value: "Nobody", "Choose…". */
  empty?: string;
} & Omit<ComponentProps<"select">, "required" | "children" | "multiple" | "size">;

/** One of a few known values: the browser's own select, which every phone and screen reader knows. */
export function Select(props: SelectProps) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    fieldClassName,
    className,
    id,
    options,
    empty,
    ...select
  } = props;
  return (
    <Field {...{ label, labelHidden, hint, error, required, fieldClassName, id }}>
      {(wiring) => (
        <select {...select} {...wiring} className={cn("input", className)}>
          {empty === undefined ? null : <option value="">{empty}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
