import { Page } from "@/components/layout/page";
import { Card } from "@/components/ui/card";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { testOverview } from "@/features/test-cases/queries/overview";
import { ImportResults } from "@/features/test-imports/components/import-results";
import { ImportTable } from "@/features/test-imports/components/import-table";
import { Inbox } from "@/features/test-imports/components/inbox";
import { importInbox, listImports } from "@/features/test-imports/queries/imports";
import { itemStates } from "@/features/test-imports/schema";
import { listRuns } from "@/features/test-runs/queries/runs";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask, signedIn } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Test imports" };

const names = {
  open: "To sort",
  mapped: "Mapped",
  created: "Made into cases",
  dismissed: "Dismissed",
} as const;

type Props = {
  params: Promise<{ upgrade: string }>;
  searchParams: Promise<{ state?: string; import?: string; from?: string }>;
};

export default async function ImportsPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, given] = await Promise.all([params, searchParams]);
  const state = itemStates.find((one) => one === given.state) ?? "open";
  const only = given.import && { import: given.import };
  const [person, view, { runs }, imports, inbox, { useCases }] = await Promise.all([
    signedIn(),
    ask(viewUpgrade, { upgrade: key }),
    ask(listRuns, { upgrade: key }),
    ask(listImports, { upgrade: key, limit: 50 }),
    ask(importInbox, { upgrade: key, state, limit: 50, cursor: given.from, ...only }),
    ask(testOverview, { upgrade: key }),
  ]);
  const refused = (action: string) => view.refused[action] ?? null;
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <TestsTabs upgrade={key} current="imports" waiting={inbox.counts.open} />
      <PageTitle
        actions={
          <LinkButton href={paths.importCases(key)} reason={refused("testImport.cases")}>
            Import test cases (CSV)
          </LinkButton>
        }
      >
        Imports
      </PageTitle>
      <div className="flex flex-col gap-4">
        <Card title="Import results" padded>
          <ImportResults
            upgrade={key}
            environments={view.environments}
            runs={runs.filter((run) => run.closedAt === null)}
            reason={refused("testImport.results")}
          />
        </Card>
        <Card
          title="Inbox"
          className="overflow-hidden"
          action={
            given.import ? (
              <LinkButton size="sm" href={paths.imports(key)}>
                All imports
              </LinkButton>
            ) : null
          }
        >
          <FilterLinks
            label="Which results"
            className="px-3 py-2"
            filters={itemStates.map((one) => ({
              href: paths.imports(key, { ...(one !== "open" && { state: one }), ...only }),
              label: names[one],
              count: inbox.counts[one],
              current: one === state,
            }))}
          />
          <Inbox
            upgrade={key}
            items={inbox.items}
            state={state}
            reason={refused("importItem.resolve")}
            useCases={useCases.map(({ code, title }) => ({ code, title }))}
            cases={useCases.flatMap((useCase) =>
              useCase.cases.map(({ code, title, nonFunctional }) => ({
                code,
                title,
                threshold: nonFunctional,
              })),
            )}
          />
          {inbox.next || given.from ? (
            <div className="flex justify-end gap-2 border-t border-line px-4 py-2">
              {given.from ? (
                <LinkButton
                  size="sm"
                  href={paths.imports(key, { ...(state !== "open" && { state }), ...only })}
                >
                  First
                </LinkButton>
              ) : null}
              {inbox.next ? (
                <LinkButton
                  size="sm"
                  href={paths.imports(key, { ...(state !== "open" && { state }), ...only, from: inbox.next })}
                >
                  Next 50
                </LinkButton>
              ) : null}
            </div>
          ) : null}
        </Card>
        <Card title="Imported files" className="overflow-hidden">
          <ImportTable
            upgrade={key}
            imports={imports.items}
            zone={person.timeZone ?? view.homeZone}
            now={new Date().toISOString()}
          />
        </Card>
      </div>
    </Page>
  );
}
