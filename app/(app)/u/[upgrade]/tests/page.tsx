import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { LinkButton } from "@/components/ui/link-button";
import { PageTitle } from "@/components/ui/page-title";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { AddButtons } from "@/features/test-cases/components/add-buttons";
import { filterLinks, filterOf, shownUseCases } from "@/features/test-cases/components/case-filters";
import { CaseList } from "@/features/test-cases/components/case-list";
import { EnvironmentBars } from "@/features/test-cases/components/environment-bars";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { testOverview } from "@/features/test-cases/queries/overview";
import { viewUpgrade } from "@/features/upgrades/queries";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Tests" };

type Props = { params: Promise<{ upgrade: string }>; searchParams: Promise<{ show?: string; q?: string }> };

export default async function TestsPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, { show, q = "" }, jar] = await Promise.all([params, searchParams, cookies()]);
  const [view, { environments, useCases }] = await Promise.all([
    ask(viewUpgrade, { upgrade: key }),
    ask(testOverview, { upgrade: key, archived: "true" }),
  ]);
  const filter = filterOf(show);
  const shown = shownUseCases(useCases, filter, q);
  const people = { upgrade: key, members: view.members, refused: view.refused };
  const add = (
    <>
      <LinkButton href={paths.importCases(key)} reason={view.refused["testImport.cases"] ?? null}>
        Import CSV
      </LinkButton>
      <AddButtons {...people} useCases={useCases} environments={environments} />
    </>
  );
  return (
    <Page>
      <LiveRefresh upgrade={key} />
      <TestsTabs upgrade={key} current="cases" />
      <PageTitle actions={add}>Tests</PageTitle>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Card className="overflow-hidden">
          <FilterLinks
            label="Which test cases"
            className="px-3 py-2"
            filters={filterLinks(key, useCases, filter, q)}
          >
            <form action={paths.tests(key)}>
              {filter === "all" ? null : <input type="hidden" name="show" value={filter} />}
              <input
                type="search"
                name="q"
                aria-label="Search test cases"
                placeholder="Search"
                className="input w-44 max-sm:w-28"
                defaultValue={q}
              />
            </form>
          </FilterLinks>
          {shown.length > 0 ? (
            <CaseList
              {...people}
              useCases={shown}
              environments={environments}
              density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
            />
          ) : useCases.length === 0 ? (
            <EmptyState title="No use cases yet" action={add}>
              A use case names something the installation must do; its test cases say how that is checked in
              every environment. Add them here, or import the table your team has.
            </EmptyState>
          ) : (
            <EmptyState title={filter === "holes" ? "Every must is tested" : "No test case matches"}>
              {filter === "holes"
                ? "Each use case of priority must has a required test case."
                : "Choose another filter or search for something else."}
            </EmptyState>
          )}
        </Card>
        <Card title="Results by environment" padded>
          <EnvironmentBars upgrade={key} environments={environments} />
        </Card>
      </div>
    </Page>
  );
}
