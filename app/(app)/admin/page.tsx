import type { ReactNode } from "react";
import { Page } from "@/components/layout/page";
import { Section } from "@/components/layout/section";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageTitle } from "@/components/ui/page-title";
import { Frame } from "@/features/frame/components/frame";
import { AccountsTable } from "@/features/people/components/accounts-table";
import { AdminLinks } from "@/features/people/components/admin-links";
import { LeaderlessList } from "@/features/people/components/appoint-lead";
import { InvitePerson } from "@/features/people/components/invite-person";
import { SearchPeople } from "@/features/people/components/search-people";
import { listInvitations } from "@/features/people/queries/invitation";
import { listAccounts, listLeaderlessUpgrades, listPeople } from "@/features/people/queries/people";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "People of this Liftlock" };

type Search = { q?: string; show?: string; cursor?: string };

export default async function AdminPage({ searchParams }: { searchParams: Promise<Search> }) {
  const [person, given] = await Promise.all([signedIn(), searchParams]);
  const frame = (children: ReactNode) => (
    <Frame crumbs={[{ label: "Upgrades", href: paths.portfolio() }, { label: "People of this Liftlock" }]}>
      {children}
    </Frame>
  );
  if (!person.isAdmin) {
    return frame(
      <Page width="form">
        <PageTitle>People of this Liftlock</PageTitle>
        <Notice>
          Only admins can see everybody's account. Leads add people to their upgrade on its People page.
        </Notice>
      </Page>,
    );
  }
  const show = given.show === "admins" || given.show === "disabled" ? given.show : "all";
  const q = typeof given.q === "string" ? given.q.slice(0, 200) : "";
  const [accounts, invitations, leaderless] = await Promise.all([
    ask(listAccounts, { q, show, limit: 50, ...(given.cursor && { cursor: given.cursor }) }),
    ask(listInvitations, {}),
    ask(listLeaderlessUpgrades, {}),
  ]);
  const people = leaderless.items.length > 0 ? (await ask(listPeople, { limit: 500 })).items : [];
  const now = new Date().toISOString();
  const zone = person.timeZone ?? "UTC";
  const filter = (label: string, value: typeof show) => ({
    href: paths.admin({ q, show: value === "all" ? undefined : value }),
    label,
    count: accounts.counts[value],
    current: show === value,
  });
  return frame(
    <Page>
      <PageTitle
        actions={<InvitePerson zone={zone} />}
        lead="Who can sign in here. Roles are given in each upgrade, by its leads."
      >
        People of this Liftlock
      </PageTitle>
      {leaderless.items.length > 0 ? (
        <Section
          title="Upgrades without a lead"
          lead="Everybody who led them is disabled: nobody can add people or change settings there."
        >
          <Card>
            <LeaderlessList upgrades={leaderless.items} people={people} />
          </Card>
        </Section>
      ) : null}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <FilterLinks
          label="Which accounts"
          filters={[filter("Everybody", "all"), filter("Admins", "admins"), filter("Disabled", "disabled")]}
        />
        <SearchPeople q={q} show={show === "all" ? "" : show} />
      </div>
      <Card className="mt-3">
        <AccountsTable accounts={accounts.items} me={person.id} zone={zone} now={now} />
      </Card>
      {accounts.next || given.cursor ? (
        <div className="mt-2 flex gap-2">
          {given.cursor ? (
            <LinkButton size="sm" href={paths.admin({ q, show })}>
              First page
            </LinkButton>
          ) : null}
          {accounts.next ? (
            <LinkButton size="sm" href={paths.admin({ q, show, cursor: accounts.next })}>
              Next 50
            </LinkButton>
          ) : null}
        </div>
      ) : null}
      <Section
        title="Open links"
        lead="Invitations and links for new passwords nobody has used yet."
        className="mt-6"
      >
        <Card>
          <AdminLinks invitations={invitations.items} zone={zone} now={now} />
        </Card>
      </Section>
    </Page>,
  );
}
