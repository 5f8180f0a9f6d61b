import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Answer, Answers } from "@/domain/condition";
import { placeholdersIn } from "@/domain/placeholder";
import { generatePlan, type Plan, type PlannedStep } from "@/domain/plan";
import { type Playbook, stepsOf, stepsServing } from "@/domain/playbook";
import { planPath } from "@/domain/version-path";
import { playbookSchema } from "@/features/playbooks/schema";
import { playbookFilesIn } from "@/lib/playbook-files";
import { readPlaybook } from "@/lib/playbook-yaml";

const environments = [
  { key: "test-setup", kind: "test_setup" },
  { key: "dev", kind: "dev" },
  { key: "pre-prod", kind: "pre_prod" },
  { key: "prod", kind: "prod" },
] as const;

async function shipped(id: string): Promise<Playbook> {
  const folder = path.join(import.meta.dirname, "..", "playbooks", id);
  const read = readPlaybook(await playbookFilesIn(folder), playbookSchema);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.playbook;
}

const defaults = (playbook: Playbook): Record<string, Answer> =>
  Object.fromEntries(
    playbook.questions.flatMap(({ id, default: answer }) => (answer === null ? [] : [[id, answer]])),
  );

let wso2: Playbook;
let postgres: Playbook;
let sample: Plan;

const planFor = (from: string, to: string, answers: Answers) =>
  generatePlan(wso2, { from, to, answers: { ...defaults(wso2), ...answers } }, environments);
const stepsIn = (plan: Plan, key: string): readonly PlannedStep[] =>
  plan.environmentSteps.find(({ environment }) => environment.key === key)?.steps ?? [];
const ids = (steps: readonly PlannedStep[]) => steps.map(({ stepId }) => stepId);

beforeAll(async () => {
  wso2 = await shipped("wso2-api-manager");
  postgres = await shipped("postgresql-pg-upgrade");
  sample = planFor("3.2.0", "4.5.0", {
    db: "postgresql",
    topology: "distributed",
    multiTenant: true,
    tenantCustomizations: true,
    customizations: true,
    opaqueTokens: true,
  });
});

/** Ids of all steps that come before, however far back. */
function waitsFor(plan: Plan, environment: string, id: string): ReadonlySet<string> {
  const byKey = new Map([...plan.planSteps, ...stepsIn(plan, environment)].map((step) => [step.key, step]));
  const found = new Set<string>();
  const visit = (key: string) => {
    for (const predecessor of byKey.get(key)?.predecessors ?? []) {
      const stepId = byKey.get(predecessor)?.stepId ?? "";
      if (found.has(stepId)) continue;
      found.add(stepId);
      visit(predecessor);
    }
  };
  visit(`${environment}:${id}`);
  return found;
}

