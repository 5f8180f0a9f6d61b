import { use } from "react";
import { Card } from "@/components/ui/card";
import { type StackedBarPart, StackedBars } from "@/components/ui/stacked-bar";
import { paths } from "@/lib/paths";
import type { ProgressView } from "../schema";

type Counts = ProgressView["environments"][number]["tests"];

/** Test cases by their latest execution, a bar per environment; each number leads to exactly those cases. */
export function TestsChart({ upgrade, progress }: { upgrade: string; progress: Promise<ProgressView> }) {
  const { environments } = use(progress);
  const rows = environments
    .filter(({ tests }) => tests.total > 0)
    .map(({ key, name, tests }) => ({ key, label: name, parts: partsOf(upgrade, key, tests) }));
  return (
    <Card title="Tests by result" padded>
      {rows.length > 0 ? (
        <StackedBars caption="Test cases by result, by environment" rows={rows} />
      ) : (
        <p className="text-ink-3">
          There are no test cases yet. Once there are, a bar per environment shows here how many pass.
        </p>
      )}
    </Card>
  );
}

function partsOf(upgrade: string, environment: string, tests: Counts): StackedBarPart[] {
  const part = (
    state: StackedBarPart["state"],
    show: keyof Counts,
    word: string,
    stale = false,
  ): StackedBarPart => ({
    state,
    word,
    stale,
    count: tests[show],
    href: paths.matrix(upgrade, { show, environment }),
  });
  return [
    part("done", "passed", "passed"),
    part("done", "stale", "stale", true),
    part("blocked", "failed", "failed"),
    part("waiting", "blocked", "blocked"),
    part("na", "skipped", "skipped"),
    part("idle", "not_run", "not run"),
  ];
}
