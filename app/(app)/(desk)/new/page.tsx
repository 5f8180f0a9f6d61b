import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { listPeople } from "@/features/people/queries/people";
import { listPlaybooks } from "@/features/playbooks/queries/wizard";
import { NewUpgrade } from "@/features/upgrades/components/new-upgrade";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "New upgrade" };

export default async function NewUpgradePage() {
  const person = await signedIn();
  const [{ playbooks }, people] = await Promise.all([
    ask(listPlaybooks, {}),
    ask(listPeople, { limit: 500 }),
  ]);
  return (
    <Page>
      <PageTitle lead="A playbook, a few answers and the people: the plan follows from them.">
        New upgrade
      </PageTitle>
      <NewUpgrade
        playbooks={playbooks}
        people={people.items}
        me={{ id: person.id, name: person.name }}
        zones={["UTC", ...Intl.supportedValuesOf("timeZone")]}
      />
    </Page>
  );
}
