import { Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { Skeleton } from "@/components/ui/skeleton";
import { ProgressChart } from "./progress-chart";
import { TestsChart } from "./tests-chart";

/** Both charts side by side, each failing alone, and neither holding the page up. */
export function ProgressPanels({ upgrade, zone, now }: { upgrade: string; zone: string; now: string }) {
  return (
    <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
      <PanelBoundary what="The progress over time">
        <Suspense fallback={<Skeleton className="h-64" />}>
          <ProgressChart upgrade={upgrade} zone={zone} now={now} />
        </Suspense>
      </PanelBoundary>
      <PanelBoundary what="The tests by result">
        <Suspense fallback={<Skeleton className="h-64" />}>
          <TestsChart upgrade={upgrade} />
        </Suspense>
      </PanelBoundary>
    </div>
  );
}
