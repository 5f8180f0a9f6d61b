import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { CapacityCard } from "@/features/topology/components/capacity-card";
import { OpenQuestions } from "@/features/topology/components/open-questions";
import { TopologyCard } from "@/features/topology/components/topology-card";
import { TrafficCard } from "@/features/topology/components/traffic-card";
import { getTopology } from "@/features/topology/queries/topology";
import { listTraffic } from "@/features/topology/queries/traffic";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata: Metadata = { title: "Topology" };

type Props = { params: Promise<{ upgrade: string }>; searchParams: Promise<{ environment?: string }> };

export default async function TopologyPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, { environment }, person] = await Promise.all([params, searchParams, signedIn()]);
  const [view, topology] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(getTopology, { upgrade: key, ...(environment && { environment }) }),
  ]);
  const here = topology.environment;
  const traffic = await ask(listTraffic, { upgrade: key, environment: here.key });
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="topology" />
      <PageTitle
        path={`${view.from} → ${view.to}`}
        lead="What the new stack consists of, what both take while they run side by side, and who gets the traffic."
      >
        Topology
      </PageTitle>
      <FilterLinks
        label="Environment"
        className="mb-3"
        filters={topology.environments.map((one) => ({
          href: paths.topology(key, { environment: one.key }),
          label: one.name,
          current: one.key === here.key,
        }))}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          <OpenQuestions upgrade={key} view={topology} />
          <TopologyCard view={topology} />
          <CapacityCard upgrade={key} view={topology} />
        </div>
        <TrafficCard
          upgrade={key}
          traffic={traffic}
          zone={person.timeZone ?? view.homeZone}
          now={new Date().toISOString()}
          refused={view.refused["traffic.shift"] ?? null}
        />
      </div>
    </Page>
  );
}
