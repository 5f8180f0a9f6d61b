import { expect, test } from "vitest";
import type { Matrix, StandingCounts } from "../schema";
import { resultParts } from "./environment-bars";
import { matrixFilterOf, matrixLinks, shownCases } from "./matrix-filters";

const counts: StandingCounts = {
  passed: 1,
  stalePasses: 2,
  failed: 2,
  blocked: 1,
  skipped: 1,
  not_run: 1,
  stale: 4,
  total: 8,
  required: 0,
  requiredPassing: 0,
};
/** A case per letter: how it stands in Dev. */
const cases = [..."pPPfFbSn"].map((letter, at): Matrix["cases"][number] => [
  `TC-${at}`,
  "Case",
  0,
  0,
  letter,
]);
const matrix: Matrix = {
  environments: [{ id: "dev", key: "dev", name: "Dev", counts }] as unknown as Matrix["environments"],
  useCases: [["UC-1", "Use", "must"]],
  cases,
};

test("every number of a bar of results leads to exactly what it counts, and the bar holds each case once", () => {
  const parts = resultParts("U-1", "dev", counts);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(counts.total);
  for (const { href, count, word } of parts) {
    const asked = new URL(href ?? "", "http://liftlock.example").searchParams.get("show") ?? undefined;
    const filter = matrixFilterOf(asked);
    expect([word, filter]).toEqual([word, asked]);
    expect([word, shownCases(matrix, filter, "dev", "").length]).toEqual([word, count]);
  }
});

test("the filter of stale passes is offered only to whoever came by it", () => {
  const labels = (show: string) =>
    matrixLinks("U-1", matrix, matrixFilterOf(show), "dev").map(({ label, count }) => `${label} ${count}`);
  expect(labels("stale")).toContain("Stale 4");
  expect(labels("stale")).not.toContain("Passed, stale 2");
  expect(labels("passed_stale").at(-1)).toBe("Passed, stale 2");
});
