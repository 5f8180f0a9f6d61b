import { describe, expect, it } from "vitest";
import { renameEnvironment } from "@/features/environments/commands/arrange";
import { changeAnswers } from "@/features/upgrades/commands/answers";
import { cloneUpgrade } from "@/features/upgrades/commands/clone";
import { archiveUpgrade, editUpgrade, relaxSigning, restoreUpgrade } from "@/features/upgrades/commands/edit";
import { previewAnswers } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { type World, world } from "@/scripts/testing/world";

const codes = async (w: World, environment: string) =>
  (
    await reader.step.findMany({
      where: { upgrade: { key: w.key }, environment: { key: environment }, removedAt: null },
      orderBy: { position: "asc" },
    })
  ).map(({ code }) => code);
const predecessorsOf = async (w: World, code: string) =>
  (
    await reader.stepPredecessor.findMany({
      where: { step: { upgrade: { key: w.key }, environment: { key: "dev" }, code } },
      include: { predecessor: true },
    })
  ).map((link) => link.predecessor.code);

describe("Changed answers", () => {
  it("show what they add before anything is applied, then add it in its place with its predecessors", async () => {
    const w = await world();
    const preview = await answer(previewAnswers, w.viewer, { upgrade: w.key, answers: { tenants: true } });
    expect(preview.added.map((item) => [item.code, item.environment])).toEqual([
      ["D-04", "Dev"],
      ["D-04", "Pre-prod"],
      ["D-04", "Prod"],
    ]);
    expect(await codes(w, "dev")).toEqual(["D-01", "D-02", "D-03", "D-05"]);
    const applied = await execute(changeAnswers, w.lead, {
      upgrade: w.key,
      version: 1,
      answers: { tenants: true },
    });
    expect(applied).toMatchObject({ version: 2, changes: [{ was: "not answered", is: "yes" }] });
    expect(await codes(w, "dev")).toContain("D-04");
    expect(await predecessorsOf(w, "D-04")).toEqual(["D-03"]);
  });

  it("take out what nobody worked on and bring the same step back when they are changed back", async () => {
    const w = await world({ answers: { tenants: true } });
    const before = await reader.step.findFirstOrThrow({
      where: { upgrade: { key: w.key }, environment: { key: "dev" }, code: "D-04" },
    });
    const gone = await execute(changeAnswers, w.lead, {
      upgrade: w.key,
      version: 1,
      answers: { tenants: false },
    });
    expect(gone.removed).toHaveLength(3);
    expect(await codes(w, "dev")).not.toContain("D-04");
    await execute(changeAnswers, w.lead, { upgrade: w.key, version: 2, answers: { tenants: true } });
    const after = await reader.step.findFirstOrThrow({
      where: { upgrade: { key: w.key }, environment: { key: "dev" }, code: "D-04", removedAt: null },
    });
    expect(after.id).toBe(before.id);
    expect(await predecessorsOf(w, "D-04")).toEqual(["D-03"]);
  });

  it("are refused when they are none, unknown, impossible, too late or not a lead's", async () => {
    const w = await world();
    const change = (answers: Record<string, string | boolean | null>, who = w.lead, version = 1) =>
      execute(changeAnswers, who, { upgrade: w.key, version, answers });
    await expect(change({})).rejects.toMatchObject({ code: "invalid_input" });
    await expect(change({ colour: "blue" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(change({ tenants: "many" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(change({ tenants: true }, w.lead, 7)).rejects.toMatchObject({ code: "version_conflict" });
    await expect(change({ tenants: true }, w.engineer)).rejects.toMatchObject({ code: "forbidden" });
    await expect(change({ tenants: true }, w.outsider)).rejects.toMatchObject({ code: "not_found" });
    expect(await codes(w, "dev")).not.toContain("D-04");
  });
});

describe("An upgrade", () => {
  it("is edited with the version seen, and the second of two people is told what it is now", async () => {
    const w = await world();
    await execute(editUpgrade, w.lead, {
      upgrade: w.key,
      version: 1,
      title: "New name",
      homeZone: "Europe/Berlin",
    });
    await expect(
      execute(editUpgrade, w.lead, { upgrade: w.key, version: 1, title: "Other" }),
    ).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { title: "New name", version: 2 } },
    });
    await expect(
      execute(editUpgrade, w.lead, { upgrade: w.key, version: 2, homeZone: "Mars/Base" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("keeps who relaxed the rule of signing, and why, in its history", async () => {
    const w = await world();
    await execute(relaxSigning, w.lead, {
      upgrade: w.key,
      version: 1,
      doersMaySign: true,
      reason: "We are three people",
    });
    const [event] = await reader.auditEvent.findMany({
      where: { type: "upgrade.signingRelaxed" },
      orderBy: { at: "desc" },
      take: 1,
    });
    expect(event).toMatchObject({
      actorName: "Omar",
      data: { doersMaySign: true, reason: "We are three people" },
    });
  });

  it("takes no change while it is archived, until a lead brings it back", async () => {
    const w = await world();
    await execute(archiveUpgrade, w.lead, { upgrade: w.key, version: 1, reason: "Postponed" });
    await expect(
      execute(renameEnvironment, w.lead, { upgrade: w.key, environment: "dev", name: "D", version: 1 }),
    ).rejects.toMatchObject({ code: "archived" });
    await expect(execute(restoreUpgrade, w.engineer, { upgrade: w.key, version: 2 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await execute(restoreUpgrade, w.lead, { upgrade: w.key, version: 2 });
    await execute(renameEnvironment, w.lead, { upgrade: w.key, environment: "dev", name: "D", version: 1 });
  });

  it("is cloned with people, environments and values but without work", async () => {
    const w = await world({ answers: { tenants: true } });
    const clone = await execute(cloneUpgrade, w.lead, { upgrade: w.key, key: `${w.key}-C`, title: "Again" });
    const row = await reader.upgrade.findUniqueOrThrow({
      where: { id: clone.id },
      include: { members: true, environments: true },
    });
    expect(row).toMatchObject({ key: `${w.key}-C`, answers: { tenants: true } });
    expect(row.members).toHaveLength(5);
    expect(row.environments.map(({ name }) => name).sort()).toEqual(["Dev", "Pre-prod", "Prod"]);
    const events = await reader.auditEvent.findMany({ where: { chain: clone.id } });
    expect(events[0]?.type).toBe("upgrade.cloned");
  });
});
