import { describe, expect, it } from "vitest";
import { noteInRun } from "@/features/rehearsal/commands/change";
import { startRun } from "@/features/rehearsal/commands/start";
import { addStep } from "@/features/steps/commands/edit";
import { finishStep, startStep } from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep } from "@/scripts/testing/steps";
import { type World, world } from "@/scripts/testing/world";
import { editReview } from "./commands";
import { getReview } from "./queries";

const see = (w: World, who = w.viewer, now = new Date()) =>
  answer(getReview, who, { upgrade: w.key }, { now });
const write = (w: World, version: number, text: object, who = w.manager) =>
  execute(editReview, who, { upgrade: w.key, version, ...text });

describe("The review of an upgrade", () => {
  it("is drafted from history: what happened, what deviated, and what the playbook may learn", async () => {
    const w = await world();
    await openDev(w);
    const began = Date.now() + 60_000;
    const minutes = (count: number) => new Date(began + count * 60_000);
    const data = { source: "production_dump" as const, takenAt: "2026-11-01T00:00:00Z" };
    const run = await execute(
      startRun,
      w.engineer,
      { upgrade: w.key, environment: "dev", data },
      { now: minutes(0) },
    );
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(1) });
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(41) });
    await execute(noteInRun, w.lead, {
      upgrade: w.key,
      run: run.id,
      kind: "deviation",
      text: "The disk was slow",
    });
    await execute(addStep, w.lead, {
      upgrade: w.key,
      environment: "dev",
      title: "Warm the cache",
      instructions: "Do it.",
      plannedMinutes: 15,
    });

    const view = await see(w, w.viewer, minutes(60));
    expect(view.timeline.map(({ sentence }) => sentence)).toContain(
      "Ines began pilot 1 of Dev on a dump of production taken 2026-11-01",
    );
    expect(view.deviations).toMatchObject([{ text: "The disk was slow", run: "Pilot 1 of Dev", by: "Omar" }]);
    expect(view.proposals).toMatchObject([
      { kind: "minutes", code: "D-02", was: 10, is: 40, attempts: 1 },
      { kind: "step", title: "Warm the cache", is: 15 },
    ]);
    expect(view.proposalText).toContain("+   minutes: 40");
    await expect(see(w, w.outsider)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is written by people, part by part, and nobody's words are lost", async () => {
    const w = await world();
    expect((await see(w)).written).toMatchObject({ version: 0, summary: "", editedBy: null });
    await write(w, 0, { summary: "It went well." });
    await write(w, 1, { actions: "Order disks earlier." }, w.engineer);
    expect((await see(w)).written).toMatchObject({
      summary: "It went well.",
      actions: "Order disks earlier.",
      version: 2,
      editedBy: { name: "Ines" },
    });
    await expect(write(w, 1, { summary: "It did not." })).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { summary: "It went well.", version: 2 } },
    });
    await expect(write(w, 2, { summary: "It went well." })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(write(w, 2, { summary: "x" }, w.viewer)).rejects.toMatchObject({ code: "forbidden" });
    await expectSettled(w.key);
  });
});
