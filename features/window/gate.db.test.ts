import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { setRehearsal } from "@/features/rehearsal/commands/set-rules";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type World, world } from "@/scripts/testing/world";
import { bookWindow, cancelWindow, moveWindow } from "./commands/windows";

const hour = 3_600_000;
const start = Math.ceil(Date.now() / hour) * hour + 48 * hour;
const at = (hours: number) => new Date(start + hours * hour);

/** An upgrade whose rules ask for a change window and nothing else. */
async function asking(): Promise<World> {
  const w = await world();
  const rules = {
    pilotIn: "dev" as const,
    volumeRatio: 0.8,
    backOut: false,
    parity: false,
    forecast: false,
    reserveMinutes: 0,
    window: true,
  };
  await execute(setRehearsal, w.lead, { upgrade: w.key, version: 1, rules, reason: "The bank asks for it" });
  return w;
}
const book = (w: World, from = at(0), to = at(6), now?: Date) =>
  execute(
    bookWindow,
    w.lead,
    { upgrade: w.key, environment: "prod", from: from.toISOString(), to: to.toISOString() },
    now ? { now } : {},
  );
/** Kind and sentence of what the window keeps production's entry shut with. */
const shutBy = async (w: World, now?: Date) => {
  const gate = await answer(
    getGate,
    w.viewer,
    { upgrade: w.key, environment: "prod", gate: "entry" },
    now ? { now } : {},
  );
  return gate.blockers.filter(({ kind }) => kind.startsWith("window_")).map(({ kind, href }) => [kind, href]);
};
const stored = async (w: World) =>
  (
    await reader.environment.findFirstOrThrow({
      where: { key: "prod", upgrade: { key: w.key } },
      select: { statusUntil: true },
    })
  ).statusUntil;

describe("Production's entry gate and the change window", () => {
  it("is shut without one, before it begins and after it ends, where the rules ask for one", async () => {
    const w = await asking();
    const href = `/u/${w.key}/window`;
    expect(await shutBy(w)).toEqual([["window_missing", href]]);
    await book(w);
    expect(await shutBy(w)).toEqual([["window_ahead", href]]);
    expect(await shutBy(w, at(0))).toEqual([]);
    expect(await shutBy(w, at(5.99))).toEqual([]);
    expect(await shutBy(w, at(6))).toEqual([["window_missing", href]]);
    await expectSettled(w.key);
  });

  it("is not asked for one where the rules don't", async () => {
    const w = await world();
    expect(await shutBy(w)).toEqual([]);
  });

  it("is looked at again by the clock at the very moment it begins, and when it ends", async () => {
    const w = await asking();
    await book(w);
    expect(await stored(w)).toEqual(at(0));
    await settleDue(at(0), false);
    expect(await stored(w)).toEqual(at(6));
    await settleDue(at(6), false);
    expect(await stored(w)).toBeNull();
  });

  it("follows the window when it moves or is cancelled", async () => {
    const w = await asking();
    const { id } = await book(w);
    const input = { upgrade: w.key, window: id, reason: "Vendor" };
    await execute(moveWindow, w.lead, { ...input, version: 1, from: at(1).toISOString() });
    expect(await stored(w)).toEqual(at(1));
    await expect(execute(cancelWindow, w.lead, { ...input, version: 2 }, { now: at(2) })).rejects.toThrow(
      "has begun",
    );
    await execute(cancelWindow, w.lead, { ...input, version: 2 });
    expect((await shutBy(w)).map(([kind]) => kind)).toEqual(["window_missing"]);
    await expectSettled(w.key);
  });
});
