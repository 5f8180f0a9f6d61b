import { Page } from "@/components/layout/page";
import { Portfolio } from "@/features/portfolio/components/portfolio";
import { listUpgrades } from "@/features/portfolio/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "Upgrades" };

export default async function PortfolioPage({
  searchParams,
}: {
  searchParams: Promise<{ show?: string; q?: string }>;
}) {
  const { show, q } = await searchParams;
  const shown = show === "archived" ? "archived" : "current";
  const person = await signedIn();
  const { items } = await ask(listUpgrades, { show: shown, limit: 500, ...(q && { q }) });
  return (
    <Page>
      <Portfolio shown={shown} rows={items} zone={person.timeZone ?? "UTC"} now={new Date().toISOString()} />
    </Page>
  );
}
