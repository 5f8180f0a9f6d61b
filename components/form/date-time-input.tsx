"use client";

import { useState } from "react";
import { formatDateTime, fromWallTime, type Instant, toWallTime, zoneName } from "@/lib/format";
import { Field, type FieldOptions } from "./field";

export type DateTimeInputProps = FieldOptions & {
  /** The form sends an ISO instant in UTC under this name, or "" when empty. */
  name: string;
  /** The zone the person types in, an IANA name; always shown. */
  zone: string;
  defaultValue?: Instant | null;
  min?: Instant;
  max?: Instant;
  onChange?: (instant: Date | null) => void;
};

/** A moment, typed as wall-clock time of one zone. Says so when clocks jump over the time that was typed. */
export function DateTimeInput(props: DateTimeInputProps) {
  const { name, zone, defaultValue, min, max, onChange, ...field } = props;
  const [text, setText] = useState(defaultValue == null ? "" : toWallTime(defaultValue, zone));
  const meant = fromWallTime(text, zone);
  const jumped = meant?.skipped
    ? `Clocks jump over that time in ${zone}; ${formatDateTime(meant.instant, zone)} is meant.`
    : null;
  return (
    <Field {...field} hint={jumped ?? field.hint}>
      {(wiring) => (
        <div className="flex items-center gap-2">
          <input
            {...wiring}
            type="datetime-local"
            className="input num w-auto"
            data-field={name}
            value={text}
            min={min === undefined ? undefined : toWallTime(min, zone)}
            max={max === undefined ? undefined : toWallTime(max, zone)}
            onChange={(event) => {
              setText(event.target.value);
              onChange?.(fromWallTime(event.target.value, zone)?.instant ?? null);
            }}
          />
          <span className="text-ink-3" title={zone}>
            {meant ? zoneName(meant.instant, zone) : zone}
          </span>
          <input type="hidden" name={name} value={meant?.instant.toISOString() ?? ""} />
        </div>
      )}
    </Field>
  );
}
