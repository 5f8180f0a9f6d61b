import type { ComponentProps } from "react";
import { cn } from "@/lib/cn";
import { Field, type FieldOptions } from "./field";

export type TextAreaProps = FieldOptions & Omit<ComponentProps<"textarea">, "required">;

/** A field of several lines that grows with what is typed, up to half the screen. */
export function TextArea(props: TextAreaProps) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    fieldClassName,
    className,
    id,
    rows = 3,
    ...area
  } = props;
  return (
    <Field {...{ label, labelHidden, hint, error, required, fieldClassName, id }}>
      {(wiring) => <textarea {...area} {...wiring} rows={rows} className={cn("input", className)} />}
    </Field>
  );
}
