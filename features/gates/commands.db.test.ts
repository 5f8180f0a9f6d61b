import { describe, expect, it } from "vitest";
import { setSlots } from "@/features/gates/commands";
import { execute } from "@/lib/command";
import { clearEnvironment } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow, statusOf } from "@/scripts/testing/signing";
import { world } from "@/scripts/testing/world";

describe("The signatures a gate needs", () => {
  it("are set by leads, never none on an exit, and never over somebody else's change", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    const { version } = await look(lead, key, "dev", "exit");
    const given = { upgrade: key, environment: "dev", gate: "exit" as const, version };
    await expect(
      execute(setSlots, manager, { ...given, slots: [{ role: "lead", count: 1 }] }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(setSlots, lead, { ...given, slots: [] })).rejects.toMatchObject({
      details: { refusals: [{ code: "slot_needed" }] },
    });
    await expect(
      execute(setSlots, lead, {
        ...given,
        slots: [
          { role: "lead", count: 1 },
          { role: "lead", count: 2 },
        ],
      }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "role_twice" }] } });
    await execute(setSlots, lead, {
      ...given,
      slots: [
        { role: "lead", count: 1 },
        { role: "manager", count: 1 },
      ],
    });
    await expect(
      execute(setSlots, lead, { ...given, slots: [{ role: "lead", count: 1 }] }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({
      state: "ready",
      signed: 1,
      wanted: 2,
      headline: "Ready to sign: waits for 1 manager.",
    });
    await signNow(manager, key, "dev", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");
  });
});
