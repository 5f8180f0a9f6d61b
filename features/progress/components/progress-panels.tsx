import { Suspense } from "react";
import { PanelBoundary } from "@/components/ui/panel-boundary";
import { Skeleton } from "@/components/ui/skeleton";
import type { ProgressView } from "../schema";
import { ProgressChart } from "./progress-chart";
import { TestsChart } from "./tests-chart";

interface ProgressPanelsProps {
  upgrade: string;
  /** Still on its way, so that a page can show everything else first. */
  progress: Promise<ProgressView>;
  zone: string;
  now: string;
}

/** Both charts side by side, each failing alone, and neither holding the page up. */
export function ProgressPanels({ upgrade, progress, zone, now }: ProgressPanelsProps) {
  return (
    <div className="mt-4 grid items-start gap-4 lg:grid-cols-2">
      <PanelBoundary what="The progress over time">
        <Suspense fallback={<Skeleton className="h-64" />}>
          <ProgressChart progress={progress} zone={zone} now={now} />
        </Suspense>
      </PanelBoundary>
      <PanelBoundary what="The tests by result">
        <Suspense fallback={<Skeleton className="h-64" />}>
          <TestsChart upgrade={upgrade} progress={progress} />
        </Suspense>
      </PanelBoundary>
    </div>
  );
}
