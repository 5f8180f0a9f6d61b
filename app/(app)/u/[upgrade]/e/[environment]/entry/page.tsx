import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { GateScreen } from "@/features/gates/components/gate-screen";
import { shortened } from "@/features/gates/components/shortened";
import { getGate } from "@/features/gates/queries/get";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";

type Props = {
  params: Promise<{ upgrade: string; environment: string }>;
  searchParams: Promise<{ criteria?: string; all?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { environment } = await params;
  return { title: `Entry gate of ${environment}` };
}

/** May work start in this environment? For prod this is the go/no-go. */
export default async function EntryGatePage({ params, searchParams }: Props) {
  const [{ upgrade, environment }, { criteria, all }] = await Promise.all([params, searchParams]);
  const given = { ...(criteria === "true" && { criteria: "true" }), ...(all === "true" && { all: "true" }) };
  const [person, { homeZone }, view] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade }),
    ask(getGate, { upgrade, environment, gate: "entry", ...given }),
  ]);
  return (
    <Page width="reading">
      <GateScreen
        upgrade={upgrade}
        view={all === "true" ? view : shortened(view)}
        person={{ id: person.id, name: person.name }}
        zone={person.timeZone ?? homeZone}
        now={new Date().toISOString()}
      />
    </Page>
  );
}
