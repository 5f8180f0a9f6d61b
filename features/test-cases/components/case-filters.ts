import type { FilterLink } from "@/components/ui/filter-links";
import { paths } from "@/lib/paths";
import type { Overview } from "../schema";

type UseCase = Overview["useCases"][number];
type Case = UseCase["cases"][number];

export const caseFilters = ["all", "holes", "required", "failing", "stale", "archived"] as const;
export type CaseFilter = (typeof caseFilters)[number];

const names: Readonly<Record<CaseFilter, string>> = {
  all: "All",
  holes: "Without a test",
  required: "Required",
  failing: "Failing",
  stale: "Stale",
  archived: "Archived",
};

export const filterOf = (value: string | undefined): CaseFilter =>
  caseFilters.find((filter) => filter === value) ?? "all";

const isStale = (one: Case) => /[A-Z]/.test(one.cells);
const isFailing = (one: Case) => /f/i.test(one.cells);

function keeps(filter: CaseFilter, useCase: UseCase, one: Case): boolean {
  if (filter === "archived") return one.archivedAt !== null;
  if (one.archivedAt !== null) return false;
  if (filter === "holes") return useCase.uncovered;
  if (filter === "required") return one.required;
  if (filter === "failing") return isFailing(one);
  if (filter === "stale") return isStale(one);
  return true;
}

/** Use cases with the cases that a filter and a search leave; one that is a hole itself stays without any. */
export function shownUseCases(useCases: readonly UseCase[], filter: CaseFilter, query: string): UseCase[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return useCases.flatMap((useCase) => {
    const own = matches(`${useCase.code} ${useCase.title}`);
    const cases = useCase.cases.filter(
      (one) => keeps(filter, useCase, one) && (own || matches(`${one.code} ${one.title}`)),
    );
    const empty = {
      all: useCase.archivedAt === null,
      holes: useCase.uncovered,
      archived: useCase.archivedAt !== null,
      required: false,
      failing: false,
      stale: false,
    }[filter];
    return cases.length > 0 || (empty && own) ? [{ ...useCase, cases }] : [];
  });
}

/** The filters with how many cases each shows (use cases for holes). */
export function filterLinks(
  upgrade: string,
  useCases: readonly UseCase[],
  current: CaseFilter,
  query: string,
): FilterLink[] {
  return caseFilters.map((filter) => {
    const parameters = new URLSearchParams({
      ...(filter !== "all" && { show: filter }),
      ...(query && { q: query }),
    }).toString();
    const count =
      filter === "holes"
        ? useCases.filter((useCase) => useCase.uncovered).length
        : useCases.reduce(
            (sum, useCase) => sum + useCase.cases.filter((one) => keeps(filter, useCase, one)).length,
            0,
          );
    return {
      href: `${paths.tests(upgrade)}${parameters && `?${parameters}`}`,
      label: names[filter],
      count,
      current: filter === current,
      ...((filter === "holes" || filter === "failing") && { tone: "blocked" as const }),
      ...(filter === "stale" && { tone: "stale" as const }),
    };
  });
}
