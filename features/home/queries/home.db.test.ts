import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { listGates } from "@/features/gates/queries/list";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { sign } from "@/features/sign-offs/commands/sign";
import { viewInbox } from "@/features/sign-offs/queries/inbox";
import { execute } from "@/lib/command";
import { paths } from "@/lib/paths";
import { answer } from "@/lib/read";
import { changeFacts, clearEnvironment, recordResult } from "@/scripts/testing/facts";
import { type Person, stepOf, testPassword, world } from "@/scripts/testing/world";
import { getHome } from "./home";

async function signNow(person: Person, upgrade: string, environment: string, gate: "entry" | "exit") {
  const { manifestSha256 } = await answer(getGateManifest, person, { upgrade, environment, gate });
  await execute(sign, person, {
    upgrade,
    environment,
    gate,
    decision: "approve",
    meaning: "approved",
    manifestSha256,
    password: testPassword,
  });
}

describe("The home of an upgrade", () => {
  it("says of a new upgrade what keeps the first environment from starting and what can be started", async () => {
    const { key, lead, outsider } = await world();
    const home = await answer(getHome, lead, { upgrade: key });
    expect(getHome.output.parse(home)).toEqual(home);
    expect(home).toMatchObject({
      current: "dev",
      say: {
        tone: "blocked",
        sentence: "Dev can't start: 2 steps open",
        href: paths.gate(key, "dev", "entry"),
      },
    });
    expect(
      home.environments.map(({ key: environment, percent, checklist, tests }) => [
        environment,
        percent,
        checklist.total,
        tests.total,
      ]),
    ).toEqual([
      ["dev", 0, 4, 2],
      ["pre-prod", 0, 4, 2],
      ["prod", 0, 4, 2],
    ]);
    expect(home.holdsBack).toEqual([expect.objectContaining({ title: "Dev: 2 steps still to do" })]);
    expect(home.startable.map(({ code, environment }) => [code, environment])).toEqual([
      ["P-01", null],
      ["P-02", null],
      ["D-01", "Dev"],
      ["D-01", "Pre-prod"],
      ["D-01", "Prod"],
    ]);
    expect(home.latest.at(-1)?.sentence).toMatch(/^Omar created the upgrade/);
    await expect(answer(getHome, outsider, { upgrade: key })).rejects.toMatchObject({ code: "not_found" });
  });

  it("puts one's own steps first and follows every change at once", async () => {
    const { key, lead, engineer } = await world();
    await answer(getHome, engineer, { upgrade: key });
    const step = await stepOf(key, "prod", "D-01");
    await changeFacts(key, (tx) =>
      tx.step.update({ where: { id: step.id }, data: { assigneeId: engineer.id } }),
    );
    expect((await answer(getHome, engineer, { upgrade: key })).startable[0]).toMatchObject({
      environment: "Prod",
      mine: true,
      assignee: "Ines",
    });
    expect((await answer(getHome, lead, { upgrade: key })).startable.at(-1)).toMatchObject({
      environment: "Prod",
      mine: false,
    });
  });

  it("counts failing and stale tests, never shows all of it done early, and ends when production is signed", async () => {
    const { key, lead, engineer, manager, manager2 } = await world();
    await clearEnvironment(key, "dev", engineer.id, new Date(Date.now() - 60_000));
    await changeFacts(key, async (tx, upgradeId) => {
      const run = await tx.testRun.findFirstOrThrow({ where: { upgradeId } });
      const cases = await tx.testCase.findMany({ where: { upgradeId }, orderBy: { code: "asc" } });
      for (const testCase of cases.slice(0, 1))
        await recordResult(tx, {
          upgradeId,
          environmentId: run.environmentId,
          runId: run.id,
          testCase,
          result: "failed",
          by: engineer.id,
          now: new Date(),
        });
      await tx.testCaseRevision.create({
        data: { testCaseId: cases[1]?.id ?? "", revision: 2, title: "Throughput again" },
      });
      await tx.testCase.update({ where: { id: cases[1]?.id }, data: { revision: 2 } });
    });
    const [dev] = (await answer(getHome, lead, { upgrade: key })).environments;
    expect(dev).toMatchObject({
      status: "verifying",
      sentence: "Dev can't be signed: 1 test failing, 1 test to run again",
      percent: 66,
      checklist: { closed: 4, total: 4 },
      tests: { requiredPassing: 0, passed: 0, failed: { count: 1 }, stale: { count: 1 } },
    });
    await changeFacts(key, async (tx, upgradeId) => {
      const run = await tx.testRun.findFirstOrThrow({ where: { upgradeId } });
      for (const testCase of await tx.testCase.findMany({ where: { upgradeId } }))
        await recordResult(tx, {
          upgradeId,
          environmentId: run.environmentId,
          runId: run.id,
          testCase,
          result: "passed",
          by: engineer.id,
          now: new Date(),
        });
    });
    expect(await answer(getHome, lead, { upgrade: key })).toMatchObject({
      say: { tone: "waiting", sentence: "Dev waits for the signature of 1 lead" },
    });
    await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    for (const person of [lead, manager]) await signNow(person, key, "pre-prod", "exit");
    await clearEnvironment(key, "prod", engineer.id);
    expect(await answer(getHome, lead, { upgrade: key })).toMatchObject({
      current: "prod",
      say: { tone: "blocked" },
    });
    for (const person of [lead, manager, manager2]) await signNow(person, key, "prod", "entry");
    for (const person of [lead, manager]) await signNow(person, key, "prod", "exit");
    const home = await answer(getHome, lead, { upgrade: key });
    expect(home).toMatchObject({
      current: null,
      say: { tone: "done", sentence: "2.0.0 is in production: every environment is signed off" },
      holdsBack: [],
    });
    expect(home.environments.every(({ percent, signedAt }) => percent === 100 && signedAt !== null)).toBe(
      true,
    );
  });
});

