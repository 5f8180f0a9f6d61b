import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";
import { FieldError, Hint, Required } from "./field";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  options: readonly RadioOption[];
  hint?: ReactNode;
  error?: ReactNode;
  required?: boolean;
  defaultValue?: string;
  value?: string;
  onChange?: (value: string) => void;
  /** Side by side where there is room, for two or three short answers. */
  inline?: boolean;
  className?: string;
};

/** One of a few answers, all visible. The whole line of an answer can be clicked. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, legend, options, hint, error, required, defaultValue, value, onChange, inline, className } =
    props;
  const id = useId();
  return (
    <div
      className={cn("field", className)}
      aria-describedby={cn(hint && `${id}-hint`, error && `${id}-error`) || undefined}
      aria-invalid={error ? true : undefined}
      aria-required={required || undefined}
      role="radiogroup"
      aria-labelledby={`${id}-legend`}
    >
      <div id={`${id}-legend`} className="field-label">
        <span data-label>{legend}</span>
        <Required required={required} />
      </div>
      <Hint id={id}>{hint}</Hint>
      <div className={cn("flex gap-x-5 gap-y-1.5", inline ? "flex-wrap" : "flex-col")}>
        {options.map((option) => (
          <label key={option.value} className="tick-label">
            <input
              id={`${id}-${option.value}`}
              type="radio"
              className="tick"
              name={name}
              value={option.value}
              disabled={option.disabled}
              defaultChecked={value === undefined ? option.value === defaultValue : undefined}
              checked={value === undefined ? undefined : option.value === value}
              onChange={onChange ? () => onChange(option.value) : undefined}
            />
            <span>
              {option.label}
              {option.hint ? <span className="field-hint block">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
      <FieldError id={id}>{error}</FieldError>
    </div>
  );
}
