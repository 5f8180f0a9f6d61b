import { describe, expect, it } from "vitest";
import { addComment } from "@/features/comments/commands";
import { setNote } from "@/features/steps/commands/plan-work";
import { markStepNotApplicable, reopenStep } from "@/features/steps/commands/state";
import { testOverview } from "@/features/test-cases/queries/overview";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts, clearEnvironment } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow, statusOf } from "@/scripts/testing/signing";
import { stepOf, world } from "@/scripts/testing/world";

describe("The life of an upgrade at its gates", () => {
  it("goes from shut with reasons through signatures, staleness and the go/no-go to production signed off", {
    timeout: 60_000,
  }, async () => {
    const w = await world();
    const { key, lead, engineer, manager, manager2 } = w;

    const shut = await look(lead, key, "dev", "exit");
    expect(shut).toMatchObject({
      state: "shut",
      headline: expect.stringMatching(/^Shut by \d+ blockers\.$/),
    });
    expect(shut.blockers.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["step_open", "test_not_run", "attestation_missing", "entry_shut"]),
    );
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({
      code: "refused",
      details: { refusals: [{ code: "gate_shut" }] },
    });

    await clearEnvironment(key, "dev", engineer.id);
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", cannot: { approve: [] } });
    expect(await statusOf(key, "dev")).toBe("awaiting_sign_off");

    const signedExits = async () =>
      (await answer(testOverview, lead, { upgrade: key })).environments
        .filter((environment) => environment.exitSigned)
        .map((environment) => environment.key);
    expect(await signedExits()).toEqual([]);
    await signNow(lead, key, "dev", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");
    expect(await signedExits()).toEqual(["dev"]);
    expect((await look(lead, key, "pre-prod", "entry")).blockers.map(({ kind }) => kind)).toEqual([
      "step_open",
    ]);

    // A remark or a note is not what was signed.
    const step = await stepOf(key, "dev", "D-03");
    const given = { upgrade: key, step: step.id };
    await execute(addComment, lead, { ...given, body: "All good" });
    await execute(setNote, engineer, { ...given, version: step.version, note: "Took longer than planned" });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");

    const evidence = await reader.evidence.findFirstOrThrow({
      where: { step: { code: "D-02", environment: { key: "dev" }, upgrade: { key } } },
    });
    await changeFacts(key, async (tx, upgradeId) => {
      const added = await tx.evidence.create({
        data: {
          upgradeId,
          stepId: evidence.stepId,
          kind: "file",
          name: "D-02-b.log",
          sha256: "b".repeat(64),
          addedById: engineer.id,
        },
      });
      await tx.evidence.update({ where: { id: evidence.id }, data: { supersededById: added.id } });
    });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("stale");
    const stale = await look(lead, key, "dev", "exit");
    expect(stale).toMatchObject({ state: "ready", stale: 1 });
    expect(stale.signOffs[0]).toMatchObject({
      state: "stale",
      changes: [
        expect.objectContaining({ subject: "the file “D-02.log” of D-02", is: "not there" }),
        expect.anything(),
      ],
    });
    expect((await look(lead, key, "pre-prod", "entry")).blockers.map(({ kind }) => kind)).toEqual([
      "signature_stale",
      "step_open",
    ]);

    await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await signNow(lead, key, "pre-prod", "exit");
    expect(await look(manager, key, "pre-prod", "exit")).toMatchObject({
      state: "ready",
      signed: 1,
      wanted: 2,
    });
    await signNow(manager, key, "pre-prod", "exit", { meaning: "reviewed" });
    expect(await statusOf(key, "pre-prod")).toBe("signed_off");

    await clearEnvironment(key, "prod", engineer.id);
    for (const person of [lead, manager, manager2]) await signNow(person, key, "prod", "entry");
    expect(await look(lead, key, "prod", "entry")).toMatchObject({
      goNoGo: true,
      label: "Prod go/no-go",
      state: "open",
      signed: 3,
    });
    await signNow(lead, key, "prod", "exit");
    await signNow(manager2, key, "prod", "exit");
    expect(await statusOf(key, "prod")).toBe("signed_off");
    await expectSettled(key);
  });
});

describe("A gate gone stale after the next environment has started", () => {
  it("blocks that environment's exit and every entry above, but leaves its work alone", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await signNow(lead, key, "pre-prod", "exit");
    await signNow(manager, key, "pre-prod", "exit");
    const given = { upgrade: key, step: (await stepOf(key, "dev", "D-05")).id };
    const reopened = await execute(reopenStep, engineer, { ...given, version: 1, reason: "Was not tidied" });
    await expectSettled(key);
    await execute(markStepNotApplicable, engineer, {
      ...given,
      version: reopened.version,
      reason: "Nothing to tidy",
    });
    await expectSettled(key);
    const gates = await reader.gate.findMany({
      where: { environment: { upgrade: { key } } },
      include: { environment: true },
      orderBy: [{ environment: { position: "asc" } }, { kind: "asc" }],
    });
    expect(gates.map(({ environment, kind, state }) => `${environment.key} ${kind} ${state}`)).toEqual([
      "dev entry open",
      "dev exit ready",
      "pre-prod entry shut",
      "pre-prod exit shut",
      "prod entry shut",
      "prod exit shut",
    ]);
    expect(await statusOf(key, "pre-prod")).toBe("stale");
    const above = await look(lead, key, "prod", "entry");
    expect(above.blockers.filter(({ kind }) => kind === "signature_stale").map(({ title }) => title)).toEqual(
      [
        "Omar's signature on Dev exit is stale",
        "Omar's signature on Pre-prod exit is stale",
        "Priya's signature on Pre-prod exit is stale",
      ],
    );
    // Pre-prod has started, so that its work may go on: only its gates wait.
    expect(
      (await reader.environment.findFirstOrThrow({ where: { key: "pre-prod", upgrade: { key } } })).startedAt,
    ).not.toBeNull();

    await signNow(lead, key, "dev", "exit");
    await signNow(lead, key, "pre-prod", "exit");
    await signNow(manager, key, "pre-prod", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "pre-prod")).toBe("signed_off");
  });
});
