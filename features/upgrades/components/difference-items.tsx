import type { z } from "zod";
import { plural } from "@/lib/format";
import type { planDifferenceOutput } from "../schema";

type Difference = z.output<typeof planDifferenceOutput>;

/** What a plan gains, loses or keeps, each with the reason; long lists are folded. */
export function DifferenceItems({
  title,
  tone,
  items,
}: {
  title: string;
  tone: string;
  items: Difference["added"];
}) {
  if (items.length === 0) return null;
  return (
    <details open={items.length <= 12}>
      <summary className="cursor-pointer font-semibold">
        <span data-tone={tone}>{title}</span> · {plural(items.length, "item")}
      </summary>
      <ul className="mt-1 grid gap-0.5 pl-4">
        {items.map((item) => (
          <li key={`${item.kind} ${item.code} ${item.environment} ${item.title}`}>
            <span className="font-mono text-ink-3">{item.code}</span> {item.title}
            <span className="text-ink-3">
              {item.environment ? ` in ${item.environment}` : ""}. {item.reason}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
