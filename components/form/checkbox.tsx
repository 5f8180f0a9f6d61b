import { type ComponentProps, type ReactNode, useId } from "react";
import { tip } from "@/components/ui/tip";
import { cn } from "@/lib/cn";
import { FieldError } from "./field";

export type CheckboxProps = {
  label: ReactNode;
  /** Keeps the label for screen readers only, e.g. in the first column of a list. */
  labelHidden?: boolean;
  hint?: ReactNode;
  error?: ReactNode;
  /** Why it cannot be changed now; it stays visible and focusable and says so. */
  reason?: string | null;
} & Omit<ComponentProps<"input">, "type" | "size">;

/** A yes or no. In a form without JavaScript it sends "on" or nothing. */
export function Checkbox({
  label,
  labelHidden,
  hint,
  error,
  reason,
  className,
  id: given,
  ...input
}: CheckboxProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <div className={cn("field", className)}>
      <label htmlFor={id} className="tick-label" {...tip(reason)}>
        <input
          {...input}
          {...(reason ? keepAsIs : {})}
          id={id}
          type="checkbox"
          className="tick"
          aria-invalid={error ? true : undefined}
          aria-describedby={cn((hint || reason) && `${id}-hint`, error && `${id}-error`) || undefined}
        />
        <span data-label className={labelHidden ? "sr-only" : undefined}>
          {label}
        </span>
      </label>
      {hint || reason ? (
        <div id={`${id}-hint`} className={labelHidden || !hint ? "sr-only" : "field-hint pl-6.5"}>
          {hint} {reason}
        </div>
      ) : null}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

// A disabled box would drop out of the tab order and its reason could not be heard; without a handler a controlled one
// simply stays as it is.
const keepAsIs = { "aria-disabled": true, readOnly: true, onChange: undefined } as const;
