import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { PageTitle } from "@/components/ui/page-title";
import { Checklist } from "@/features/steps/components/checklist";
import { ChecklistHead } from "@/features/steps/components/checklist-head";
import { listSteps } from "@/features/steps/queries/list";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

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
      <div className="px-5 pt-3.5 pb-1">
        <PageTitle
          path={`${view.from} → ${view.to}`}
          meta={`${view.playbook.title} ${view.playbook.version}`}
          actions={
            <ChecklistHead
              upgrade={key}
              environment={null}
              addRefused={view.refused["step.add"] ?? null}
              choices={list.steps.map(({ id, code, title }) => ({ id, code, title }))}
              printHref={null}
            />
          }
        >
          Plan: once per upgrade
        </PageTitle>
      </div>
      <Checklist
        upgrade={key}
        environment={null}
        initial={list}
        me={{ id: person.id, name: person.name }}
        members={view.members}
        refused={view.refused}
        zone={person.timeZone ?? view.homeZone}
        density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      />
    </Page>
  );
}
