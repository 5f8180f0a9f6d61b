import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { PortfolioTable } from "@/features/portfolio/components/portfolio-table";
import { listUpgrades } from "@/features/portfolio/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

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
  const add = (
    <LinkButton href={paths.newUpgrade()} variant="primary">
      New upgrade
    </LinkButton>
  );
  return (
    <Page>
      <PageTitle actions={add}>Upgrades</PageTitle>
      <FilterLinks
        label="Which upgrades"
        filters={[
          { href: paths.portfolio(), label: "Current", current: shown === "current" },
          { href: `${paths.portfolio()}?show=archived`, label: "Archived", current: shown === "archived" },
        ]}
      />
      <Card className="mt-3">
        <PortfolioTable
          rows={items}
          zone={person.timeZone ?? "UTC"}
          now={new Date().toISOString()}
          empty={
            shown === "archived" ? (
              <EmptyState title="Nothing is archived">
                Upgrades that are over are archived in their settings and stay readable here.
              </EmptyState>
            ) : (
              <EmptyState title="No upgrades yet" action={add}>
                An upgrade moves one installation from a version to another, environment by environment. Start
                one from a playbook, or ask a lead to add you to theirs.
              </EmptyState>
            )
          }
        />
      </Card>
    </Page>
  );
}
