import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { Link } from "@/components/ui/link";
import { ChecklistScreen } from "@/features/steps/components/checklist-screen";
import { packSteps } from "@/features/steps/components/packed-steps";
import { listSteps } from "@/features/steps/queries/list";
import { planBehindCounts } from "@/features/upgrades/components/plan-behind-counts";
import { PlanBehindNote } from "@/features/upgrades/components/plan-behind-note";
import { getPlanDifference, viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Plan" };

export default async function PlanPage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade: key } = await params;
  const [person, view, list, jar] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listSteps, { upgrade: key }),
    cookies(),
  ]);
  return (
    <Page width="fill">
      <ChecklistScreen
        title="Plan: once per upgrade"
        path={`${view.from} → ${view.to}`}
        meta={
          <>
            {[
              `${view.playbook.title} ${view.playbook.version}`,
              ...(view.supportCase ? [`support case: ${view.supportCase}`] : []),
            ].join(" · ")}{" "}
            ·{" "}
            <Link className="link" href={paths.window(key)}>
              change window
            </Link>
          </>
        }
        tabs={
          <PlanBehindNote
            upgrade={key}
            behind={planBehindCounts(ask(getPlanDifference, { upgrade: key }))}
            className="my-2"
          />
        }
        upgrade={key}
        environment={null}
        list={packSteps(list)}
        printHref={null}
        me={{ id: person.id, name: person.name }}
        members={view.members}
        refused={view.refused}
        zone={person.timeZone ?? view.homeZone}
        density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      />
    </Page>
  );
}
