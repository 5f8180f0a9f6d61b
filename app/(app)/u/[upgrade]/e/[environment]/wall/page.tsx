import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { arrangementOf } from "@/features/rehearsal/components/arrange-links";
import { WallScreen } from "@/features/rehearsal/components/wall-screen";
import { getLive } from "@/features/rehearsal/queries/live";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Wall" };

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ by?: string }>;
};

export default async function WallPage({ params, searchParams }: Props) {
  const { upgrade, environment } = await params;
  const { by } = await searchParams;
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
        by={arrangementOf(by) ?? null}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
      />
    </Page>
  );
}
