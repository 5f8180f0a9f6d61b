import { Page } from "@/components/layout/page";
import { History } from "@/features/audit/components/history";
import { asFilters, readAddress } from "@/features/audit/components/history-filters";
import { packHistory } from "@/features/audit/components/history-lines";
import { listActors, listAudit } from "@/features/audit/queries/list";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Audit" };

type Props = {
  params: Promise<{ upgrade: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The history of an upgrade. */
export default async function AuditPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, sent, person] = await Promise.all([params, searchParams, signedIn()]);
  const address = readAddress(sent);
  const upgrade = await ask(viewUpgrade, { upgrade: key });
  const zone = person.timeZone ?? upgrade.homeZone;
  const { cursor, ...filters } = asFilters(address, zone);
  const [page, actors] = await Promise.all([
    ask(listAudit, { upgrade: key, ...filters, cursor, limit: 100 }),
    ask(listActors, { upgrade: key }),
  ]);
  return (
    <Page width="reading">
      {cursor ? null : <LiveRefresh upgrade={key} />}
      <History
        title="Audit"
        lead={`Everything that was ever changed in ${key}, chained by hashes: nobody can edit, remove or insert an event unnoticed.`}
        upgrade={key}
        events={packHistory(page.items)}
        next={page.next}
        csv={paths.auditCsv(key, filters)}
        json={paths.auditJson(key)}
        address={address}
        people={actors.items}
        environments={upgrade.environments.map(({ key: id, name }) => ({ key: id, name }))}
        zone={zone}
        now={new Date().toISOString()}
      />
    </Page>
  );
}
