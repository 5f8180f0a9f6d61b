import { cn } from "@/lib/cn";
import { formatCount, percentOf } from "@/lib/format";
import type { Tone } from "./tone";

export type ProgressBarProps = {
  done: number;
  total: number;
  /** What is counted, for screen readers: "Steps of Pre-prod". */
  label: string;
  tone?: Tone;
  className?: string;
};

/** A thin bar. It is full only when the last item is done, whatever the rounding. */
export function ProgressBar({ done, total, label, tone = "accent", className }: ProgressBarProps) {
  const percent = percentOf(done, total) ?? 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={`${formatCount(done)} of ${formatCount(total)}`}
      data-tone={tone}
      className={cn("bar", className)}
    >
      <i style={{ transform: `translateX(${percent - 100}%)` }} />
    </div>
  );
}
