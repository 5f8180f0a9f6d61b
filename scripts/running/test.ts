import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { ensureChromium } from "../testing/chromium";
import { playwrightResult, type Result, vitestResult } from "../testing/results";
import { build, generateClient } from "./build";
import { root } from "./prepare.mjs";
import { runTool } from "./run-tool";

export type Part = "check" | "unit" | "db" | "e2e";

const modules = (path: string) => join(root, "node_modules", path);

/** What `npm run check` runs besides the unit tests. Each shows its output only when it finds something. */
const checks: [name: string, args: string[]][] = [
  ["types", [modules("typescript-native/bin/tsc"), "--noEmit", "-p", "."]],
  ["style", [modules("@biomejs/biome/bin/biome"), "check", "."]],
  [
    "imports",
    [
      modules("dependency-cruiser/bin/dependency-cruise.mjs"),
      ...[
        "--config",
        ".dependency-cruiser.cjs",
        "analysers",
        "app",
        "components",
        "domain",
        "e2e",
        "features",
        "lib",
        "prisma",
        "scripts",
      ],
    ],
  ],
  ["files", ["--import", "tsx", "scripts/check-files.ts"]],
  ["playbooks", ["--import", "tsx", "scripts/check-playbooks.ts"]],
  ["lock file", ["scripts/check-lock.mjs"]],
  ["unused code", [modules("knip/bin/knip.js")]],
];

/** Runs the tests, all or one part, prints the names of those that failed and ends with one line that counts them. */
export async function test(only: Part | undefined): Promise<void> {
  const reports = join(root, ".data/test");
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const results: Result[] = [];
  const runs = (part: Part) => only === undefined || only === part;

  await generateClient();
  if (runs("check")) results.push(await check());
  // Building leaves a core half idle, and so do the unit tests at their end. What fails here is told by the part that needs it.
  const building = only === undefined ? build().catch(() => undefined) : undefined;
  if (runs("unit") || only === "check") results.push(await vitest("unit", reports));
  await building;
  if (runs("db")) results.push(await vitest("db", reports));
  if (runs("e2e")) results.push(await endToEnd(reports));

  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.flatMap((result) => result.failed);
  if (failed.length > 0) console.log(`\nFailed:\n${failed.map((name) => `  ${name}`).join("\n")}`);
  console.log(`\n${passed} passed, ${failed.length} failed`);
  process.exit(failed.length > 0 ? 1 : 0);
}

/** Two at a time: each is one thread's work, and two cores are what the smallest CI machine has. */
async function check(): Promise<Result> {
  const failed: string[] = [];
  const waiting = [...checks];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, args] = next;
      const began = performance.now();
      const { code, output } = await runTool(args, { capture: true });
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds} s)`);
      if (code === 0) continue;
      console.log(output);
      failed.push(`check: ${name}`);
    }
  };
  await Promise.all([work(), work()]);
  // What passed here is no test and is not counted as one; what failed must not be lost.
  return { passed: 0, failed };
}

async function vitest(project: "unit" | "db", reports: string): Promise<Result> {
  console.log(`\n${project === "unit" ? "Unit and property" : "Database"} tests`);
  const report = join(reports, `${project}.json`);
  const { code } = await runTool([
    modules("vitest/vitest.mjs"),
    ...["run", "--project", project, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`],
  ]);
  return vitestResult(project, report, code);
}

async function endToEnd(reports: string): Promise<Result> {
  console.log("\nEnd-to-end tests");
  try {
    await ensureChromium();
    await build();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: ["e2e: could not be run, see above"] };
  }
  const report = join(reports, "e2e.json");
  const { code } = await runTool([modules("@playwright/test/cli.js"), "test", "--reporter=dot,json"], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return playwrightResult(report, code);
}
