import { counted } from "@/domain/sentence";
import type { JunitResult } from "@/lib/junit-collector";

/** What an execution says of where it came from: what failed, and that it stands for several results when it does. */
export function noteOf(
  results: readonly Pick<JunitResult, "result" | "name" | "message">[],
  worst: Pick<JunitResult, "name" | "message">,
): string {
  if (results.length === 1) return worst.message;
  const parts = (["failed", "skipped", "passed"] as const)
    .map((result) => ({ result, count: results.filter((one) => one.result === result).length }))
    .filter(({ count }) => count > 0)
    .map(({ result, count }) => `${count} ${result}`);
  return [
    `The worst of ${counted(results.length, "result")} (${parts.join(", ")}): ${worst.name}`,
    worst.message,
  ]
    .filter(Boolean)
    .join("\n");
}
