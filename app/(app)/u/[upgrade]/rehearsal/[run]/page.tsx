import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { RunScreen } from "@/features/rehearsal/components/run-screen";
import { getRun } from "@/features/rehearsal/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Run" };

export default async function RunPage({ params }: { params: Promise<{ upgrade: string; run: string }> }) {
  const { upgrade, run } = await params;
  const [person, own, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(getRun, { upgrade, run }),
  ]);
  return (
    <Page>
      <RunScreen
        upgrade={upgrade}
        view={view}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused}
      />
    </Page>
  );
}
