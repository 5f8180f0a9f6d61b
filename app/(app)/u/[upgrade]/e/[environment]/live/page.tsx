import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { arrangementOf } from "@/features/rehearsal/components/arrange-links";
import { LiveScreen } from "@/features/rehearsal/components/live-screen";
import { getLive } from "@/features/rehearsal/queries/live";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Live" };

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ by?: string }>;
};

export default async function LivePage({ params, searchParams }: Props) {
  const { upgrade, environment } = await params;
  const { by } = await searchParams;
  const [person, own, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(getLive, { upgrade, environment }),
  ]);
  return (
    <Page>
      <LiveScreen
        upgrade={upgrade}
        view={view}
        by={arrangementOf(by) ?? "phase"}
        person={{ id: person.id, name: person.name }}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused}
      />
    </Page>
  );
}
