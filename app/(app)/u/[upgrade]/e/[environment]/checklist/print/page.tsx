import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { Time } from "@/components/ui/time";
import { PrintedChecklist } from "@/features/steps/components/printed-checklist";
import { listSteps } from "@/features/steps/queries/list";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata = { title: "Checklist for paper" };

export default async function PrintChecklistPage({
  params,
}: {
  params: Promise<{ upgrade: string; environment: string }>;
}) {
  const { upgrade, environment } = await params;
  const [person, view, list] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(listSteps, { upgrade, environment }),
  ]);
  if (!list.environment) notFound();
  const zone = person.timeZone ?? view.homeZone;
  return (
    <Page width="reading">
      <PageTitle
        path={`${view.key} ${view.from} → ${view.to}`}
        lead={
          <>
            {view.title}, as of <Time value={new Date().toISOString()} zone={zone} />. Print this page with
            your browser.
          </>
        }
      >
        {list.environment.name}: checklist
      </PageTitle>
      <PrintedChecklist steps={list.steps} zone={zone} />
    </Page>
  );
}
