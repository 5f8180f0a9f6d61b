import { BurnUpChart } from "@/components/ui/burn-up-chart";
import { Card } from "@/components/ui/card";
import { ask } from "@/lib/page";
import { getProgress } from "../queries";

/** Steps done over time, a line per environment. Asks for itself, so that a page can show everything else first. */
export async function ProgressChart({ upgrade, zone, now }: { upgrade: string; zone: string; now: string }) {
  const { from, environments } = await ask(getProgress, { upgrade });
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
