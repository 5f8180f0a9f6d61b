import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

/** What every field of the kit takes besides the attributes of its own element. */
export type FieldOptions = {
  label: ReactNode;
  /** Keeps the label for screen readers only, where the place already says what it is. */
  labelHidden?: boolean;
  hint?: ReactNode;
  /** What is wrong with the value and how to put it right. */
  error?: ReactNode;
  required?: boolean;
  /** Classes of the whole field, not of the input. */
  fieldClassName?: string;
};

/** Attributes that tie an input to its label, hint and error. */
export type FieldWiring = {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
};

export type FieldProps = FieldOptions & { children: (wiring: FieldWiring) => ReactNode; id?: string };

/** Label above, hint below it, error below the input, all tied to the input. Required fields say so in words. */
export function Field({
  label,
  labelHidden,
  hint,
  error,
  required,
  fieldClassName,
  children,
  id: given,
}: FieldProps) {
  const own = useId();
  const id = given ?? own;
  const wiring: FieldWiring = {
    id,
    "aria-describedby": cn(hint && `${id}-hint`, error && `${id}-error`) || undefined,
    "aria-invalid": error ? true : undefined,
    "aria-required": required || undefined,
  };
  return (
    <div className={cn("field", fieldClassName)}>
      <label htmlFor={id} className={labelHidden ? "sr-only" : "field-label"}>
        <span data-label>{label}</span>
        <Required required={required} />
      </label>
      <Hint id={id}>{hint}</Hint>
      {children(wiring)}
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}

/** "required" after a label, quiet. */
export function Required({ required }: { required: boolean | undefined }) {
  return required ? <span className="ml-1.5 text-xs font-normal text-ink-3">required</span> : null;
}

/** The hint of the field with this id. */
export function Hint({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <div id={`${id}-hint`} className="field-hint">
      {children}
    </div>
  ) : null;
}

/** The error of the field with this id. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return children ? (
    <div id={`${id}-error`} className="field-error">
      <CircleAlert size={14} aria-hidden="true" />
      <span>{children}</span>
    </div>
  ) : null;
}
