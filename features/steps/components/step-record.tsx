import { Time } from "@/components/ui/time";
import type { StepDetails } from "../schema/reading";

/** What happened to a step, latest first. */
export function StepHistory({ items, zone }: { items: StepDetails["history"]; zone: string }) {
  if (items.length === 0) return null;
  return (
    <section aria-label="History" className="grid gap-1.5 border-t border-line pt-3">
      <h3 className="eyebrow">History</h3>
      <ol className="grid gap-1">
        {items.map((item) => (
          <li key={item.seq} className="text-sm text-ink-2">
            {item.sentence}{" "}
            <span className="text-ink-3">
              · <Time value={item.at} zone={zone} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
