/** What came out of one case in one run. */
export const testResults = ["passed", "failed", "blocked", "skipped", "not_run"] as const;
export type TestResult = (typeof testResults)[number];
