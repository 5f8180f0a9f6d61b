import { cn } from "@/lib/cn";
import type { VisualState } from "./tone";

export type StateIconProps = {
  state: VisualState;
  /** Signed or done on evidence that has changed since: a dashed amber ring around the same sign. */
  stale?: boolean;
  /** Shut in front of it: a padlock instead of the ring. */
  locked?: boolean;
  /** Read aloud when no word stands beside the icon; leave it out when one does. */
  label?: string;
  className?: string;
};

/** The sign of a state: hollow, half, clock, cross, check or slash. Scales with the text around it. */
export function StateIcon({ state, stale = false, locked = false, label, className }: StateIconProps) {
  const tone = stale ? "stale" : state;
  return (
    <svg
      viewBox="0 0 16 16"
      data-tone={tone}
      className={cn("state-icon", className)}
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      {locked ? (
        <path d="M4.7 7h6.6c.7 0 1.2.5 1.2 1.2v4.1c0 .7-.5 1.2-1.2 1.2H4.7c-.7 0-1.2-.5-1.2-1.2V8.2c0-.7.5-1.2 1.2-1.2ZM5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
      ) : (
        <>
          <circle
            cx="8"
            cy="8"
            r="6"
            strokeDasharray={stale ? "2.2 1.57" : undefined}
            strokeLinecap={stale ? "butt" : undefined}
          />
          {glyphs[state]}
        </>
      )}
    </svg>
  );
}

const glyphs = {
  idle: null,
  doing: <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" />,
  waiting: <path d="M8 4.6V8l2.2 1.6" />,
  blocked: <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" />,
  done: <path d="m5.3 8.2 1.9 1.9 3.6-3.9" />,
  na: <path d="m4 12 8-8" />,
} as const;
