import { notFound } from "next/navigation";
import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { EnvironmentTabs } from "@/features/environments/components/environment-tabs";
import { DeclareChange, VariablesForm } from "@/features/environments/components/variables-form";
import { listVariables } from "@/features/environments/queries";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export const metadata = { title: "Variables" };

export default async function VariablesPage({
  params,
}: {
  params: Promise<{ upgrade: string; environment: string }>;
}) {
  const { upgrade, environment } = await params;
  const [view, { variables }] = await Promise.all([
    ask(viewUpgrade, { upgrade }),
    ask(listVariables, { upgrade, environment }),
  ]);
  const here = view.environments.find((one) => one.key === environment);
  if (!here) notFound();
  return (
    <Page width="reading">
      <EnvironmentTabs upgrade={upgrade} environment={here} current="variables" className="no-print mb-4" />
      <PageTitle
        lead="Values of this environment; they fill the placeholders of its steps and commands. No passwords: everybody in the upgrade reads them."
        actions={
          <DeclareChange
            upgrade={upgrade}
            environment={here}
            refused={view.refused["environment.declareChange"] ?? null}
          />
        }
      >
        {here.name}: variables
      </PageTitle>
      <VariablesForm
        key={JSON.stringify(variables)}
        upgrade={upgrade}
        environment={environment}
        variables={variables}
        refused={view.refused["environment.setVariables"] ?? null}
      />
    </Page>
  );
}
