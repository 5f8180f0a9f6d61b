import { Page } from "@/components/layout/page";
import { Home } from "@/features/home/components/home";
import { getHome } from "@/features/home/queries/home";
import { getProgress } from "@/features/progress/queries";
import { planBehindCounts } from "@/features/upgrades/components/plan-behind-counts";
import { PlanBehindNote } from "@/features/upgrades/components/plan-behind-note";
import { getPlanDifference } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

/** The overview of an upgrade. */
export default async function UpgradePage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade } = await params;
  const [person, home] = await Promise.all([signedIn(), ask(getHome, { upgrade })]);
  return (
    <Page>
      <Home
        home={home}
        progress={ask(getProgress, { upgrade })}
        zone={person.timeZone ?? home.homeZone}
        now={new Date().toISOString()}
        note={
          <PlanBehindNote
            upgrade={upgrade}
            behind={planBehindCounts(ask(getPlanDifference, { upgrade }))}
            className="mb-4"
          />
        }
      />
    </Page>
  );
}
