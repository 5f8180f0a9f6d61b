import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { WallScreen } from "@/features/rehearsal/components/wall-screen";
import { getLive } from "@/features/rehearsal/queries/live";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Wall" };

type Props = { params: Promise<{ upgrade: string; environment: string }> };

export default async function WallPage({ params }: Props) {
  const { upgrade, environment } = await params;
  const [person, own, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(getLive, { upgrade, environment }),
  ]);
  return (
    <Page>
      <WallScreen
        upgrade={upgrade}
        view={view}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
      />
    </Page>
  );
}
