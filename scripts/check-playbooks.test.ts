import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { playbookFilesIn, playbookFoldersIn } from "@/lib/playbook-files";
import type { PlaybookFile } from "@/lib/playbook-yaml";
import { checkPlaybook } from "./check-playbooks";

const root = path.join(import.meta.dirname, "..", "playbooks");
let wso2: readonly PlaybookFile[] = [];

beforeAll(async () => {
  wso2 = await playbookFilesIn(path.join(root, "wso2-api-manager"));
});

/** What the check finds when one text of one file is replaced; the text has to be there. */
function planted(file: string, was: string, is: string) {
  const found = wso2.find(({ name }) => name === file);
  expect(found?.text).toContain(was);
  const files = wso2.map((each) =>
    each.name === file ? { name: each.name, text: each.text.replace(was, is) } : each,
  );
  return checkPlaybook(files).problems;
}

describe("the check of playbooks", { timeout: 60_000 }, () => {
  it("finds nothing in the playbooks that ship, and counts what is in them", async () => {
    const folders = await playbookFoldersIn(root);
    const findings = await Promise.all(
      folders.map(async (folder) => checkPlaybook(await playbookFilesIn(folder))),
    );
    expect(findings.flatMap(({ problems }) => problems)).toEqual([]);
    expect(findings.map(({ summary }) => summary.split(":")[0])).toEqual([
      "postgresql-pg-upgrade 1.3.0",
      "wso2-api-manager 1.4.0",
    ]);
    expect(findings[1]?.summary).toContain("29 releases");
  });

  it.each([
    [
      "a circle",
      "phases/06-data.yaml",
      "    after: [data.freeze]\n    sources: [nadee",
      "    after: [data.freeze, data.counts]\n    sources: [nadee",
      "wait for each other",
    ],
    [
      "a predecessor that does not exist",
      "phases/06-data.yaml",
      "after: [data.backup]",
      "after: [data.backups]",
      "There is no step “data.backups”",
    ],
    [
      "a plan step that waits for an environment",
      "phases/01-plan.yaml",
      "after: [plan.support, plan.target]",
      "after: [plan.support, plan.jdk]",
      "happens per environment",
    ],
    [
      "a predecessor of a later phase",
      "phases/03-resources.yaml",
      "after: [plan.jdk, plan.capacity]",
      "after: [plan.jdk, ve.smoke]",
      "later phase",
    ],
    [
      "a predecessor no environment shares",
      "phases/11-after.yaml",
      "after: [po.health, po.logs, po.tokens, po.revert-temp]",
      "after: [po.health, po.logs, po.tokens, ts.run]",
      "No environment has both",
    ],
    [
      "a lost step of the fact list",
      "phases/08-verify.yaml",
      "id: ve.products",
      "id: ve.product",
      "“ve.products” is missing",
    ],
    ["a code given twice", "phases/08-verify.yaml", "code: V-02", "code: V-01", "“V-01” is there twice"],
    [
      "a condition nothing makes true",
      "phases/07-startup.yaml",
      'when: { crosses: "4.2.0" }',
      'when: { all: [{ crosses: "4.2.0" }, { sourceFrom: "4.2.0" }] }',
      "can make this condition true",
    ],
    [
      "a condition nothing makes false",
      "phases/07-startup.yaml",
      'when: { crosses: "4.2.0" }',
      'when: { sourceFrom: "1.0.0" }',
      "can make this condition false",
    ],
    [
      "a paragraph that is always there",
      "phases/01-plan.yaml",
      'when: { crosses: "4.3.0" }',
      "when: { any: [{ question: customizations, is: true }, { inventory: customization, verdict: [rebuild, rewrite] }] }",
      "can make this condition false",
    ],
    [
      "a page no upgrade gives to read",
      "phases/01-plan.yaml",
      '- { sourceFrom: "3.2.0" }\n            - { sourceBefore: "3.2.1" }',
      '- { sourceFrom: "3.2.1" }\n            - { sourceBefore: "3.2.0" }',
      "can make this condition true",
    ],
    [
      "a page that is always to be read",
      "phases/01-plan.yaml",
      'when: { all: [{ targetFrom: "1.10.0" }, { targetBefore: "2.0.0" }] }',
      'when: { sourceFrom: "1.0.0" }',
      "can make this condition false",
    ],
    [
      "a process item nobody serves",
      "process.yaml",
      "    features: [support_case]\n",
      "  - id: P99\n    text: Dance.\n",
      "P99",
    ],
    [
      "a step without a source",
      "phases/08-verify.yaml",
      "sources: [wso2/api-manager#3076, wso2/api-manager#4566]",
      "sources: []",
      "Step V-05 names no source",
    ],
    [
      "an unknown placeholder",
      "phases/08-verify.yaml",
      "{{sample_api}}",
      "{{simple_api}}",
      "no variable “simple_api”",
    ],
    [
      "a variable nobody reads",
      "variables.yaml",
      "  - { name: dump_dir,",
      "  - { name: dream, label: Dream, example: x }\n  - { name: dump_dir,",
      "No text uses the variable “dream”",
    ],
    [
      "a variable that is not always asked for",
      "phases/08-verify.yaml",
      "title: Ask every node's health endpoints",
      "title: Ask {{tenant_domain}}",
      "not always asked for",
    ],
    [
      "an environment's value in a plan step",
      "phases/01-plan.yaml",
      "source {{from_version}} with",
      "source {{old_home}} with",
      "done once per upgrade",
    ],
  ])("finds %s", (_what, file, was, is, message) => {
    const problems = planted(file, was, is);
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    const [problem] = problems.filter((each) => each.message.includes(message));
    expect(problem?.line).toBeGreaterThan(1);
    expect(problem?.key).not.toBe("");
  });
});
