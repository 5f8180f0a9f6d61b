import { existsSync, readFileSync } from "node:fs";

export type Result = { passed: number; failed: string[] };

type VitestReport = {
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
};

type PlaywrightSuite = {
  title: string;
  suites?: PlaywrightSuite[];
  specs?: { title: string; tests: { status: string }[] }[];
};
type PlaywrightReport = { suites: PlaywrightSuite[]; errors: { message?: string }[] };

/** What vitest's JSON report says. A run that fails without a failed test (a file that can't be loaded) is one failure. */
export function vitestResult(project: string, file: string, code: number): Result {
  if (!existsSync(file)) return { passed: 0, failed: [`${project}: vitest did not run`] };
  const { testResults } = JSON.parse(readFileSync(file, "utf8")) as VitestReport;
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests
    .filter(({ status }) => status !== "passed")
    .map(({ status, fullName }) => label(status, fullName));
  for (const { status, name, assertionResults } of testResults) {
    if (status === "failed" && assertionResults.every((one) => one.status === "passed"))
      failed.push(`${name} can't be run`);
  }
  return whole(
    project,
    { passed: tests.length - tests.filter(({ status }) => status !== "passed").length, failed },
    code,
  );
}

/** What Playwright's JSON report says. A test that passes only when repeated counts as failed: it proves nothing. */
export function playwrightResult(file: string, code: number): Result {
  if (!existsSync(file)) return { passed: 0, failed: ["e2e: Playwright did not run"] };
  const report = JSON.parse(readFileSync(file, "utf8")) as PlaywrightReport;
  const failed: string[] = report.errors.map(({ message }) => `e2e: ${message?.split("\n")[0]}`);
  let passed = 0;
  const walk = (suite: PlaywrightSuite, path: string[]) => {
    for (const spec of suite.specs ?? []) {
      for (const { status } of spec.tests) {
        if (status === "expected") passed++;
        else failed.push(label(status === "skipped" ? status : "failed", [...path, spec.title].join(" › ")));
      }
    }
    for (const inner of suite.suites ?? []) walk(inner, [...path, inner.title]);
  };
  for (const suite of report.suites) walk(suite, [suite.title]);
  return whole("e2e", { passed, failed }, code);
}

/** Nothing is skipped here on purpose, so a test that did not run is no success. */
function label(status: string, name: string): string {
  return status === "failed" ? name : `${name} (${status === "pending" ? "skipped" : status})`;
}

function whole(part: string, result: Result, code: number): Result {
  if (code === 0 || result.failed.length > 0) return result;
  return { ...result, failed: [`${part}: the run failed although its tests passed, see its output`] };
}
