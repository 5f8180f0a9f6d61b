import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { KindsTable } from "@/features/inventory/components/kinds-table";
import { inventoryOverview } from "@/features/inventory/queries/lists";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { PlanBehind } from "@/features/upgrades/components/plan-behind";
import { getPlanDifference, viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export const metadata = { title: "Inventory" };

type Props = { params: Promise<{ upgrade: string }> };

export default async function InventoryPage({ params }: Props) {
  const { upgrade: key } = await params;
  const [view, overview, difference] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(inventoryOverview, { upgrade: key }),
    ask(getPlanDifference, { upgrade: key }),
  ]);
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="lists" />
      <PageTitle>Inventory</PageTitle>
      <PlanBehind
        upgrade={key}
        difference={difference}
        refused={view.refused["upgrade.updatePlan"] ?? null}
      />
      <Card className="overflow-hidden">
        {overview.kinds.length > 0 ? (
          <KindsTable upgrade={key} {...overview} />
        ) : (
          <EmptyState title="This playbook keeps no inventories">
            The version of the playbook this upgrade was made from names no kinds of things to list. A newer
            one may.
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
