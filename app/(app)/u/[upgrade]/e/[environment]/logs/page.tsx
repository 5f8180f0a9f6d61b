import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { LogsScreen } from "@/features/logs/components/logs-screen";
import { viewLogs } from "@/features/logs/queries/view";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

export const metadata: Metadata = { title: "Logs" };

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ reading?: string; baseline?: string; show?: string; message?: string }>;
};

/** A number of an address; what is none is left out. */
const numberOf = (text: string | undefined) => (text && /^\d{1,6}$/.test(text) ? Number(text) : undefined);

export default async function LogsPage({ params, searchParams }: Props) {
  const [{ upgrade, environment }, given, person] = await Promise.all([params, searchParams, signedIn()]);
  const reading = numberOf(given.reading);
  const baseline = numberOf(given.baseline);
  const [own, view] = await Promise.all([
    ask(viewUpgrade, { upgrade }),
    ask(viewLogs, {
      upgrade,
      environment,
      ...(reading && { reading }),
      ...(baseline !== undefined && { baseline }),
    }),
  ]);
  const here = own.environments.find((one) => one.key === environment);
  if (!here) notFound();
  return (
    <Page>
      <LogsScreen
        upgrade={upgrade}
        environment={here}
        view={view}
        given={given}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused}
      />
    </Page>
  );
}
