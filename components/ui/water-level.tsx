import { percentOf } from "@/lib/format";

export type WaterLevelProps = { done: number; total: number };

/**
 * The water of a lock chamber: fills its positioned parent from below as work gets done. Decoration only, the counts
 * beside it say the same. It touches the top only when the last item is done.
 */
export function WaterLevel({ done, total }: WaterLevelProps) {
  const percent = percentOf(done, total) ?? 0;
  return (
    <div className="water" aria-hidden="true">
      <i style={{ transform: `translateY(${100 - percent}%)` }} />
    </div>
  );
}
