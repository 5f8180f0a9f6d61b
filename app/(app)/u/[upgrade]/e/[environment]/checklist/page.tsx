import type { Metadata } from "next";
import { cookies } from "next/headers";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { StatusChip } from "@/features/environments/components/status-chip";
import { ChecklistScreen } from "@/features/steps/components/checklist-screen";
import { packSteps } from "@/features/steps/components/packed-steps";
import { listSteps } from "@/features/steps/queries/list";
import { viewUpgrade } from "@/features/upgrades/queries";
import { formatPercent } from "@/lib/format";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

interface Props {
  params: Promise<{ upgrade: string; environment: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Checklist ${(await params).environment}` };
}

export default async function ChecklistPage({ params }: Props) {
  const { upgrade: key, environment } = await params;
  const [person, view, list, jar] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listSteps, { upgrade: key, environment }),
    cookies(),
  ]);
  const here = view.environments.find((one) => one.key === environment);
  if (!here) notFound();
  const counted = list.steps.filter((step) => step.state !== "not_applicable");
  const closed = counted.filter((step) => step.state === "done" || step.state === "skipped").length;
  return (
    <Page width="fill">
      <ChecklistScreen
        title={here.name}
        meta={
          <span className="flex items-center gap-2.5">
            <StatusChip status={here.status} />
            <span className="num">
              {closed} of {counted.length} · {formatPercent(closed, counted.length)}
            </span>
          </span>
        }
        tabs={
          <EnvironmentTabs upgrade={key} environment={here} current="checklist" className="no-print mb-3" />
        }
        upgrade={key}
        environment={{ key: here.key, name: here.name }}
        list={packSteps(list)}
        printHref={paths.printChecklist(key, environment)}
        me={{ id: person.id, name: person.name }}
        members={view.members}
        refused={view.refused}
        zone={person.timeZone ?? view.homeZone}
        density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
      />
    </Page>
  );
}
