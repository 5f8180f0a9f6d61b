import { use } from "react";
import { Card } from "@/components/ui/card";
import { StackedBars } from "@/components/ui/stacked-bar";
import { resultParts } from "@/features/test-cases/components/environment-bars";
import type { ProgressView } from "../schema";

/** Test cases by their latest execution, a bar per environment; each case is counted once. */
export function TestsChart({ upgrade, progress }: { upgrade: string; progress: Promise<ProgressView> }) {
  const { environments } = use(progress);
  const rows = environments
    .filter(({ tests }) => tests.total > 0)
    .map(({ key, name, tests }) => ({ key, label: name, parts: resultParts(upgrade, key, tests) }));
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