describe("the WSO2 API Manager playbook", () => {
  it("carries the 101 steps of the fact list and serves every process item", () => {
    expect(wso2.carries).toHaveLength(101);
    expect(new Set(wso2.carries).size).toBe(101);
    expect(wso2.process.map(({ id }) => id)).toEqual([
      "P0",
      "P1",
      "P2",
      "P2n",
      "P3",
      "P4",
      "P5",
      "P6",
      "P7",
      "P8",
      "P9",
      "P10",
      "P11",
      "P12",
      "P13",
      "P14",
    ]);
    for (const { id } of wso2.process) expect(stepsServing(wso2, id), id).not.toEqual([]);
  });

  it("tells in every step what to do, why, how long it takes and what proves it", () => {
    for (const { step } of stepsOf(wso2)) {
      const texts = [step.instructions, ...step.details.map(({ text }) => text)].join(" ");
      expect(texts.length, step.code).toBeGreaterThan(110);
      expect(step.why.length, step.code).toBeGreaterThan(30);
      expect(step.minutes, step.code).not.toBeNull();
      if (step.evidence.kind !== "none") expect(step.evidence.what, step.code).not.toBe("");
    }
  });

  it("knows 4.7.0 as the newest release, and leads old ones up hop by hop", () => {
    const path = (from: string, to: string) => {
      const answer = planPath(wso2, from, to);
      return answer.ok
        ? answer.path.hops.map((hop) => `${hop.from} ${hop.to} ${hop.evidence}`)
        : answer.refusals;
    };
    expect(planPath(wso2, "4.5.0", "4.7.0")).toMatchObject({ path: { isNewest: true, newest: "4.7.0" } });
    expect(path("3.2.0", "4.1.0")).toEqual(["3.2.0 4.1.0 guide"]);
    expect(path("3.2.0", "4.5.0")).toEqual(["3.2.0 4.2.0 support_only", "4.2.0 4.5.0 note"]);
    expect(path("4.3.0", "4.5.0")).toEqual(["4.3.0 4.5.0 inferred"]);
    expect(path("1.5.0", "2.6.0")).toEqual([
      "1.5.0 1.6.0 incremental",
      "1.6.0 1.7.0 incremental",
      "1.7.0 1.8.0 incremental",
      "1.8.0 2.6.0 guide",
    ]);
    expect(path("3.2.1", "4.5.0")).toEqual(["3.2.1 4.5.0 unknown"]);
  });

  it.each(["4.4.0", "4.5.0"])("shows both sides on 4.2.0 → %s and has the schema checked", (to) => {
    const answer = planPath(wso2, "4.2.0", to);
    expect(answer).toMatchObject({ path: { needsSupportCase: true } });
    expect(answer.ok && answer.path.contradictions[0]?.says).toHaveLength(2);
    expect(ids(stepsIn(planFor("4.2.0", to, {}), "prod"))).toContain("data.schema-check");
    expect(ids(stepsIn(planFor("4.2.0", "4.3.0", {}), "prod"))).not.toContain("data.schema-check");
  });

  it("runs no client where only a schema script is needed, and no schema script where the client does it all", () => {
    expect(ids(stepsIn(planFor("4.2.0", "4.3.0", {}), "dev"))).not.toContain("data.apim");
    expect(ids(stepsIn(planFor("3.2.0", "4.1.0", {}), "dev"))).toContain("data.apim");
    expect(ids(stepsIn(planFor("3.2.0", "4.1.0", {}), "dev"))).not.toContain("data.schema-only");
    expect(ids(stepsIn(planFor("4.0.0", "4.1.0", {}), "dev"))).not.toContain("data.identity-run");
    expect(ids(stepsIn(planFor("3.2.0", "4.5.0", { keyManager: "wso2-is" }), "dev"))).toContain(
      "data.iskm-first",
    );
  });

  it("makes no stop at 4.2.0 when support gave a client that goes straight to the target", () => {
    const straight = stepsIn(planFor("3.2.0", "4.5.0", { directClient: true }), "dev");
    expect(ids(straight)).not.toContain("res.stop-pack");
    expect(straight.find(({ stepId }) => stepId === "data.apim")?.commands[0]?.run).toContain(
      "-DmigratedVersion=4.5.0",
    );
    const stopping = stepsIn(sample, "dev").find(({ stepId }) => stepId === "data.apim");
    expect(stopping?.commands[0]?.run).toContain("-DmigratedVersion=4.2.0");
  });

  it("has a dump, a restore and commands of its own for every engine", () => {
    for (const db of ["postgresql", "mysql", "oracle", "mssql"]) {
      const steps = stepsIn(planFor("3.2.0", "4.5.0", { db }), "prod");
      for (const id of ["data.backup", "data.restore"]) {
        const commands = steps.find(({ stepId }) => stepId === id)?.commands.map(({ label }) => label);
        expect(commands, `${db} ${id}`).toContain(id === "data.backup" ? "Databases" : "Restore");
      }
    }
  });

  it("leaves no placeholder without a variable, whatever is answered", { timeout: 60_000 }, () => {
    for (const question of wso2.questions) {
      const answers: readonly Answer[] =
        question.kind === "boolean" ? [true, false] : question.options.map(({ value }) => value);
      for (const answer of answers) {
        const plan = planFor("3.2.0", "4.7.0", { [question.id]: answer });
        const known = new Set(plan.variables.map(({ name }) => name));
        const steps = [...plan.planSteps, ...plan.environmentSteps.flatMap((list) => list.steps)];
        const unknown = steps.flatMap((step) =>
          [step.title, step.instructions, ...step.commands.map(({ run }) => run)]
            .flatMap(placeholdersIn)
            .filter((name) => !known.has(name))
            .map((name) => `${step.code} ${name}`),
        );
        expect(unknown, `${question.id} ${answer}`).toEqual([]);
      }
    }
  });
});

