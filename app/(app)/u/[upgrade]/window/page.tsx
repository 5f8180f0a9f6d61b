import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { RehearsalTabs } from "@/features/rehearsal/components/rehearsal-tabs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { WindowScreen } from "@/features/window/components/window-screen";
import { proposeWindows } from "@/features/window/queries/proposals";
import { getTrafficProfile } from "@/features/window/queries/traffic";
import { listWindows } from "@/features/window/queries/windows";
import { ask, signedIn } from "@/lib/page";
import { nobody } from "@/lib/paths";

export const metadata: Metadata = { title: "Change window" };

type Asked = "environment" | "work" | "backOut" | "reserve" | "days" | "from" | "crew" | "hours";
type Props = {
  params: Promise<{ upgrade: string }>;
  searchParams: Promise<Partial<Record<Asked, string>>>;
};

export default async function WindowPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, asked, person] = await Promise.all([params, searchParams, signedIn()]);
  const view = await ask(viewUpgrade, { upgrade: key });
  // Production unless another one is asked for: that is what windows are about.
  const here = asked.environment
    ? view.environments.find((one) => one.key === asked.environment)
    : view.environments.at(-1);
  if (!here) notFound();
  const of = { upgrade: key, environment: here.key };
  const [list, traffic, found] = await Promise.all([
    ask(listWindows, { upgrade: key }),
    ask(getTrafficProfile, of),
    ask(proposeWindows, {
      ...of,
      ...(asked.work && { workMinutes: asked.work }),
      ...(asked.backOut && { backOutMinutes: asked.backOut }),
      ...(asked.reserve && { reserveMinutes: asked.reserve }),
      ...(asked.days && { days: asked.days }),
      ...(asked.from && { from: asked.from }),
      ...(asked.crew !== undefined && { crew: asked.crew === nobody ? "" : asked.crew }),
      onlyCrewHours: asked.hours === "yes" ? "true" : "false",
    }),
  ]);
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <RehearsalTabs upgrade={key} current="window" />
      <WindowScreen
        upgrade={key}
        path={`${view.from} → ${view.to}`}
        environments={view.environments.map(({ key: environment, name }) => ({ key: environment, name }))}
        list={list}
        traffic={traffic}
        found={found}
        zone={person.timeZone ?? view.homeZone}
        now={new Date().toISOString()}
        me={person.id}
        mayAll={view.roles.includes("lead")}
        refused={view.refused}
      />
    </Page>
  );
}
