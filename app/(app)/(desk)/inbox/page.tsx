import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { Inbox } from "@/features/sign-offs/components/inbox";
import { viewInbox } from "@/features/sign-offs/queries/inbox";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "Inbox" };

/** What waits for the person who looks. */
export default async function InboxPage() {
  const [person, { items }] = await Promise.all([signedIn(), ask(viewInbox, {})]);
  return (
    <Page width="reading">
      <PageTitle className="mb-4" lead="Signatures and decisions that wait for you, over all your upgrades.">
        Inbox
      </PageTitle>
      <Inbox items={items} zone={person.timeZone ?? null} now={new Date().toISOString()} />
    </Page>
  );
}
