"use client";

import { type ReactNode, useId, useState } from "react";
import { cn } from "@/lib/cn";
import { Button } from "./button";

/** A list of up to so many rows is a screen or two on a phone: nothing to fold. */
const short = 8;

interface PhoneFoldProps {
  /** How many rows there are. */
  rows: number;
  /** What opening it shows: "Show all 47 steps". */
  label: string;
  children: ReactNode;
}

/** Folds on a phone what is long there and seldom read whole; on wider screens it is simply there. */
export function PhoneFold({ rows, label, children }: PhoneFoldProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  if (rows <= short) return children;
  return (
    <>
      <div id={id} className={cn(!open && "max-sm:hidden")}>
        {children}
      </div>
      <div className="px-3.5 pb-3.5 sm:hidden">
        <Button size="sm" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          {open ? "Show less" : label}
        </Button>
      </div>
    </>
  );
}
