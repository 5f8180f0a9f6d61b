import { Page } from "@/components/layout/page";
import { Link } from "@/components/ui/link";
import { PageTitle } from "@/components/ui/page-title";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { ItemsImport } from "@/features/inventory/components/items-import";
import { listItems } from "@/features/inventory/queries/lists";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Import an inventory" };

type Props = { params: Promise<{ upgrade: string; kind: string }> };

export default async function ImportItemsPage({ params }: Props) {
  const { upgrade: key, kind: id } = await params;
  const [view, { kind }] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    // The kind is asked for, not the list: of that only what was removed comes along.
    ask(listItems, { upgrade: key, kind: decodeURIComponent(id), removed: "true" }),
  ]);
  return (
    <Page>
      <InventoryTabs upgrade={key} current="lists" />
      <PageTitle
        lead="Bring the table your team has, or an export you worked on: one row per item."
        actions={
          <Link className="link" href={paths.inventoryKind(key, kind.id)}>
            Back to the list
          </Link>
        }
      >
        Import {kind.title.toLowerCase()}
      </PageTitle>
      <ItemsImport
        upgrade={key}
        kind={{ id: kind.id, title: kind.title, noun: kind.noun }}
        reason={view.refused["item.import"] ?? null}
      />
    </Page>
  );
}
