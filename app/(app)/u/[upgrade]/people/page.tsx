import { Page } from "@/components/layout/page";
import { Section } from "@/components/layout/section";
import { Card } from "@/components/ui/card";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { AddMember } from "@/features/members/components/add-member";
import { InviteMember } from "@/features/members/components/invite-member";
import { MemberLinks } from "@/features/members/components/member-links";
import { MembersTable } from "@/features/members/components/members-table";
import { listMemberInvitations, listMembers } from "@/features/members/queries";
import { listPeople } from "@/features/people/queries/people";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "People" };

export default async function PeoplePage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade: key } = await params;
  const [person, upgrade, members, invitations] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listMembers, { upgrade: key }),
    ask(listMemberInvitations, { upgrade: key }),
  ]);
  const { refused } = upgrade;
  const people = refused["member.add"] ? [] : (await ask(listPeople, { limit: 500 })).items;
  const zone = person.timeZone ?? upgrade.homeZone;
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <PageTitle
        lead={`Roles say what somebody may do here. Whoever did the work of an environment ${upgrade.doersMaySign ? "may also sign its gates: this upgrade allows it" : "doesn't sign its gates"}.`}
        actions={
          <>
            <InviteMember upgrade={key} zone={zone} reason={refused["member.invite"]} />
            <AddMember
              upgrade={key}
              people={people}
              members={members.items.map((member) => member.id)}
              reason={refused["member.add"]}
            />
          </>
        }
      >
        People
      </PageTitle>
      <Card>
        <MembersTable
          upgrade={key}
          members={members.items}
          refused={{
            change: refused["member.changeRoles"],
            team: refused["member.setTeam"],
            remove: refused["member.remove"],
          }}
        />
      </Card>
      <Section title="Open invitations" className="mt-6">
        <Card>
          <MemberLinks
            upgrade={key}
            invitations={invitations.items}
            zone={zone}
            now={new Date().toISOString()}
            reason={refused["invitation.withdraw"]}
          />
        </Card>
      </Section>
    </Page>
  );
}
