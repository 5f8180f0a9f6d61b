import { describe, expect, it } from "vitest";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { clearCondition } from "@/features/sign-offs/commands/clear-condition";
import { withdraw } from "@/features/sign-offs/commands/withdraw";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { clearEnvironment } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow, statusOf } from "@/scripts/testing/signing";
import { world } from "@/scripts/testing/world";

describe("Conditions", () => {
  it("block the next gate until a lead or manager clears them, and clearing is part of what is signed above", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await expect(
      signNow(lead, key, "dev", "exit", { meaning: "accepted_with_conditions" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "condition_missing" }] } });
    await signNow(lead, key, "dev", "exit", {
      meaning: "accepted_with_conditions",
      conditions: ["Rotate the keys"],
    });
    await clearEnvironment(key, "pre-prod", engineer.id);
    await expectSettled(key);
    const view = await look(lead, key, "pre-prod", "entry");
    expect(view.blockers).toEqual([
      expect.objectContaining({
        kind: "condition_open",
        title: "Condition from Dev exit: “Rotate the keys”",
      }),
    ]);
    const condition = view.conditions[0];
    if (!condition) throw new Error("the condition is not listed");
    const given = {
      upgrade: key,
      condition: condition.id,
      version: condition.version,
      note: "Rotated on Monday",
    };
    await expect(execute(clearCondition, engineer, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(clearCondition, manager, { ...given, version: 7 })).rejects.toMatchObject({
      code: "version_conflict",
    });
    await expect(execute(clearCondition, manager, { ...given, note: " " })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await execute(clearCondition, manager, given);
    await expect(execute(clearCondition, manager, given)).rejects.toMatchObject({ code: "refused" });
    await expectSettled(key);
    expect(await look(lead, key, "pre-prod", "entry")).toMatchObject({ state: "open" });
    const { manifest } = await answer(getGateManifest, lead, {
      upgrade: key,
      environment: "pre-prod",
      gate: "exit",
    });
    expect(manifest.conditions).toEqual([
      {
        gate: "dev.exit",
        by: lead.id,
        text: "Rotate the keys",
        clearedBy: manager.id,
        note: "Rotated on Monday",
      },
    ]);
  });
});

describe("Withdrawing", () => {
  it("is possible for one's own signature until the next environment has started", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const { id } = await signNow(lead, key, "dev", "exit");
    await expect(
      execute(withdraw, manager, { upgrade: key, signOff: id, reason: "Not mine" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "not_yours" }] } });
    await execute(withdraw, lead, { upgrade: key, signOff: id, reason: "Too early" });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("awaiting_sign_off");
    expect((await look(lead, key, "dev", "exit")).signOffs).toEqual([
      expect.objectContaining({ state: "withdrawn", withdrawnReason: "Too early" }),
    ]);

    const again = await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await expect(
      execute(withdraw, lead, { upgrade: key, signOff: again.id, reason: "Late" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "next_started" }] } });
  });
});
