import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { viewUpgrade } from "@/features/upgrades/queries";
import { CrossedReleases } from "@/features/version-path/components/crossed-releases";
import { PagesToRead } from "@/features/version-path/components/pages-to-read";
import { ReleaseFacts, Ways } from "@/features/version-path/components/ways";
import { getVersionPath } from "@/features/version-path/queries";
import { ask } from "@/lib/page";

export const metadata = { title: "Version path" };

type Props = { params: Promise<{ upgrade: string }> };

export default async function VersionPathPage({ params }: Props) {
  const { upgrade: key } = await params;
  const [view, path] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(getVersionPath, { upgrade: key }),
  ]);
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="path" />
      <PageTitle
        path={`${path.from} → ${path.to}`}
        meta={path.to === path.newest ? "the newest release" : `${path.newest} is the newest release`}
      >
        Version path
      </PageTitle>
      {path.reason ? <Notice className="mb-4">Why this path: {path.reason}</Notice> : null}
      <div className="flex flex-col gap-4">
        <Ways upgrade={key} view={path} refused={view.refused["upgrade.choosePath"] ?? null} />
        <PagesToRead upgrade={key} pages={path.pages} />
        <Card title="The releases side by side" className="overflow-hidden">
          <ReleaseFacts releases={path.releases} />
        </Card>
        <h2 className="mt-2 text-lg font-bold tracking-tight">What changes on the way</h2>
        <CrossedReleases releases={path.releases} />
      </div>
    </Page>
  );
}
