import { cookies } from "next/headers";
import { Page } from "@/components/layout/page";
import { DENSITY_COOKIE, parseDensity } from "@/components/layout/theme";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Link } from "@/components/ui/link";
import { LiveRefresh } from "@/features/live/components/live-refresh";
import { TestMatrix } from "@/features/test-cases/components/matrix";
import { matrixFilterOf, matrixLinks, shownCases } from "@/features/test-cases/components/matrix-filters";
import { TestsTabs } from "@/features/test-cases/components/tests-tabs";
import { testMatrix } from "@/features/test-cases/queries/overview";
import { pack } from "@/lib/packed";
import { ask } from "@/lib/page";
import { paths } from "@/lib/paths";

export const metadata = { title: "Test matrix" };

type Props = {
  params: Promise<{ upgrade: string }>;
  searchParams: Promise<{ show?: string; environment?: string; q?: string }>;
};

export default async function MatrixPage({ params, searchParams }: Props) {
  const [{ upgrade: key }, given, jar] = await Promise.all([params, searchParams, cookies()]);
  const matrix = await ask(testMatrix, { upgrade: key });
  const filter = matrixFilterOf(given.show);
  const only = matrix.environments.find((environment) => environment.key === given.environment) ?? null;
  const cases = shownCases(matrix, filter, only?.key ?? null, given.q ?? "");
  return (
    <Page width="fill" heading="Test matrix">
      <LiveRefresh upgrade={key} />
      <div className="px-5 pt-3 max-sm:px-3">
        <TestsTabs upgrade={key} current="matrix" />
      </div>
      <FilterLinks
        label="Which test cases"
        className="px-5 pb-2 max-sm:px-3"
        filters={matrixLinks(key, matrix, filter, only?.key ?? null)}
      >
        {only ? (
          <Link
            href={paths.matrix(key, { ...(filter !== "all" && { show: filter }) })}
            scroll={false}
            className="filter"
            aria-current="true"
          >
            in {only.name} only ✕
          </Link>
        ) : null}
        <form action={paths.matrix(key)}>
          {filter === "all" ? null : <input type="hidden" name="show" value={filter} />}
          {only ? <input type="hidden" name="environment" value={only.key} /> : null}
          <input
            type="search"
            name="q"
            aria-label="Search test cases"
            placeholder="Search"
            className="input w-44 max-sm:w-28"
            defaultValue={given.q}
          />
        </form>
      </FilterLinks>
      {cases.length > 0 ? (
        <TestMatrix
          upgrade={key}
          environments={matrix.environments}
          useCases={matrix.useCases}
          cases={pack(cases)}
          density={parseDensity(jar.get(DENSITY_COOKIE)?.value)}
        />
      ) : (
        <EmptyState title={matrix.cases.length === 0 ? "No test cases yet" : "No test case matches"}>
          {matrix.cases.length === 0
            ? "Each test case will be a row here, with its latest result in every environment."
            : "Choose another filter or search for something else."}
        </EmptyState>
      )}
    </Page>
  );
}
