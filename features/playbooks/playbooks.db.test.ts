import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { listAudit } from "@/features/audit/queries/list";
import { uploadPlaybook } from "@/features/playbooks/commands";
import { getPlaybook, listPlaybooks, previewPath, previewPlan } from "@/features/playbooks/queries/wizard";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { viewUpgrade } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { smallPlaybook } from "@/scripts/testing/playbook";
import { person } from "@/scripts/testing/world";

const someone = () => person("Nia", { email: `nia.${crypto.randomUUID()}@example.com` });
const own = (id: string, more: object = {}) => stringify({ ...smallPlaybook, id, ...more });

describe("A team's own playbook", () => {
  it("is uploaded in one file and upgrades are made from it", async () => {
    const nia = await someone();
    const id = `own-${crypto.randomUUID().slice(0, 8)}`;
    expect(await execute(uploadPlaybook, nia, { fileName: "own.yaml", yaml: own(id) })).toMatchObject({
      slug: id,
      version: "1.0.0",
      steps: 8,
    });
    expect((await answer(listPlaybooks, nia, {})).playbooks).toContainEqual(
      expect.objectContaining({ slug: id, origin: "uploaded", newest: "2.0.0" }),
    );
    const made = await execute(createUpgrade, nia, {
      key: id.toUpperCase(),
      title: "Own",
      playbook: { slug: id, version: "1.0.0" },
      from: "1.0.0",
      to: "2.0.0",
      environments: [{ name: "Prod", kind: "prod" }],
    });
    expect(made.steps).toBe(2 + 4);
  });

  it("is refused with file, line and key of every problem, and nothing is stored", async () => {
    const nia = await someone();
    const yaml = own("broken")
      .replace("part: prepare", "part: sideways")
      .replace("- plan.case", "- plan.cse");
    await expect(execute(uploadPlaybook, nia, { fileName: "broken.yaml", yaml })).rejects.toMatchObject({
      code: "invalid_input",
      details: {
        problems: expect.arrayContaining([
          expect.objectContaining({
            file: "broken.yaml",
            line: expect.any(Number),
            key: expect.stringContaining("part"),
          }),
        ]),
      },
    });
    expect((await answer(listPlaybooks, nia, {})).playbooks.some((row) => row.slug === "broken")).toBe(false);
    for (const hostile of ["", "{{{", "\u0000", "a: &a [*a]", "- just a list", `x: ${"[".repeat(5000)}`]) {
      await expect(execute(uploadPlaybook, nia, { fileName: "h.yaml", yaml: hostile })).rejects.toMatchObject(
        { code: "invalid_input" },
      );
    }
  });

  it("can't take the id of a shipped one, nor the same version twice", async () => {
    const nia = await someone();
    await expect(
      execute(uploadPlaybook, nia, { fileName: "w.yaml", yaml: own("wso2-api-manager") }),
    ).rejects.toMatchObject({ code: "duplicate" });
    const id = `own-${crypto.randomUUID().slice(0, 8)}`;
    await execute(uploadPlaybook, nia, { fileName: "o.yaml", yaml: own(id) });
    await expect(execute(uploadPlaybook, nia, { fileName: "o.yaml", yaml: own(id) })).rejects.toMatchObject({
      code: "duplicate",
    });
    await expect(
      execute(uploadPlaybook, nia, { fileName: "o.yaml", yaml: own(id, { title: "Other" }) }),
    ).rejects.toMatchObject({ code: "duplicate" });
    await execute(uploadPlaybook, nia, {
      fileName: "o.yaml",
      yaml: own(id, { title: "Other", version: "1.1.0" }),
    });
  });
});

describe("The WSO2 playbook in the wizard", () => {
  const wso2 = async () =>
    (await answer(listPlaybooks, await someone(), {})).playbooks.find(
      (row) => row.slug === "wso2-api-manager",
    );

  it("goes from 3.2.0 to 4.5.0 through 4.2.0 and asks for the support case", async () => {
    const nia = await someone();
    const version = (await wso2())?.version ?? "";
    const path = await answer(previewPath, nia, {
      slug: "wso2-api-manager",
      version,
      from: "3.2.0",
      to: "4.5.0",
    });
    expect(path).toMatchObject({ reason: null, needsSupportCase: true, isNewest: false, newest: "4.7.0" });
    expect(path.hops.map((hop) => hop.to)).toEqual(["4.2.0", "4.5.0"]);
    expect(
      (await answer(previewPath, nia, { slug: "wso2-api-manager", version, from: "4.5.0", to: "3.2.0" }))
        .reason,
    ).toMatch(/older/);
  });

  it("plans a release nobody published a way from on the word of a support case, kept in history", async () => {
    const nia = await someone();
    const version = (await wso2())?.version ?? "";
    const ask = { slug: "wso2-api-manager", version, from: "3.2.1", to: "4.7.0" };
    const path = await answer(previewPath, nia, ask);
    expect(path).toMatchObject({
      reason: null,
      needsSupportCase: true,
      hops: [{ from: "3.2.1", to: "4.7.0", evidence: "unknown" }],
    });
    const draft = {
      key: `U${crypto.randomUUID().slice(0, 6)}`.toUpperCase(),
      title: "From 3.2.1",
      playbook: { slug: ask.slug, version },
      from: ask.from,
      to: ask.to,
      environments: [{ name: "Prod", kind: "prod" as const }],
    };
    await expect(execute(createUpgrade, nia, draft)).rejects.toMatchObject({
      code: "refused",
      details: { refusals: [{ code: "support_case" }] },
    });
    const made = await execute(createUpgrade, nia, { ...draft, supportCase: "CS0123456" });
    const view = await answer(viewUpgrade, nia, { upgrade: made.key });
    expect(view.supportCase).toBe("CS0123456");
    const { items } = await answer(listAudit, nia, { upgrade: made.key });
    expect(items.at(-1)?.sentence).toContain("support case: CS0123456");
  });

  it("counts what each answer switches on", async () => {
    const nia = await someone();
    const version = (await wso2())?.version ?? "";
    const { environments } = await answer(getPlaybook, nia, { slug: "wso2-api-manager", version });
    const base = { slug: "wso2-api-manager", version, from: "3.2.0", to: "4.5.0", environments };
    const none = await answer(previewPlan, nia, base);
    const tokens = none.questions.find((question) => question.id === "opaqueTokens");
    if (!tokens) throw new Error("opaque tokens are not asked for");
    const some = await answer(previewPlan, nia, { ...base, answers: { opaqueTokens: true } });
    expect(some.questions.find((question) => question.id === "opaqueTokens")?.on.length).toBeGreaterThan(0);
    expect(some.environments.reduce((sum, one) => sum + one.steps, 0)).toBeGreaterThan(
      none.environments.reduce((sum, one) => sum + one.steps, 0),
    );
  });
});
