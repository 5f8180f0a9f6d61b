import { describe, expect, it } from "vitest";
import { setDue, setSlots } from "@/features/gates/commands";
import { getHome } from "@/features/home/queries/home";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { clearEnvironment } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow, statusOf } from "@/scripts/testing/signing";
import { refusal } from "@/scripts/testing/steps";
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

describe("The due date of a gate", () => {
  it("is set by leads, says when it is late, and touches no signature", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    const set = (
      environment: string,
      gate: "entry" | "exit",
      version: number,
      dueAt: string | null,
      by = lead,
    ) => execute(setDue, by, { upgrade: key, environment, gate, version, dueAt });
    const { version } = await look(lead, key, "pre-prod", "exit");
    const due = new Date(Date.now() - 60_000).toISOString();
    await expect(set("pre-prod", "exit", version, due, engineer)).rejects.toMatchObject({
      code: "forbidden",
    });
    await set("pre-prod", "exit", version, due);
    await expect(set("pre-prod", "exit", version, null)).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { dueAt: due, version: version + 1 } },
    });
    await expect(set("pre-prod", "exit", version + 1, due)).rejects.toMatchObject(refusal("unchanged"));
    expect(await look(lead, key, "pre-prod", "exit")).toMatchObject({ dueAt: due, late: true });
    const home = await answer(getHome, engineer, { upgrade: key });
    expect(home.environments.map(({ exit }) => [exit.dueAt, exit.late])).toEqual([
      [null, false],
      [due, true],
      [null, false],
    ]);
    const dev = await look(lead, key, "dev", "exit");
    await expect(set("dev", "exit", dev.version, due)).rejects.toMatchObject(refusal("open_already"));
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "open", late: false });
    await expectSettled(key);
  });
});