describe("A gate as asked for", () => {
  it("lists as many passing criteria as it counts, and what it answers is what it promises", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    await changeFacts(key, async (tx) => {
      const step = await stepOf(key, "pre-prod", "D-01");
      await tx.step.update({ where: { id: step.id }, data: { state: "skipped", stateReason: "Not here" } });
    });
    for (const environment of ["dev", "pre-prod", "prod"]) {
      for (const gate of ["entry", "exit"] as const) {
        const view = await answer(getGate, lead, { upgrade: key, environment, gate, criteria: "true" });
        expect(getGate.output.parse(view)).toEqual(view);
        expect(view.passed).toHaveLength(view.passing + view.neutral);
        expect(view.criteria).toBe(view.passing + view.neutral + view.blockerCount + view.waived.length);
      }
    }
    const { items } = await answer(listGates, lead, { upgrade: key });
    expect(items.map(({ label, state }) => `${label} ${state}`)).toEqual([
      "Dev entry open",
      "Dev exit open",
      "Pre-prod entry open",
      "Pre-prod exit shut",
      "Prod go/no-go shut",
      "Prod exit shut",
    ]);
    await expect(
      answer(getGate, lead, { upgrade: key, environment: "nowhere", gate: "exit" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("The inbox", () => {
  it("asks those who can sign, tells them what it rests on and what changed since they last did", async () => {
    const { key, lead, engineer, manager, viewer } = await world();
    expect(await answer(viewInbox, lead, {})).toEqual({ items: [], waiting: 0 });
    await clearEnvironment(key, "dev", engineer.id);
    const inbox = await answer(viewInbox, lead, {});
    expect(viewInbox.output.parse(inbox)).toEqual(inbox);
    expect(inbox).toMatchObject({
      waiting: 1,
      items: [
        {
          kind: "sign",
          title: "Dev exit",
          upgrade: { key, homeZone: expect.any(String) },
          since: expect.any(String),
          basis: { steps: 6, executions: 2 },
          changed: { since: null },
        },
      ],
    });
    for (const person of [engineer, manager, viewer])
      expect((await answer(viewInbox, person, {})).waiting).toBe(0);

    await signNow(lead, key, "dev", "exit");
    expect((await answer(viewInbox, lead, {})).waiting).toBe(0);
    const step = await stepOf(key, "dev", "D-03");
    await changeFacts(key, (tx) =>
      tx.step.update({ where: { id: step.id }, data: { title: "Migrate all data" } }),
    );
    const again = await answer(viewInbox, lead, {});
    expect(again).toMatchObject({
      waiting: 1,
      items: [
        {
          kind: "stale",
          detail:
            "Your signature is stale: the title of D-03 was “Migrate the data”, is “Migrate all data”. The gate is ready to be signed again.",
          changed: { since: expect.any(String) },
        },
      ],
    });
    expect(again.items[0]?.changed?.latest.map(({ sentence }) => sentence)).toEqual(
      expect.arrayContaining([expect.stringMatching(/stale/)]),
    );
  });

  it("shows skips and waivers to the second person only", async () => {
    const { key, lead, engineer, manager } = await world();
    const step = await stepOf(key, "dev", "D-01");
    await changeFacts(key, async (tx, upgradeId) => {
      await tx.step.update({
        where: { id: step.id },
        data: { skipRequestedById: engineer.id, skipReason: "No disk here" },
      });
      const gate = await tx.gate.findFirstOrThrow({
        where: { upgradeId, kind: "entry", environment: { key: "dev" } },
      });
      await tx.waiver.create({
        data: {
          upgradeId,
          gateId: gate.id,
          blockerKey: `skip_unconfirmed:${step.id}`,
          blockerTitle: "D-01",
          reason: "Soon",
          requestedById: lead.id,
          requestedAt: new Date(),
          expiresAt: new Date(Date.now() + 1e8),
        },
      });
    });
    const [dev] = (await answer(getHome, lead, { upgrade: key })).environments;
    const waiting = { count: 1, href: paths.checklist(key, "dev", { show: "second_person" }) };
    expect(dev).toMatchObject({ checklist: { blocked: { count: 0 }, secondPerson: waiting } });
    expect((await answer(viewInbox, lead, {})).items.map(({ kind }) => kind)).toEqual(["skip"]);
    expect((await answer(viewInbox, engineer, {})).items).toEqual([]);
    expect((await answer(viewInbox, manager, {})).items.map(({ kind, detail }) => [kind, detail])).toEqual([
      ["waiver", "Omar asks to accept “D-01” for a time: Soon"],
    ]);
  });
});
