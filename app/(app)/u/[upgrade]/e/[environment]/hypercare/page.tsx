import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { HypercareScreen } from "@/features/hypercare/components/hypercare-screen";
import { getHypercare } from "@/features/hypercare/queries";
import { viewUpgrade } from "@/features/upgrades/queries";
import { getVerification } from "@/features/verification/queries";
import { ask, signedIn } from "@/lib/page";

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ day?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { environment } = await params;
  return { title: `Hypercare of ${environment}` };
}

export default async function HypercarePage({ params, searchParams }: Props) {
  const [{ upgrade, environment }, { day }, person] = await Promise.all([params, searchParams, signedIn()]);
  const [own, view, verification] = await Promise.all([
    ask(viewUpgrade, { upgrade }),
    ask(getHypercare, { upgrade, environment }),
    ask(getVerification, { upgrade }),
  ]);
  const here = own.environments.find((one) => one.key === environment);
  if (!here) notFound();
  return (
    <Page>
      <HypercareScreen
        upgrade={upgrade}
        environment={here}
        view={view}
        verification={verification}
        members={own.members.map(({ id, name }) => ({ id, name }))}
        day={day && /^\d{1,3}$/.test(day) ? Number(day) : null}
        homeZone={own.homeZone}
        zone={person.timeZone ?? own.homeZone}
        now={new Date().toISOString()}
        refused={own.refused}
      />
    </Page>
  );
}
