"use client";

import { ChevronsUpDown } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { keepBeside } from "@/components/ui/anchored";
import { cn } from "@/lib/cn";
import { type ComboboxOption, leftWith, matching } from "./combobox-filter";
import { Field, type FieldOptions } from "./field";

export type ComboboxProps<Option extends ComboboxOption> = FieldOptions & {
  options: readonly Option[];
  /** Sends the chosen value under this name; leave it out when only `onChange` is of interest. */
  name?: string;
  defaultValue?: string;
  /** Called with "" when the choice is cleared. */
  onChange?: (value: string) => void;
  placeholder?: string;
  /** What stands before an option's label, e.g. an avatar. */
  mark?: (option: Option) => ReactNode;
  /** Said when nothing matches. */
  nothing?: string;
};

/**
 * Choose one of many by typing a part of it. Arrow keys move, Enter takes, Escape keeps what was; emptying the field
 * clears the choice. Half a name never counts as chosen: leaving the field puts the last choice back, and says so.
 */
export function Combobox<Option extends ComboboxOption>(props: ComboboxProps<Option>) {
  const {
    options,
    name,
    defaultValue = "",
    onChange,
    placeholder,
    mark,
    nothing = "Nothing matches",
  } = props;
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [value, setValue] = useState(defaultValue);
  const [query, setQuery] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [unknown, setUnknown] = useState<string | null>(null);
  const chosen = options.find((option) => option.value === value);
  const open = query !== null;
  const shown = open ? matching(options, query === chosen?.label ? "" : query) : [];
  const active = shown[Math.min(at, shown.length - 1)];

  useEffect(() => {
    const panel = list.current;
    if (!open || !panel || !input.current) return;
    panel.showPopover();
    panel.style.minWidth = `${input.current.offsetWidth}px`;
    const letGo = keepBeside(input.current, panel);
    return () => {
      letGo();
      panel.hidePopover();
    };
  }, [open]);
  useEffect(() => {
    if (active)
      list.current
        ?.querySelector(`[data-value="${CSS.escape(active.value)}"]`)
        ?.scrollIntoView({ block: "nearest" });
  }, [active]);

  const take = (next: string) => {
    setQuery(null);
    setUnknown(null);
    if (next === value) return;
    setValue(next);
    onChange?.(next);
  };
  const choose = (option: Option) => {
    if (!option.reason) take(option.value);
  };
  const show = () => {
    setQuery(chosen?.label ?? "");
    setAt(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const leave = () => {
    const left = query === null ? null : leftWith(options, query, chosen);
    if (left && "take" in left) return take(left.take.value);
    setQuery(null);
    setUnknown(left?.unknown ?? null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (!open) show();
      else setAt((Math.min(at, shown.length - 1) + step + shown.length) % Math.max(1, shown.length));
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (active) choose(active);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      setQuery(null);
    }
  };

  return (
    <Field
      {...props}
      error={
        unknown === null ? (
          props.error
        ) : (
          <>
            “{unknown}” is not one of the choices: {props.label} stays {chosen?.label ?? "empty"}.
          </>
        )
      }
    >
      {(wiring) => (
        <div className="relative">
          <input
            {...wiring}
            ref={input}
            className="input pr-8"
            role="combobox"
            aria-expanded={open}
            aria-controls={`${wiring.id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={active ? `${wiring.id}-${active.value}` : undefined}
            autoComplete="off"
            placeholder={placeholder}
            data-field={name}
            value={query ?? chosen?.label ?? ""}
            onChange={(event) => {
              setQuery(event.target.value);
              setUnknown(null);
              setAt(0);
              if (event.target.value === "" && value !== "") {
                setValue("");
                onChange?.("");
              }
            }}
            onClick={() => !open && show()}
            onBlur={leave}
            onKeyDown={onKeyDown}
          />
          <ChevronsUpDown
            size={14}
            className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
            aria-hidden="true"
          />
          {name ? <input type="hidden" name={name} value={value} /> : null}
          <div
            ref={list}
            id={`${wiring.id}-list`}
            role="listbox"
            aria-label="Choices"
            popover="manual"
            className="popover py-1"
          >
            {shown.map((option) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works on the input, which keeps the focus
              <div
                key={option.value}
                id={`${wiring.id}-${option.value}`}
                data-value={option.value}
                role="option"
                tabIndex={-1}
                aria-selected={option === active}
                aria-disabled={option.reason ? true : undefined}
                className="menu-item"
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(option)}
              >
                {mark?.(option)}
                <span className={cn("min-w-0 flex-1 truncate", option.value === value && "font-semibold")}>
                  {option.label}
                </span>
                <span className="text-xs text-ink-3">{option.reason ?? option.hint}</span>
              </div>
            ))}
            {open && shown.length === 0 ? <div className="px-3 py-1.5 text-ink-3">{nothing}</div> : null}
          </div>
        </div>
      )}
    </Field>
  );
}
