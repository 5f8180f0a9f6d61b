import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { Link } from "@/components/ui/link";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { listItemComments } from "@/features/comments/queries";
import { listEvidence } from "@/features/evidence/queries";
import { InventoryTabs } from "@/features/inventory/components/inventory-tabs";
import { ItemActions } from "@/features/inventory/components/item-actions";
import { ItemFacts, ItemFindings } from "@/features/inventory/components/item-facts";
import { ItemPlaces } from "@/features/inventory/components/item-places";
import { ItemRecord } from "@/features/inventory/components/item-record";
import { ItemTests } from "@/features/inventory/components/item-tests";
import { ItemVerdict } from "@/features/inventory/components/item-verdict";
import { getItem } from "@/features/inventory/queries/lists";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { NamedByCard } from "@/features/references/components/named-by";
import { testMatrix } from "@/features/test-cases/queries/overview";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

type Props = { params: Promise<{ upgrade: string; item: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).item) };
}

export default async function ItemPage({ params }: Props) {
  const { upgrade: key, item: reference } = await params;
  const asked = { upgrade: key, item: decodeURIComponent(reference) };
  const [person, view, item, evidence, comments, matrix] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(getItem, asked),
    ask(listEvidence, asked),
    ask(listItemComments, asked),
    ask(testMatrix, { upgrade: key }),
  ]);
  const zone = person.timeZone ?? view.homeZone;
  const now = new Date().toISOString();
  const people = { upgrade: key, members: view.members, refused: view.refused, zone };
  const gone = item.removedAt ? "It is removed. Bring it back first." : null;
  const refusal = (action: string) => view.refused[action] ?? gone;
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <InventoryTabs upgrade={key} current="lists" />
      <PageTitle
        path={item.code}
        meta={
          <Link href={paths.inventoryKind(key, item.kind.id)} className="hover:underline">
            {item.kind.title}
          </Link>
        }
        actions={<ItemActions {...people} item={item} />}
      >
        {item.title}
      </PageTitle>
      {item.removedAt ? (
        <Notice className="mb-3">This {item.kind.noun} is removed: it is in no gate and on no list.</Notice>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="flex min-w-0 flex-col gap-4">
          {item.kind.verdicts.length > 0 ? (
            <ItemVerdict key={item.version} upgrade={key} item={item} refused={refusal("item.decide")} />
          ) : null}
          <ItemPlaces
            upgrade={key}
            item={item}
            evidence={evidence.items}
            refused={refusal("item.setState")}
            zone={zone}
            now={now}
          />
          <ItemFindings item={item} />
          <ItemFacts item={item} zone={zone} now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <NamedByCard items={item.namedBy} />
          <ItemTests
            upgrade={key}
            item={item}
            cases={matrix.cases.map(([code, title]) => ({ code, title }))}
            refused={refusal("item.linkTests")}
          />
          <ItemRecord
            {...people}
            item={item}
            refusedEvidence={refusal("evidence.add")}
            evidence={evidence.items}
            comments={comments.items}
          />
        </div>
      </div>
    </Page>
  );
}
