import type { ComponentProps, ReactNode } from "react";
import { cn } from "@/lib/cn";
import { Field, type FieldOptions } from "./field";

export type TextInputProps = FieldOptions & {
  /** Beside the input, inside its line: a unit, a button. */
  after?: ReactNode;
} & Omit<ComponentProps<"input">, "required" | "size">;

/** A one-line field with its label: text, e-mail, password, number, url, date. */
export function TextInput(props: TextInputProps) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    fieldClassName,
    after,
    className,
    id,
    type = "text",
    ...input
  } = props;
  const field = { label, labelHidden, hint, error, required, fieldClassName, id };
  return (
    <Field {...field}>
      {(wiring) => {
        const control = (
          <input
            {...input}
            {...wiring}
            type={type}
            className={cn("input", type === "number" && "num", className)}
          />
        );
        if (!after) return control;
        return (
          <div className="flex items-center gap-2">
            {control}
            {after}
          </div>
        );
      }}
    </Field>
  );
}