describe("the sample upgrade, 3.2.0 to 4.5.0", () => {
  it("has a sensible number of steps in each environment", () => {
    expect(stepsIn(sample, "test-setup").length).toBeGreaterThanOrEqual(10);
    expect(stepsIn(sample, "test-setup").length).toBeLessThanOrEqual(20);
    for (const key of ["dev", "pre-prod", "prod"]) {
      expect(stepsIn(sample, key).length, key).toBeGreaterThanOrEqual(55);
      expect(stepsIn(sample, key).length, key).toBeLessThanOrEqual(85);
    }
    expect(sample.planSteps.length).toBeGreaterThanOrEqual(15);
    expect(sample.useCases.length).toBeGreaterThanOrEqual(20);
    expect(sample.testCases.length).toBeGreaterThanOrEqual(45);
  });

  it("keeps the switch in production, the rehearsal in pre-prod, and data out of the test setup", () => {
    const startsWith = (key: string, prefix: string) =>
      ids(stepsIn(sample, key)).filter((id) => id.startsWith(prefix));
    for (const key of ["test-setup", "dev", "pre-prod"]) expect(startsWith(key, "pr."), key).toEqual([]);
    expect(startsWith("prod", "pr.").length).toBeGreaterThan(3);
    for (const key of ["test-setup", "dev", "prod"]) expect(startsWith(key, "rh."), key).toEqual([]);
    expect(startsWith("pre-prod", "rh.")).toEqual(["rh.dump", "rh.pilot", "rh.rollback"]);
    expect(startsWith("test-setup", "data.")).toEqual([]);
    expect(startsWith("test-setup", "ts.")).toEqual(["ts.deploy", "ts.run"]);
  });

  it.each([
    ["data.baseline", ["data.freeze"]],
    ["data.backup", ["data.freeze"]],
    [
      "data.identity-run",
      ["data.backup", "data.restore", "cfg.datasources", "res.keystores", "res.jdbc", "data.pg-superuser"],
    ],
    ["data.apim", ["data.identity-run", "data.identity-clean", "data.prevalidate", "cfg.gateway-env"]],
    ["data.schema-only", ["data.apim", "data.clean", "data.schema-dump"]],
    ["data.counts", ["data.baseline", "data.apim", "data.schema-only", "data.schema-check"]],
    ["su.order", ["data.clean", "data.schema-check", "res.certs-recheck", "res.osgi", "cfg.per-profile"]],
    ["su.reindex", ["su.order"]],
    ["ve.tests", ["ve.smoke", "su.reindex", "su.stagger", "data.counts", "plan.usecases"]],
    ["pr.shift", ["ve.tests", "ve.old-credentials", "pr.parallel", "pr.migrate", "pr.no-dual-write"]],
    ["po.cleanup-old", ["pr.shift", "po.health", "po.logs"]],
  ])("starts %s only after %j", (id, wanted) => {
    expect([...waitsFor(sample, "prod", id)]).toEqual(expect.arrayContaining(wanted));
  });

  it("looks for expired certificates again after the old stores were copied", () => {
    expect([...waitsFor(sample, "dev", "res.certs-recheck")]).toEqual(
      expect.arrayContaining(["plan.certs-renew", "res.keystores"]),
    );
  });

  it("lets people work in parallel", () => {
    const free = stepsIn(sample, "dev").filter(({ predecessors }) => predecessors.length === 0);
    expect(free.length).toBeGreaterThanOrEqual(3);
    expect(waitsFor(sample, "prod", "data.backup").has("data.baseline")).toBe(false);
    expect(waitsFor(sample, "prod", "ve.old-credentials").has("su.reindex")).toBe(false);
  });

  it("does not let dev wait for what production alone needs", () => {
    const freeze = waitsFor(sample, "dev", "data.freeze");
    for (const id of ["rh.window", "tok.endpoints", "tok.side-effects"])
      expect(freeze.has(id), id).toBe(false);
    expect(waitsFor(sample, "prod", "data.freeze").has("rh.window")).toBe(true);
  });

  it("prepares before the entry gate and migrates behind it", () => {
    for (const { steps } of sample.environmentSteps) {
      for (const step of steps) {
        expect(step.gate, step.code).toBe(step.part === "prepare" ? "entry" : "exit");
      }
    }
    for (const step of sample.planSteps) {
      if (step.required) expect(step.neededBy, step.code).not.toBeNull();
    }
  });
});

describe("the PostgreSQL playbook", () => {
  it("goes from any release to any newer one directly, with a guide", () => {
    const versions = postgres.releases.map(({ version }) => version);
    versions.forEach((from, i) => {
      for (const to of versions.slice(i + 1)) {
        const answer = planPath(postgres, from, to);
        expect(answer).toMatchObject({
          ok: true,
          path: { hops: [{ evidence: "guide" }], needsSupportCase: false },
        });
      }
    });
  });

  it("plans the command of the chosen transfer mode, and replicas as the mode allows", () => {
    const run = (mode: string) => {
      const facts = { from: "14", to: "18", answers: { ...defaults(postgres), mode } };
      return stepsIn(generatePlan(postgres, facts, environments), "prod");
    };
    const command = (mode: string) => run(mode).find(({ stepId }) => stepId === "up.run")?.commands[0]?.run;
    expect(command("link")).toContain("--link");
    expect(command("swap")).toContain("--swap");
    expect(command("copy")).not.toMatch(/--(link|swap|clone)/);
    expect(ids(run("link"))).toContain("up.standby-sync");
    expect(ids(run("copy"))).toContain("up.standby-build");
  });
});
