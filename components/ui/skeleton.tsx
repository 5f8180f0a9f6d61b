import { cn } from "@/lib/cn";

export type SkeletonProps = {
  /** How many lines of text to stand in for. */
  lines?: number;
  /** Said once to screen readers. */
  label?: string;
  className?: string;
};

const widths = ["w-11/12", "w-3/4", "w-5/6", "w-2/3"] as const;

/** Stands where content will be, in its size. Shows itself only after 100 ms. */
export function Skeleton({ lines = 3, label = "Loading", className }: SkeletonProps) {
  return (
    <div role="status" className={cn("flex flex-col gap-2.5 py-1", className)}>
      <span className="sr-only">{label}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike and never move
        <span key={line} aria-hidden="true" className={cn("skeleton h-3", widths[line % widths.length])} />
      ))}
    </div>
  );
}
