import type { ReactNode } from "react";
import { Page } from "@/components/layout/page";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { History } from "@/features/audit/components/history";
import { asFilters, readAddress } from "@/features/audit/components/history-filters";
import { packHistory } from "@/features/audit/components/history-lines";
import { listInstanceActors, listInstanceAudit } from "@/features/audit/queries/list";
import { Frame } from "@/features/frame/components/frame";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "History of this Liftlock" };

type Search = Promise<Record<string, string | string[] | undefined>>;

/** The history of the instance, for admins. */
export default async function InstanceHistoryPage({ searchParams }: { searchParams: Search }) {
  const [person, sent] = await Promise.all([signedIn(), searchParams]);
  const crumbs = [
    { label: "Upgrades", href: paths.portfolio() },
    { label: "People of this Liftlock", href: paths.admin() },
    { label: "History" },
  ];
  const frame = (content: ReactNode) => (
    <Frame crumbs={crumbs}>
      <Page width="reading">{content}</Page>
    </Frame>
  );
  if (!person.isAdmin) {
    return frame(
      <>
        <PageTitle>History of this Liftlock</PageTitle>
        <Notice>
          Only admins can see the instance's history. The history of an upgrade is on its Audit page.
        </Notice>
      </>,
    );
  }
  const address = readAddress(sent);
  const zone = person.timeZone ?? "UTC";
  const { cursor, ...filters } = asFilters(address, zone);
  const [page, actors] = await Promise.all([
    ask(listInstanceAudit, { ...filters, cursor, limit: 100 }),
    ask(listInstanceActors, {}),
  ]);
  return frame(
    <History
      title="History of this Liftlock"
      lead="Who was invited, joined, disabled or made an admin, which tokens and playbooks came and went. What happens inside an upgrade is in its own history."
      upgrade={null}
      events={packHistory(page.items)}
      next={page.next}
      csv={paths.instanceCsv(filters)}
      json={paths.instanceJson()}
      address={address}
      people={actors.items}
      zone={zone}
      now={new Date().toISOString()}
    />,
  );
}
