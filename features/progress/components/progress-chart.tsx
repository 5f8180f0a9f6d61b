import { use } from "react";
import { BurnUpChart } from "@/components/ui/burn-up-chart";
import { Card } from "@/components/ui/card";
import type { ProgressView } from "../schema";

interface ProgressChartProps {
  progress: Promise<ProgressView>;
  zone: string;
  now: string;
}

/** Steps done over time, a line per environment. */
export function ProgressChart({ progress, zone, now }: ProgressChartProps) {
  const { from, environments } = use(progress);
  const series = environments
    .filter(({ points }) => (points.at(-1)?.total ?? 0) > 0)
    .map(({ key, name, points }) => ({ key, label: name, total: points.at(-1)?.total ?? 0, points }));
  const begun = series.some(({ points }) => points.some(({ done }) => done > 0));
  return (
    <Card title="Progress over time" padded>
      {begun ? (
        <BurnUpChart
          title="Steps done or skipped, by environment"
          series={series}
          from={from}
          to={now}
          zone={zone}
        />
      ) : (
        <p className="text-ink-3">
          No step is done yet. From the first one on, a line per environment shows here how fast each gets on.
        </p>
      )}
    </Card>
  );
}
