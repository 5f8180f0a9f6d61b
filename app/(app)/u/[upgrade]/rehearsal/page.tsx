import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { RunsView } from "@/features/rehearsal/components/runs-view";
import { listRuns } from "@/features/rehearsal/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Pilots" };

export default async function RehearsalPage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade } = await params;
  const [person, own, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(listRuns, { upgrade }),
  ]);
  return (
    <Page>
      <RunsView
        upgrade={upgrade}
        view={view}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused}
      />
    </Page>
  );
}
