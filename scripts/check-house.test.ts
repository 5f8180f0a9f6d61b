import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checkTree } from "./check-files";

const root = join(import.meta.dirname, "..");
const trees: string[] = [];

/** A small tree with these files in it. */
function plant(files: Record<string, string>): string {
  const tree = mkdtempSync(join(tmpdir(), "house-"));
  trees.push(tree);
  const given = {
    "tsconfig.json": JSON.stringify({
      compilerOptions: {
        module: "esnext",
        moduleResolution: "bundler",
        jsx: "react-jsx",
        paths: { "@/*": ["./*"] },
      },
    }),
    "package.json": JSON.stringify({ dependencies: { zod: "*" }, devDependencies: { vitest: "*" } }),
    ...files,
  };
  for (const [path, text] of Object.entries(given)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  symlinkSync(join(root, "node_modules"), join(tree, "node_modules"));
  return tree;
}

afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true });
});

/** Every violation in the tree as "rule: from → to". */
function importFaults(tree: string): string[] {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [program, "--config", join(root, ".dependency-cruiser.cjs"), "--output-type", "json", "."],
    { cwd: tree, encoding: "utf8", maxBuffer: 50_000_000 },
  );
  if (!stdout) throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort();
}

/** What exists in the planted tree and may be imported, rightly or wrongly. */
const house = {
  "app/page.tsx": "export default 1;",
  "components/ui/button.tsx": "export const button = 1;",
  "domain/step.ts": "export const step = 1;",
  "features/gates/commands.ts": "export const signGate = 1;",
  "features/gates/actions.ts": "export const signGateAction = 1;",
  "features/gates/queries.ts": "export const gates = 1;",
  "features/gates/schema.ts": "export const gate = 1;",
  "features/gates/components/gate.tsx": "export const Gate = 1;",
  "generated/prisma/client.ts": "export const PrismaClient = 1;",
  "lib/cn.ts": "export const cn = 1;",
  "lib/paths.ts": "export const paths = 1;",
  "lib/db.ts":
    'import { PrismaClient } from "@/generated/prisma/client";\nexport type Tx = number;\nexport const db = PrismaClient;',
  "lib/read.ts": 'import { db } from "@/lib/db";\nexport const read = db;',
  "lib/command.ts": 'import { db } from "@/lib/db";\nexport const execute = db;',
  "scripts/testing/server.ts": "export const server = 1;",
};

const wrong: [rule: string, file: string, text: string, to: string][] = [
  ["app-composes", "app/a.tsx", 'import "@/domain/step";', "domain/step.ts"],
  ["app-asks-features", "app/b.tsx", 'import { read } from "@/lib/read";\nread;', "lib/read.ts"],
  ["app-asks-features", "app/c.tsx", 'import { execute } from "@/lib/command";\nexecute;', "lib/command.ts"],
  [
    "features-know-their-neighbours-little",
    "features/steps/queries.ts",
    'import "@/app/page";',
    "app/page.tsx",
  ],
  [
    "one-command-one-transaction",
    "features/steps/commands.ts",
    'import "@/features/gates/commands";',
    "features/gates/commands.ts",
  ],
  [
    "one-command-one-transaction",
    "features/steps/actions.ts",
    'import "@/features/gates/actions";',
    "features/gates/actions.ts",
  ],
  [
    "lib-knows-the-rules-alone",
    "lib/endpoint.ts",
    'import "@/features/gates/schema";',
    "features/gates/schema.ts",
  ],
  ["analysers-read-files", "analysers/bad.ts", 'import "@/lib/cn";', "lib/cn.ts"],
  ["components-could-ship-elsewhere", "components/ui/bad.tsx", 'import "@/lib/read";', "lib/read.ts"],
  ["components-could-ship-elsewhere", "components/ui/worse.tsx", 'import "@/domain/step";', "domain/step.ts"],
  ["one-link", "app/d.tsx", 'import "next/link";', "next/link.js"],
  ["domain-is-pure", "domain/bad.ts", 'import "zod";', "zod"],
  ["domain-is-pure", "domain/worse.ts", 'import "node:crypto";', "crypto"],
  ["domain-is-pure", "domain/worst.ts", 'import "@/lib/cn";', "lib/cn.ts"],
  [
    "journeys-use-the-browser",
    "e2e/flows/a.spec.ts",
    'import "@/features/gates/schema";',
    "features/gates/schema.ts",
  ],
  [
    "generated-client-in-one-place",
    "lib/read-more.ts",
    'import "@/generated/prisma/client";',
    "generated/prisma/client.ts",
  ],
  ["database-behind-doors", "features/steps/schema.ts", 'import { db } from "@/lib/db";\ndb;', "lib/db.ts"],
  ["database-behind-doors", "lib/mail.ts", 'import { db } from "@/lib/db";\ndb;', "lib/db.ts"],
  [
    "scripts-serve-nobody-inside",
    "lib/log.ts",
    'import "@/scripts/testing/server";',
    "scripts/testing/server.ts",
  ],
  ["no-cycles", "domain/egg.ts", 'import "./hen";', "domain/hen.ts"],
  ["nothing-unresolved", "lib/lost.ts", 'import "./nowhere";', "nowhere"],
  ["product-without-dev-dependencies", "lib/mock.ts", 'import "vitest";', "vitest"],
];

