import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { generatePlan, type Plan } from "@/domain/plan";
import type { Playbook } from "@/domain/playbook";
import { playbookSchema } from "@/features/playbooks/schema";
import { playbookFilesIn } from "@/lib/playbook-files";
import { readPlaybook } from "@/lib/playbook-yaml";

async function shipped(id: string): Promise<Playbook> {
  const folder = path.join(import.meta.dirname, "..", "playbooks", id);
  const read = readPlaybook(await playbookFilesIn(folder), playbookSchema);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.playbook;
}

let wso2: Playbook;
let postgres: Playbook;
beforeAll(async () => {
  wso2 = await shipped("wso2-api-manager");
  postgres = await shipped("postgresql-pg-upgrade");
});

const planFor = (playbook: Playbook, from: string, to: string) =>
  generatePlan(playbook, { from, to, answers: {} }, []);
/** Ids of the pages a step of the upgrade's plan gives to read. */
const pagesOf = (plan: Plan, code: string) =>
  plan.planSteps.find((step) => step.code === code)?.readings.map(({ id }) => id);

describe("the pages to read", () => {
  it("are the process, the guidelines and the guides of the releases passed", () => {
    const pages = (from: string, to: string) => pagesOf(planFor(wso2, from, to), "P-09")?.slice(2);
    expect(pagesOf(planFor(wso2, "3.2.0", "4.5.0"), "P-09")).toEqual([
      "process",
      "guidelines",
      "from-320-to-410",
      "to-420",
      "to-440",
      "to-450",
    ]);
    expect(pages("2.5.0", "4.1.0")).toEqual(["to-260", "from-260-to-410"]);
    expect(pages("4.2.0", "4.3.0")).toEqual([]);
    expect(pages("1.9.0", "2.6.0")).toEqual(["to-260"]);
  });

  it("of a release with a public guide from 3.0.0 to 4.1.0 hold exactly the guide of each way to it", () => {
    for (const { version, directFrom, pathStatus } of wso2.releases) {
      if (pathStatus !== "public_guide" || !/^(3|4)/.test(version)) continue;
      for (const from of directFrom) {
        const short = (release: string) => release.replaceAll(".", "");
        expect(pagesOf(planFor(wso2, from, version), "P-09")?.slice(2)).toEqual([
          `from-${short(from)}-to-${short(version)}`,
        ]);
      }
    }
  });

  it("of PostgreSQL are pg_upgrade's of the target and the notes of every release passed", () => {
    const plan = planFor(postgres, "14", "17");
    expect(pagesOf(plan, "P-01")).toEqual(["pg-upgrade", "release-15", "release-16", "release-17"]);
    expect(plan.planSteps.find(({ code }) => code === "P-01")?.readings[0]?.url).toBe(
      "https://www.postgresql.org/docs/17/pgupgrade.html",
    );
  });
});
