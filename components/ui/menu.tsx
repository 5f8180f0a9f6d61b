"use client";

import { type KeyboardEvent, type ReactNode, useEffect, useId } from "react";
import { cn } from "@/lib/cn";
import type { Align } from "./anchored";
import { type ButtonVariant, buttonClass } from "./button";
import { type MenuEntry, MenuRow } from "./menu-row";
import { useFloating } from "./popover";
import { tip } from "./tip";

export type MenuProps = {
  trigger: ReactNode;
  /** Accessible name of the menu, and of the button when `iconOnly`. */
  label: string;
  items: readonly MenuEntry[];
  iconOnly?: boolean;
  variant?: ButtonVariant;
  size?: "md" | "sm";
  align?: Align;
  className?: string;
};

/** A button with a menu of actions and links. Arrow keys, Home, End and first letters move; Escape returns to the button. */
export function Menu(props: MenuProps) {
  const { trigger, label, items, iconOnly = false, variant = "default", size = "md", align = "end" } = props;
  const id = useId();
  const { anchor, panel, open, onToggle } = useFloating(align);
  useEffect(() => {
    if (open) rows(panel.current)[0]?.focus();
  }, [open, panel]);
  const close = () => panel.current?.hidePopover();
  return (
    <>
      <button
        ref={anchor}
        type="button"
        popoverTarget={id}
        aria-label={iconOnly ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          panel.current?.showPopover();
        }}
        className={buttonClass({ variant, size, className: cn(iconOnly && "btn-icon", props.className) })}
        {...(iconOnly ? tip(label) : {})}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        onToggle={onToggle}
        onKeyDown={(event) => move(event, panel.current, close)}
        className="popover py-1"
      >
        {open ? items.map((item) => <MenuRow key={keyOf(item)} item={item} close={close} />) : null}
      </div>
    </>
  );
}

function move(event: KeyboardEvent, panel: HTMLElement | null, close: () => void) {
  const all = rows(panel);
  const focused = document.activeElement;
  const at = focused instanceof HTMLElement ? all.indexOf(focused) : -1;
  if (event.key === "Tab") return close();
  const next = {
    ArrowDown: all[(at + 1) % all.length],
    ArrowUp: all[(at - 1 + all.length) % all.length],
    Home: all[0],
    End: all.at(-1),
  }[event.key];
  if (next) {
    event.preventDefault();
    next.focus();
    return;
  }
  if (event.key.length !== 1 || event.key === " " || event.ctrlKey || event.metaKey || event.altKey) return;
  const letter = event.key.toLowerCase();
  const ordered = [...all.slice(at + 1), ...all.slice(0, at + 1)];
  ordered.find((row) => row.textContent?.trim().toLowerCase().startsWith(letter))?.focus();
  // Letters in a menu are a search; they must not also trigger the page's shortcuts.
  event.stopPropagation();
}

function rows(panel: HTMLElement | null): HTMLElement[] {
  return panel ? [...panel.querySelectorAll<HTMLElement>("[role^=menuitem]")] : [];
}

function keyOf(item: MenuEntry): string {
  return item.kind === "separator" ? item.key : `${item.kind ?? "item"} ${item.label}`;
}
