import type { FilterLink } from "@/components/ui/filter-links";
import { paths } from "@/lib/paths";
import type { Matrix } from "../schema";
import { type Cell, type ResultName, readCell } from "./result-look";

const matrixFilters = [
  "all",
  "failed",
  "blocked",
  "stale",
  "not_run",
  "skipped",
  "passed",
  "required",
] as const;
/** What an address may ask for besides: the passes to run again, as bars of results count them. */
const stalePasses = "passed_stale" as const;
export type MatrixFilter = (typeof matrixFilters)[number] | typeof stalePasses;

const names: Readonly<Record<MatrixFilter, string>> = {
  all: "All",
  failed: "Failed",
  blocked: "Blocked",
  stale: "Stale",
  not_run: "Not run",
  skipped: "Skipped",
  passed: "Passed",
  passed_stale: "Passed, stale",
  required: "Required",
};
const tones: Partial<Record<MatrixFilter, "blocked" | "waiting" | "stale">> = {
  failed: "blocked",
  blocked: "waiting",
  stale: "stale",
  passed_stale: "stale",
};

type Case = Matrix["cases"][number];

export const matrixFilterOf = (value: string | undefined): MatrixFilter =>
  [...matrixFilters, stalePasses].find((filter) => filter === value) ?? "all";

/** Whether a case belongs to a filter, in one environment or (null) in any. */
function keeps(filter: MatrixFilter, [, , , required, cells]: Case, at: number | null): boolean {
  if (filter === "all") return true;
  if (filter === "required") return required === 1;
  for (const letter of at === null ? cells : (cells[at] ?? "")) {
    const cell = readCell(letter);
    if (!cell) continue;
    if (filter === "stale" ? cell.stale : resultOf(cell) === filter) return true;
  }
  return false;
}

/** What a cell counts as. As everywhere else, a stale pass is no longer a pass; a failure stays one. */
const resultOf = ({ result, stale }: Cell): ResultName | typeof stalePasses =>
  stale && result === "passed" ? stalePasses : result;

/** The cases that filter, environment and search leave. */
export function shownCases(
  matrix: Matrix,
  filter: MatrixFilter,
  environment: string | null,
  query: string,
): Case[] {
  const at = indexOf(matrix, environment);
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return matrix.cases.filter((one) => {
    if (!keeps(filter, one, at)) return false;
    const text = `${one[0]} ${one[1]} ${matrix.useCases[one[2]]?.join(" ") ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The filters, each with how many cases it shows; one that only an address asked for comes last. */
export function matrixLinks(
  upgrade: string,
  matrix: Matrix,
  current: MatrixFilter,
  environment: string | null,
): FilterLink[] {
  const at = indexOf(matrix, environment);
  const offered = current === stalePasses ? [...matrixFilters, current] : matrixFilters;
  return offered.map((filter) => {
    const tone = tones[filter];
    return {
      href: paths.matrix(upgrade, {
        ...(filter !== "all" && { show: filter }),
        ...(environment && { environment }),
      }),
      label: names[filter],
      count: matrix.cases.filter((one) => keeps(filter, one, at)).length,
      current: filter === current,
      ...(tone && { tone }),
    };
  });
}

function indexOf(matrix: Matrix, environment: string | null): number | null {
  const at = matrix.environments.findIndex(({ key }) => key === environment);
  return at < 0 ? null : at;
}
