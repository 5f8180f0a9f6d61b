import { describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { startStep } from "@/features/steps/commands/state";
import { listSteps } from "@/features/steps/queries/list";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, refusal } from "@/scripts/testing/steps";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { shiftTraffic } from "./commands/shift-traffic";
import { listTraffic } from "./queries/traffic";

type More = { environment?: string; reason?: string; agreedHours?: number; by?: Person; now?: Date };

const shift = (w: World, version: number, share: number, more: More = {}) => {
  const { by = w.engineer, now, environment = "prod", reason = "As planned", ...rest } = more;
  const input = { upgrade: w.key, environment, version, share, reason, ...rest };
  return execute(shiftTraffic, by, input, now ? { now } : {});
};
const traffic = (w: World, environment = "prod", now?: Date) =>
  answer(listTraffic, w.viewer, { upgrade: w.key, environment }, now ? { now } : {});

describe("Traffic of an environment", () => {
  it("begins on the old stack, and each shift keeps who moved it, from where and why", async () => {
    const w = await world();
    expect(await traffic(w)).toMatchObject({
      share: { old: 100, new: 0 },
      version: 0,
      shifts: [],
      retire: { ok: false, message: "The old stack gets all traffic: nothing has been shifted yet." },
    });
    await shift(w, 0, 5);
    await shift(w, 1, 50, { by: w.lead, reason: "No error in two hours" });
    await shift(w, 2, 5, { reason: "Latency doubled" });
    const is = await traffic(w);
    expect(is.share).toEqual({ old: 95, new: 5 });
    expect(is.shifts.map(({ was, share, reason, by }) => [was, share, reason, by.name])).toEqual([
      [50, 5, "Latency doubled", "Ines"],
      [5, 50, "No error in two hours", "Omar"],
      [0, 5, "As planned", "Ines"],
    ]);
    expect((await traffic(w, "dev")).share.new).toBe(0);
    const events = await reader.auditEvent.findMany({ where: { type: "traffic.shifted" } });
    expect(events.map(({ data }) => data)).toContainEqual({
      environment: "Prod",
      was: 5,
      is: 50,
      reason: "No error in two hours",
      agreedHours: null,
    });
    await expectSettled(w.key);
  });

  it("is not shifted without a reason, to where it is, or beyond all of it, and says why not", async () => {
    const w = await world();
    await expect(shift(w, 0, 0)).rejects.toMatchObject({
      code: "refused",
      message: "The new stack gets 0 % already.",
    });
    await expect(shift(w, 0, 5, { reason: " " })).rejects.toThrow("a reason is needed");
    await expect(shift(w, 0, 101)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(shift(w, 0, 2.5)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(shift(w, 0, 50, { agreedHours: 3 })).rejects.toThrow("when the new stack gets 100 %");
    await expect(shift(w, 0, 5, { environment: "moon" })).rejects.toMatchObject({ code: "not_found" });
    expect((await traffic(w)).shifts).toEqual([]);
  });

  it("is shifted by leads and engineers and seen by every member", async () => {
    const w = await world();
    for (const by of [w.manager, w.viewer])
      await expect(shift(w, 0, 5, { by })).rejects.toThrow("Only leads and engineers can shift traffic");
    await expect(shift(w, 0, 5, { by: w.outsider })).rejects.toMatchObject({ code: "not_found" });
    await shift(w, 0, 5, { by: w.lead });
    expect((await traffic(w)).share.new).toBe(5);
  });

  it("goes to one of two who shift it at the same moment; the other is told what it is now", async () => {
    const w = await world();
    const both = await Promise.allSettled([shift(w, 0, 10), shift(w, 0, 20, { by: w.lead })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const is = await traffic(w);
    expect(is.shifts).toHaveLength(1);
    const refused = both.find((one) => one.status === "rejected");
    expect(refused?.reason).toMatchObject({
      code: "version_conflict",
      details: { current: { share: is.share, version: 1 } },
    });
  });

  it("lets the old stack go only after the agreed time without any", async () => {
    const w = await world();
    const start = Date.now() + 60_000;
    const at = (hours: number) => new Date(start + hours * 3_600_000);
    await shift(w, 0, 100, { agreedHours: 24, now: at(0) });
    expect((await traffic(w, "prod", at(23))).retire).toMatchObject({
      ok: false,
      since: at(0).toISOString(),
      until: at(24).toISOString(),
    });
    expect((await traffic(w, "prod", at(24))).retire.ok).toBe(true);
    await shift(w, 1, 99, { now: at(25) });
    await shift(w, 2, 100, { now: at(26) });
    expect((await traffic(w, "prod", at(26 + 167))).retire.ok).toBe(false);
    expect((await traffic(w, "prod", at(26 + 168))).retire.ok).toBe(true);
  });

  it("keeps its environment: what had traffic is not removed", async () => {
    const w = await world();
    await shift(w, 0, 5, { environment: "dev" });
    const gone = execute(removeEnvironment, w.lead, { upgrade: w.key, environment: "dev", version: 1 });
    await expect(gone).rejects.toThrow("Dev has shifts of traffic");
  });

  it("can't be written past the rules: the database refuses a share beyond 100 and a time for half the traffic", async () => {
    const w = await world();
    await shift(w, 0, 5);
    const set = (change: string) =>
      writer.$executeRawUnsafe(`UPDATE "TrafficShift" SET ${change} WHERE "environmentId" IN
        (SELECT id FROM "Environment" WHERE key = 'prod' AND "upgradeId" = (SELECT id FROM "Upgrade" WHERE key = '${w.key}'))`);
    await expect(set(`share = 101`)).rejects.toThrow("share_is_a_percentage");
    await expect(set(`"agreedHours" = 24`)).rejects.toThrow("only_all_traffic_agrees_on_a_time");
    await expect(set(`reason = ''`)).rejects.toThrow("shift_of_traffic_has_a_reason");
    await expect(set(`share = 6`)).rejects.toThrow("unaudited change");
  });
});

describe("A step that retires the old stack", () => {
  it("is held back until that got no traffic for as long as was agreed, and says so everywhere", async () => {
    const w = await world();
    await openDev(w);
    const step = await stepOf(w.key, "dev", "D-02");
    await changeFacts(w.key, (tx) => tx.step.update({ where: { id: step.id }, data: { retiresOld: true } }));
    const start = (now: Date) => act(w, w.engineer, startStep, "dev", "D-02", { now });
    const row = async (now: Date) =>
      (await answer(listSteps, w.viewer, { upgrade: w.key, environment: "dev" }, { now })).steps.find(
        (one) => one.id === step.id,
      );
    const now = new Date();
    const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
    await expect(start(now)).rejects.toMatchObject(refusal("old_stack_in_use"));
    expect(await row(now)).toMatchObject({
      startable: false,
      whyNot: expect.stringContaining("gets all traffic"),
    });
    await shift(w, 0, 100, { environment: "dev", agreedHours: 24, now });
    await expect(start(later(23))).rejects.toMatchObject(refusal("old_stack_in_use"));
    expect(await row(later(23))).toMatchObject({
      startable: false,
      whyNot: expect.stringContaining("24 h are over"),
    });
    expect(await row(later(25))).toMatchObject({ startable: true, whyNot: "" });
    await shift(w, 1, 50, { environment: "dev", now: later(26) });
    await expect(start(later(60))).rejects.toMatchObject(refusal("old_stack_in_use"));
    await shift(w, 2, 100, { environment: "dev", agreedHours: 1, now: later(61) });
    await start(later(63));
    await expectSettled(w.key);
  });
});
