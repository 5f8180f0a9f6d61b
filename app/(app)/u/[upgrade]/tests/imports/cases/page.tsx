import { Page } from "@/components/layout/page";
import { PageTitle } from "@/components/ui/page-title";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { testOverview } from "@/features/test-cases/queries/overview";
import { SheetImport } from "@/features/test-imports/components/sheet-import";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";

export const metadata = { title: "Import test cases" };

export default async function ImportCasesPage({ params }: { params: Promise<{ upgrade: string }> }) {
  const { upgrade: key } = await params;
  const [view, { useCases }] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(testOverview, { upgrade: key }),
  ]);
  return (
    <Page>
      <TestsTabs upgrade={key} current="imports" />
      <PageTitle lead="Bring the table your team has: one row per test case, grouped by use case.">
        Import test cases
      </PageTitle>
      <SheetImport
        upgrade={key}
        useCases={useCases.map(({ code, title }) => ({ code, title }))}
        reason={view.refused["testImport.cases"] ?? null}
      />
    </Page>
  );
}
