import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { BaselineCard } from "@/features/health/components/baseline-card";
import { CountsCard } from "@/features/health/components/counts-card";
import { MetricChart } from "@/features/health/components/metric-chart";
import { PushCard } from "@/features/health/components/push-card";
import { chosenRange, rangeNames, ranges } from "@/features/health/components/range";
import { ThresholdCard } from "@/features/health/components/threshold-card";
import { listCounts } from "@/features/health/queries/counts";
import { getHealth } from "@/features/health/queries/health";
import { getSeries } from "@/features/health/queries/series";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { listTraffic } from "@/features/topology/queries/traffic";
import { viewUpgrade } from "@/features/upgrades/queries";
import { env } from "@/lib/env";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ range?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { environment } = await params;
  return { title: `Health of ${environment}` };
}

const points = 160;

export default async function HealthPage({ params, searchParams }: Props) {
  const [{ upgrade, environment }, { range: asked }, person] = await Promise.all([
    params,
    searchParams,
    signedIn(),
  ]);
  const now = new Date().toISOString();
  const choice = ranges.find((one) => one === asked) ?? "move";
  const [view, health, counts, traffic] = await Promise.all([
    ask(viewUpgrade, { upgrade }),
    ask(getHealth, { upgrade, environment }),
    ask(listCounts, { upgrade, environment }),
    ask(listTraffic, { upgrade, environment }),
  ]);
  const here = view.environments.find((one) => one.key === environment);
  if (!here) notFound();
  const { range, metrics } = await ask(getSeries, {
    upgrade,
    environment,
    points,
    ...chosenRange(health, choice, now, traffic.shifts),
  });
  const zone = person.timeZone ?? view.homeZone;
  const common = { upgrade, zone, now };
  const refused = view.refused;
  return (
    <Page>
      <LiveRefresh upgrade={upgrade} />
      <EnvironmentTabs upgrade={upgrade} environment={here} current="health" className="no-print mb-4" />
      <PageTitle lead="What both stacks measure, what the new one has to keep, and whether everything is still there. A time without samples is unknown, and unknown is no pass.">
        {here.name}: health
      </PageTitle>
      <div className="mt-4 flex flex-col gap-4">
        <ThresholdCard
          {...common}
          health={health}
          refused={{
            set: refused["health.setThreshold"] ?? null,
            remove: refused["health.removeThreshold"] ?? null,
          }}
        />
        <section aria-label="Charts" className="flex flex-col gap-3">
          {health.metrics.length === 0 || range === null ? (
            <Card>
              <EmptyState title="Nothing was measured yet">
                Push the samples of the old stack first, so that there is something to compare with, then
                those of the new one. How stands below.
              </EmptyState>
            </Card>
          ) : (
            <>
              <FilterLinks
                label="Time shown"
                filters={ranges.map((one) => ({
                  href: paths.health(upgrade, environment, one === "move" ? {} : { range: one }),
                  label: rangeNames[one],
                  current: one === choice,
                }))}
              />
              <div className="grid grid-cols-[minmax(0,1fr)] gap-4 md:grid-cols-2 xl:grid-cols-3">
                {health.metrics.map((metric) => (
                  <MetricChart
                    key={metric.name}
                    metric={metric}
                    series={metrics.find(({ name }) => name === metric.name)}
                    range={range}
                    points={points}
                    thresholds={health.thresholds.filter((one) => one.metric === metric.name)}
                    shifts={traffic.shifts}
                    zone={zone}
                    now={now}
                  />
                ))}
              </div>
            </>
          )}
        </section>
        <div id="counts" className="scroll-mt-16">
          <CountsCard
            {...common}
            view={counts}
            refused={{ set: refused["count.set"] ?? null, accept: refused["count.accept"] ?? null }}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-2">
          <BaselineCard {...common} health={health} refused={refused["health.markBaseline"] ?? null} />
          <PushCard upgrade={upgrade} environment={environment} origin={env().publicUrl} now={now} />
        </div>
      </div>
    </Page>
  );
}
