import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { KindsTable } from "@/features/inventory/components/kinds-table";
import { inventoryOverview } from "@/features/inventory/queries/lists";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { PlanBehind } from "@/features/upgrades/components/plan-behind";
import { getPlanDifference, viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Inventory" };

type Props = { params: Promise<{ upgrade: string }> };

export default async function InventoryPage({ params }: Props) {
  const { upgrade: key } = await params;
  const [view, overview, difference] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(inventoryOverview, { upgrade: key }),
    ask(getPlanDifference, { upgrade: key }),
  ]);
  const isEmpty = overview.kinds.length > 0 && overview.kinds.every(({ items }) => items === 0);
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
      {isEmpty ? (
        <Notice
          className="mb-4"
          title="Nothing is listed yet."
          action={
            <LinkButton size="sm" variant="primary" href={paths.readings(key)}>
              Read files
            </LinkButton>
          }
        >
          Read the configuration, certificates or customizations of an environment and take over what is
          found, or open a list and add to it. Steps, tests and gates follow from what stands here.
        </Notice>
      ) : null}
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
