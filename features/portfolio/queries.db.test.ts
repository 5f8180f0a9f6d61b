import { describe, expect, it } from "vitest";
import { listUpgrades } from "@/features/portfolio/queries";
import { portfolioOutput } from "@/features/portfolio/schema";
import { setDue } from "@/features/steps/commands/plan-work";
import { blockStep } from "@/features/steps/commands/state";
import { archiveUpgrade } from "@/features/upgrades/commands/edit";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { act } from "@/scripts/testing/steps";
import { stepOf, world } from "@/scripts/testing/world";

describe("The portfolio", () => {
  it("shows a member their upgrades and nobody else anything", async () => {
    const w = await world();
    const page = portfolioOutput.parse(await answer(listUpgrades, w.engineer, {}));
    expect(page.items).toEqual([
      expect.objectContaining({
        key: w.key,
        urgency: "idle",
        roles: ["engineer"],
        heldBackBy: expect.stringMatching(/^Dev entry is shut by \d+ blockers?$/),
      }),
    ]);
    expect(page.items[0]?.environments.map(({ name, steps, closed }) => [name, steps, closed])).toEqual([
      ["Dev", 4, 0],
      ["Pre-prod", 4, 0],
      ["Prod", 4, 0],
    ]);
    expect((await answer(listUpgrades, w.outsider, {})).items).toEqual([]);
    expect((await answer(listUpgrades, w.admin, {})).items).toEqual([]);
    await expect(answer(listUpgrades, null, {})).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("counts again as soon as something happens, and calls a step late by the time alone", async () => {
    const w = await world();
    const at = async (now: Date) => (await answer(listUpgrades, w.lead, {}, { now })).items[0];
    const now = new Date();
    expect(await at(now)).toMatchObject({ blockedSteps: 0, lateSteps: 0, urgency: "idle" });
    const step = await stepOf(w.key, "dev", "D-01");
    const due = new Date(now.getTime() + 3_600_000);
    await execute(setDue, w.lead, {
      upgrade: w.key,
      step: step.id,
      version: step.version,
      dueAt: due.toISOString(),
    });
    expect(await at(now)).toMatchObject({ lateSteps: 0, urgency: "idle" });
    expect(await at(new Date(due.getTime() + 1))).toMatchObject({ lateSteps: 1, urgency: "late" });
    await act(w, w.engineer, blockStep, "dev", "D-01", { reason: "Waits for the DBA" });
    expect(await at(now)).toMatchObject({ blockedSteps: 1, urgency: "failing" });
  });

  it("finds by key and title, literally, and keeps archived ones apart", async () => {
    const w = await world({ title: "100% of it" });
    const found = async (q: string) => (await answer(listUpgrades, w.lead, { q })).items.length;
    expect([
      await found("100%"),
      await found("1_0"),
      await found(w.key.toLowerCase()),
      await found("'; --"),
    ]).toEqual([1, 0, 1, 0]);
    await execute(archiveUpgrade, w.lead, { upgrade: w.key, version: 1, reason: "Done" });
    expect((await answer(listUpgrades, w.lead, {})).items).toEqual([]);
    expect((await answer(listUpgrades, w.lead, { show: "archived" })).items).toHaveLength(1);
  });
});
