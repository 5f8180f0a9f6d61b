/** Whether a use case says what the installation does, or how well. */
export const useCaseKinds = ["functional", "non_functional"] as const;
export type UseCaseKind = (typeof useCaseKinds)[number];

/** How much the installation needs it. A `must` without an active required test case keeps exit gates shut. */
export const priorities = ["must", "should", "could"] as const;
export type Priority = (typeof priorities)[number];

/** What checks a use case: its test cases that aren't archived and are run in the environment asked about. */
export type Coverage = { readonly cases: number; readonly requiredCases: number };

/** True for a hole that blocks: the use case is a must and no required case checks it. */
export function isUncovered(useCase: {
  readonly priority: Priority;
  readonly requiredCases: number;
}): boolean {
  return useCase.priority === "must" && useCase.requiredCases === 0;
}

/** Counts the cases of each use case; a use case without any is in the result with zeros. */
export function coverageOf(
  useCaseIds: Iterable<string>,
  activeCases: Iterable<{ readonly useCaseId: string; readonly required: boolean }>,
): Map<string, Coverage> {
  const coverage = new Map<string, { cases: number; requiredCases: number }>();
  for (const id of useCaseIds) coverage.set(id, { cases: 0, requiredCases: 0 });
  for (const testCase of activeCases) {
    const counts = coverage.get(testCase.useCaseId);
    if (!counts) continue;
    counts.cases += 1;
    if (testCase.required) counts.requiredCases += 1;
  }
  return coverage;
}
