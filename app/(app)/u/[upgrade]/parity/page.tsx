import type { Metadata } from "next";
import { Page } from "@/components/layout/page";
import { ParityScreen } from "@/features/rehearsal/components/parity-screen";
import { getParity } from "@/features/rehearsal/queries/parity";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export const metadata: Metadata = { title: "Parity" };

type Props = { params: Promise<{ upgrade: string }>; searchParams: Promise<{ environment?: string }> };

export default async function ParityPage({ params, searchParams }: Props) {
  const [{ upgrade }, { environment }] = await Promise.all([params, searchParams]);
  const [own, view] = await Promise.all([
    ask(viewUpgrade, { upgrade }),
    ask(getParity, { upgrade, ...(environment && { environment }) }),
  ]);
  return (
    <Page>
      <ParityScreen upgrade={upgrade} view={view} refused={own.refused} />
    </Page>
  );
}
