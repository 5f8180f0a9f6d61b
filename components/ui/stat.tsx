import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Tone } from "./tone";

export type StatProps = {
  label: string;
  value: ReactNode;
  /** What the number means or is compared with. */
  note?: ReactNode;
  noteTone?: Tone;
  /** Where exactly these items are listed. */
  href?: string;
  className?: string;
};

/** One number with its name. A count of things links to exactly those things. */
export function Stat({ label, value, note, noteTone = "idle", href, className }: StatProps) {
  return (
    <div className={cn("flex min-w-0 flex-col gap-0.5", className)}>
      <span className="text-xs text-ink-3">{label}</span>
      <span className="num text-xl font-bold tracking-tight">
        {href ? (
          <Link href={href} className="hover:underline underline-offset-4">
            {value}
          </Link>
        ) : (
          value
        )}
      </span>
      {note ? (
        <span className="text-xs" data-tone={noteTone}>
          {note}
        </span>
      ) : null}
    </div>
  );
}
