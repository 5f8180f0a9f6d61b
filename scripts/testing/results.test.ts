import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { playwrightResult, vitestResult } from "./results";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "results-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function report(content: object): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));
  return file;
}
const vitestFile = (statuses: string[], status = "passed") => ({
  name: "domain/step.test.ts",
  status,
  message: "",
  assertionResults: statuses.map((one, at) => ({ status: one, fullName: `A step ${at}` })),
});

describe("The count at the end of npm test", () => {
  it("adds up what passed and names what failed or was skipped", () => {
    const file = report({
      testResults: [vitestFile(["passed", "failed", "pending"], "failed"), vitestFile(["passed"])],
    });
    expect(vitestResult("unit", file, 1)).toEqual({ passed: 2, failed: ["A step 1", "A step 2 (skipped)"] });
  });

  it("counts a file that can't be loaded, a run that broke and one that never was", () => {
    expect(vitestResult("unit", report({ testResults: [vitestFile([], "failed")] }), 1).failed).toEqual([
      "domain/step.test.ts can't be run",
    ]);
    expect(vitestResult("unit", report({ testResults: [vitestFile(["passed"])] }), 1)).toEqual({
      passed: 1,
      failed: ["unit: the run failed although its tests passed, see its output"],
    });
    expect(vitestResult("db", join(folder, "none.json"), 1).failed).toEqual(["db: vitest did not run"]);
  });

  it("takes journeys from nested files and groups, and a flaky one as failed", () => {
    const test = (title: string, status: string) => ({ title, tests: [{ status }] });
    const inner = { title: "signing", specs: [test("works", "expected"), test("sometimes works", "flaky")] };
    const suites = [
      {
        title: "gate.spec.ts",
        specs: [test("opens", "expected"), test("shuts", "unexpected")],
        suites: [inner],
      },
    ];
    expect(playwrightResult(report({ suites, errors: [] }), 1)).toEqual({
      passed: 2,
      failed: ["gate.spec.ts › shuts", "gate.spec.ts › signing › sometimes works"],
    });
  });

  it("does not take a setup that failed for success", () => {
    const file = report({ suites: [], errors: [{ message: "Postgres does not start\nat …" }] });
    expect(playwrightResult(file, 1)).toEqual({ passed: 0, failed: ["e2e: Postgres does not start"] });
  });
});
