import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { StartRun } from "@/features/test-runs/components/run-buttons";
import { RunTable } from "@/features/test-runs/components/run-table";
import { listRuns } from "@/features/test-runs/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Test runs" };

type Props = { params: Promise<{ upgrade: string }>; searchParams: Promise<{ environment?: string }> };

export default async function RunsPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, { environment: only }] = await Promise.all([params, searchParams]);
  const [person, view, { runs }] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listRuns, { upgrade: key }),
  ]);
  const start = (
    <StartRun upgrade={key} environments={view.environments} reason={view.refused["testRun.start"] ?? null} />
  );
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <TestsTabs upgrade={key} current="runs" />
      <PageTitle actions={start}>Test runs</PageTitle>
      <Card className="overflow-hidden">
        <FilterLinks
          label="Where"
          className="px-3 py-2"
          filters={[
            { href: paths.runs(key), label: "All", count: runs.length, current: !only },
            ...view.environments.map((environment) => ({
              href: `${paths.runs(key)}?environment=${encodeURIComponent(environment.key)}`,
              label: environment.name,
              current: only === environment.key,
              count: runs.filter((run) => run.environment.key === environment.key).length,
            })),
          ]}
        />
        <RunTable
          upgrade={key}
          runs={only ? runs.filter((run) => run.environment.key === only) : runs}
          zone={person.timeZone ?? view.homeZone}
          now={new Date().toISOString()}
        />
      </Card>
    </Page>
  );
}
