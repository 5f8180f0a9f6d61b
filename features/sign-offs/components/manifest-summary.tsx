import type { Manifest } from "@/domain/manifest";
import { stepStateNames } from "@/domain/step";
import { formatCount, plural } from "@/lib/format";

/** What a manifest holds, in a few lines a person can judge: work by state, tests by result, and every exception by name. */
export function ManifestSummary({ manifest, sha256 }: { manifest: Manifest; sha256: string }) {
  const steps = counts(manifest.steps.map(({ state }) => stepStateNames[state]));
  const tests = counts(
    manifest.executions.map(({ result, stale }) => (stale ? "out of date" : result.replaceAll("_", " "))),
  );
  const evidence = [...manifest.steps, ...manifest.executions].reduce(
    (sum, item) => sum + item.evidence.length,
    0,
  );
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 rounded-md bg-sunken px-3 py-2.5 text-sm">
      <Line label="Steps">{steps || "none"}</Line>
      {manifest.gate === "exit" ? <Line label="Required tests">{tests || "none"}</Line> : null}
      <Line label="Evidence">{plural(evidence, "piece")}</Line>
      {manifest.previousSignOffs.length > 0 ? (
        <Line label="Stands on">{plural(manifest.previousSignOffs.length, "signature")} below</Line>
      ) : null}
      {manifest.waivers.map((waiver) => (
        <Line key={waiver.blocker} label="Waived">
          {waiver.title}: {waiver.reason}
        </Line>
      ))}
      {manifest.conditions.map((condition) => (
        <Line key={`${condition.gate} ${condition.text}`} label="Condition">
          {condition.text} ({condition.clearedBy === null ? "open" : `cleared: ${condition.note ?? ""}`})
        </Line>
      ))}
      <Line label="SHA-256">
        <code className="font-mono text-xs wrap-anywhere">{sha256}</code>
      </Line>
    </dl>
  );
}

function Line({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}

function counts(words: readonly string[]): string {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return [...found].map(([word, count]) => `${formatCount(count)} ${word}`).join(" · ");
}
