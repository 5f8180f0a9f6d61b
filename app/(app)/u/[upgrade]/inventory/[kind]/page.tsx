import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageTitle } from "@/components/ui/page-title";
import { AddItem } from "@/features/inventory/components/add-item";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { itemFilterLinks, shownItems } from "@/features/inventory/components/item-filters";
import { ItemList } from "@/features/inventory/components/item-list";
import { SheetActions } from "@/features/inventory/components/sheet-actions";
import { listItems } from "@/features/inventory/queries/lists";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { viewUpgrade } from "@/features/upgrades/queries";
import { pack } from "@/lib/packed";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Inventory" };

type Props = {
  params: Promise<{ upgrade: string; kind: string }>;
  searchParams: Promise<{ show?: string; q?: string }>;
};

export default async function InventoryKindPage({ params, searchParams }: Props) {
  const [{ upgrade: key, kind: id }, { show = "all", q = "" }, jar, person] = await Promise.all([
    params,
    searchParams,
    cookies(),
    signedIn(),
  ]);
  const removed = show === "removed";
  const [view, list] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(listItems, { upgrade: key, kind: decodeURIComponent(id), removed: removed ? "true" : "false" }),
  ]);
  const { kind, environments, items } = list;
  const shown = shownItems(list, removed ? "all" : show, q, person.id);
  const zone = person.timeZone ?? view.homeZone;
  const people = { upgrade: key, members: view.members, refused: view.refused, zone };
  const add = <AddItem {...people} kind={kind} environments={environments} />;
  const sheet = (
    <SheetActions
      upgrade={key}
      kind={kind}
      nothing={items.length === 0 && !removed}
      reason={view.refused["item.import"] ?? null}
    />
  );
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="lists" />
      <PageTitle
        actions={
          <>
            {sheet}
            {add}
          </>
        }
      >
        {kind.title}
      </PageTitle>
      <Card className="overflow-hidden">
        <FilterLinks
          label={`Which ${kind.title.toLowerCase()}`}
          className="px-3 py-2"
          filters={[
            ...(removed ? [] : itemFilterLinks(key, list, show, q, person.id)),
            ...(removed
              ? [{ href: paths.inventoryKind(key, kind.id), label: "Back to the list", current: false }]
              : []),
            {
              href: paths.inventoryKind(key, kind.id, { show: "removed" }),
              label: "Removed",
              current: removed,
            },
          ]}
        >
          <form action={paths.inventoryKind(key, kind.id)}>
            {show === "all" ? null : <input type="hidden" name="show" value={show} />}
            <input
              type="search"
              name="q"
              aria-label={`Search ${kind.title.toLowerCase()}`}
              placeholder="Search"
              className="input w-44 max-sm:w-28"
              defaultValue={q}
            />
          </form>
        </FilterLinks>
        {shown.length > 0 ? (
          <ItemList
            {...people}
            kind={kind}
            environments={environments}
            items={pack(shown)}
            density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
          />
        ) : items.length === 0 && !removed ? (
          <EmptyState title={`No ${kind.title.toLowerCase()} yet`} action={add}>
            {kind.description}
          </EmptyState>
        ) : (
          <EmptyState title={removed ? "Nothing was removed" : `No ${kind.noun} matches`}>
            {removed
              ? "What is taken off the list can be brought back from here."
              : "Choose another filter or search for something else."}
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
