"use client";

import { type ReactNode, type ToggleEvent, useEffect, useId, useRef, useState } from "react";
import { cn } from "@/lib/cn";
import { type Align, keepBeside } from "./anchored";
import { type ButtonVariant, buttonClass } from "./button";
import { tip } from "./tip";

export type PopoverProps = {
  /** What the button shows. */
  trigger: ReactNode;
  /** Accessible name of the panel, and of the button when `iconOnly`. */
  label: string;
  children: ReactNode;
  iconOnly?: boolean;
  variant?: ButtonVariant;
  size?: "md" | "sm";
  align?: Align;
  onOpenChange?: (open: boolean) => void;
  className?: string;
};

/** A button with a floating panel: native popover, so Escape and a click elsewhere close it. Content mounts when opened. */
export function Popover(props: PopoverProps) {
  const {
    trigger,
    label,
    children,
    iconOnly = false,
    variant = "default",
    size = "md",
    align = "start",
  } = props;
  const id = useId();
  const { anchor, panel, open, onToggle } = useFloating(align, props.onOpenChange);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        popoverTarget={id}
        aria-label={iconOnly ? label : undefined}
        aria-expanded={open}
        aria-haspopup="dialog"
        className={buttonClass({ variant, size, className: cn(iconOnly && "btn-icon", props.className) })}
        {...(iconOnly ? tip(label) : {})}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onToggle={onToggle}
        className="popover"
      >
        {open ? children : null}
      </div>
    </>
  );
}

/** State and place of a native popover beside its button; shared by Popover and Menu. */
export function useFloating(align: Align, onOpenChange?: (open: boolean) => void) {
  const anchor = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (open && anchor.current && panel.current) return keepBeside(anchor.current, panel.current, { align });
  }, [open, align]);
  const onToggle = (event: ToggleEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    setOpen(event.newState === "open");
    onOpenChange?.(event.newState === "open");
  };
  return { anchor, panel, open, onToggle };
}