const right = {
  "app/good.tsx":
    'import "@/features/gates/queries";\nimport "@/features/gates/actions";\nimport "@/lib/cn";\nimport "./globals.css";\n' +
    'import type { execute } from "@/lib/command";\nimport "@/components/ui/button";\nexport type A = typeof execute;',
  "app/globals.css": "",
  "components/ui/good.tsx": 'import "@/lib/cn";\nimport "zod";\nimport "./button";',
  "domain/step.test.ts": 'import "vitest";\nimport "./step";',
  "domain/hen.ts": "export const hen = 1;",
  "e2e/flows/good.spec.ts": 'import "@/lib/paths";\nimport "@/scripts/testing/server";',
  "features/tests/schema.ts":
    'import "@/features/gates/schema";\nimport "@/features/gates/queries";\nimport "@/features/gates/components/gate";\n' +
    'import "@/domain/step";\nimport "zod";\nimport type { Tx } from "@/lib/db";\nexport type T = Tx;',
  "features/tests/commands.db.test.ts":
    'import { db } from "@/lib/db";\nimport "@/scripts/testing/server";\ndb;',
  "lib/good.ts": 'import "@/domain/step";\nimport "node:fs";\nimport "zod";\nimport "./cn";',
};

describe("The import rules", () => {
  it("let the imports pass that the architecture allows", () => {
    expect(importFaults(plant({ ...house, ...right }))).toEqual([]);
  }, 60_000);

  it("find every import that breaks one, and name the rule", () => {
    const planted = Object.fromEntries(wrong.map(([, file, text]) => [file, text]));
    const tree = plant({ ...house, ...right, ...planted, "domain/hen.ts": 'import "./egg";' });
    const found = importFaults(tree);
    for (const [rule, file, , to] of wrong) {
      expect(
        found.filter((fault) => fault.startsWith(`${rule}: ${file} → `) && fault.includes(to)),
        `${rule} in ${file}`,
      ).toHaveLength(1);
    }
  }, 60_000);

  it("are each proven here", () => {
    const config = execFileSync(
      process.execPath,
      [
        "-e",
        'process.stdout.write(JSON.stringify(require("./.dependency-cruiser.cjs").forbidden.map((r) => r.name)))',
      ],
      { cwd: root, encoding: "utf8" },
    );
    expect([...new Set(wrong.map(([rule]) => rule))].sort()).toEqual((JSON.parse(config) as string[]).sort());
  });
});

describe("The rules for files", () => {
  const planted: [file: string, text: string, says: string][] = [
    ["features/gates/service.ts", "", "nothing else"],
    ["features/gates/commands/sign/now.ts", "", "nothing else"],
    ["features/gates/components/deep/gate.tsx", "", "nothing else"],
    ["features/steps/queries.ts", "", "one of them"],
    ["features/steps/schema.ts", "", "one of them"],
    ["lib/index.ts", "", "no barrels"],
    ["lib/date-utils.ts", "", "says nothing"],
    ["components/helpers/menu.tsx", "", "says nothing"],
    ["features/tasks/schema.ts", "", "called step"],
    ["domain/milestone.ts", "", "called gate"],
    ["lib/mail.ts", "const host = process.env.MAIL_HOST;", "reads process.env"],
    ["lib/late.ts", `${"// TO"}DO: later`, "leaves something open"],
    ["domain/long.ts", "\n".repeat(501), "500 is the end"],
    ["domain/bare.ts", "export function isOpen() {}", "says no contract"],
    ["prisma/schema/bare.prisma", "model Bare {\n}", "no /// comment"],
    ["docs/decisions/0009-long.md", "x\n".repeat(61), "60 lines"],
    ["docs/decisions/why.md", "x", "is named"],
  ];

  it("find every file that breaks one, and say why", () => {
    const files = Object.fromEntries(planted.map(([file, text]) => [file, text]));
    const found = checkTree(
      plant({ ...files, "features/steps/queries/one.ts": "", "features/steps/schema/one.ts": "" }),
    );
    expect(
      found.map(({ file, fails }) => ({ file, fails })).sort((a, b) => (a.file < b.file ? -1 : 1)),
    ).toEqual(planted.map(([file]) => ({ file, fails: true })).sort((a, b) => (a.file < b.file ? -1 : 1)));
    for (const [file, , says] of planted)
      expect(found.find((one) => one.file === file)?.says).toContain(says);
  });

  it("warn before they fail", () => {
    expect(checkTree(plant({ "domain/longish.ts": "\n".repeat(301) }))).toEqual([
      { file: "domain/longish.ts", says: "302 lines; think about 300", fails: false },
    ]);
  });

  it("let pass what the architecture lays out", () => {
    const files = {
      "features/gates/commands/sign.ts": "",
      "features/gates/commands/sign.db.test.ts": "process.env.X",
      "features/gates/queries.ts": "",
      "features/gates/components/gate-card.tsx": "",
      "features/gates/api.db.test.ts": "",
      "lib/env.ts": "/** The settings. */\nexport function env() { return process.env; }",
      "docs/decisions/0001-one.md": "short",
    };
    expect(checkTree(plant(files))).toEqual([]);
  });
});

it("Every script that package.json names exists", () => {
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  const named = Object.values(scripts).flatMap((script) => script.match(/scripts\/[\w./-]+/g) ?? []);
  for (const file of named) expect(() => readFileSync(join(root, file)), file).not.toThrow();
});
