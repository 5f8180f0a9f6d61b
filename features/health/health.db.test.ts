import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { smallPlaybook } from "@/scripts/testing/playbook";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, storePlaybook, type World, world } from "@/scripts/testing/world";
import { markBaseline } from "./commands/baseline";
import { removeThreshold, setThreshold } from "./commands/thresholds";
import { at, health, minutes, pushed } from "./health.fixture";

const threshold = (w: World, more: Record<string, unknown> = {}, by: Person = w.engineer) =>
  execute(setThreshold, by, {
    upgrade: w.key,
    environment: "dev",
    version: 0,
    metric: "cpu",
    source: "vendor",
    forMinutes: 5,
    from: at(0),
    hours: 1,
    reason: "Before the exit gate",
    ...more,
  });
const blockers = async (w: World) => {
  const gate = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" });
  return gate.blockers.filter(({ kind }) => kind.startsWith("health"));
};

const chainOf = async (w: World) =>
  (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key }, select: { id: true } })).id;

describe("A threshold of an environment", () => {
  it("shuts the exit gate while samples are missing, and a gap is not closed by what comes after it", async () => {
    const w = await world();
    await threshold(w);
    expect(await blockers(w)).toMatchObject([{ kind: "health_unknown", title: "CPU of nodes is unknown" }]);
    await pushed(w, [...minutes(0, 20), ...minutes(40, 60)]);
    expect(await blockers(w)).toMatchObject([
      {
        kind: "health_unknown",
        title: "CPU of gw1 is unknown",
        href: expect.stringContaining("/e/dev/health"),
        since: at(20),
      },
    ]);
    await pushed(w, minutes(61, 90));
    expect(await blockers(w)).toHaveLength(1);
    await expectSettled(w.key);
    await pushed(w, minutes(21, 39));
    expect(await blockers(w)).toEqual([]);
    expect((await health(w)).thresholds).toMatchObject([
      { judgement: "ok", series: [{ words: "kept, worst 50 %" }] },
    ]);
    await expectSettled(w.key);
  });

  it("that becomes unknown by time alone is recorded by the clock, also while the gate stays shut", async () => {
    const w = await world();
    await threshold(w, { from: at(90) });
    await pushed(w, minutes(90, 119));
    expect(await blockers(w)).toMatchObject([{ kind: "health_pending" }]);
    const later = new Date(Date.parse(at(119)) + 20 * 60_000);
    const moved = { where: { type: "upgrade.clockMoved", chain: await chainOf(w) } };
    expect(await reader.auditEvent.count(moved)).toBe(0);
    await settleDue(later);
    expect(await reader.auditEvent.count(moved)).toBe(1);
    await expectSettled(w.key, later);
    await settleDue(later);
    expect(await reader.auditEvent.count(moved)).toBe(1);
  });

  it("that was exceeded is set anew with a later period; the limit of the vendor is the vendor's", async () => {
    const w = await world();
    await threshold(w);
    await pushed(
      w,
      minutes(0, 110, (minute) => (minute >= 10 && minute < 30 ? 95 : 50)),
    );
    expect(await blockers(w)).toMatchObject([{ kind: "health_exceeded", title: "CPU of gw1 was exceeded" }]);
    const was = (await health(w)).thresholds[0];
    expect(was).toMatchObject({
      judgement: "exceeded",
      limit: 80,
      series: [{ exceedances: [{ since: at(10), until: at(29), worst: 95, limit: 80 }] }],
    });
    await expect(threshold(w, { limit: 99 })).rejects.toMatchObject({ code: "version_conflict" });
    await expect(threshold(w, { version: 1, limit: 99 })).rejects.toThrow("is one that was agreed on");
    const after = await threshold(w, { version: 1, from: at(30), reason: "The pool was too small" });
    expect(after.thresholds).toMatchObject([{ version: 2, judgement: "ok", from: at(30) }]);
    expect(await blockers(w)).toEqual([]);
    await expectSettled(w.key);
  });

  it("is watched by each node: one that fell silent makes all of it unknown", async () => {
    const w = await world();
    await threshold(w);
    await pushed(w, minutes(0, 60));
    await pushed(w, minutes(0, 30), { label: "gw2" });
    const [found] = (await health(w)).thresholds;
    expect(found?.judgement).toBe("unknown");
    expect(found?.series.map(({ label, judgement }) => [label, judgement])).toEqual([
      ["gw1", "ok"],
      ["gw2", "unknown"],
    ]);
  });

  it("moves by time alone when samples stop", async () => {
    const w = await world();
    await threshold(w, { from: at(100), hours: 2 });
    await pushed(w, minutes(100, 119));
    expect((await health(w, new Date(at(121)))).thresholds).toMatchObject([{ judgement: "pending" }]);
    expect((await health(w, new Date(at(124)))).thresholds).toMatchObject([
      { judgement: "unknown", series: [{ stale: true }] },
    ]);
    const dev = await reader.environment.findFirstOrThrow({ where: { key: "dev", upgrade: { key: w.key } } });
    expect(dev.statusUntil).not.toBeNull();
  });

  it("with the old stack's baseline has a limit only once that is marked", async () => {
    const w = await world();
    await threshold(w, { source: "baseline", tolerance: 20 });
    await pushed(
      w,
      minutes(0, 60, () => 55),
    );
    expect((await health(w)).thresholds).toMatchObject([
      { judgement: "unknown", series: [{ words: "unknown: there is no baseline to compare with" }] },
    ]);
    await pushed(
      w,
      minutes(-120, -1, () => 50),
      { stack: "old", label: "old-gw" },
    );
    const mark = (version: number, from = at(-120), until = at(-1)) =>
      execute(markBaseline, w.engineer, { upgrade: w.key, environment: "dev", version, from, until });
    await expect(mark(0, at(-600), at(-500))).rejects.toThrow("Nothing was measured on the old stack");
    const marked = await mark(0);
    expect(marked).toMatchObject({
      version: 1,
      baseline: { from: at(-120), until: at(-1) },
      metrics: [{ name: "cpu", usual: expect.stringContaining("One band for all hours") }],
      thresholds: [{ judgement: "ok" }],
    });
    await expect(mark(0)).rejects.toMatchObject({ code: "version_conflict" });
    await threshold(w, { version: 1, source: "baseline", tolerance: 5 });
    expect((await health(w)).thresholds).toMatchObject([
      { judgement: "exceeded", series: [{ exceedances: [{ worst: 55, limit: 52.5 }] }] },
    ]);
    await expectSettled(w.key);
  });

  it("is removed by a lead, with a reason", async () => {
    const w = await world();
    const [set] = (await threshold(w)).thresholds;
    const remove = (by: Person, reason = "Not measured here") =>
      execute(removeThreshold, by, { upgrade: w.key, threshold: set?.id ?? "", version: 1, reason });
    await expect(remove(w.engineer)).rejects.toThrow("Only leads can remove thresholds");
    await expect(remove(w.lead, " ")).rejects.toMatchObject({ code: "invalid_input" });
    expect((await remove(w.lead)).thresholds).toEqual([]);
    expect(await blockers(w)).toEqual([]);
    await expect(remove(w.lead)).rejects.toMatchObject({ code: "not_found" });
  });

  it("can't be written past the rules", async () => {
    const w = await world();
    await threshold(w);
    const set = (change: string) =>
      writer.$executeRawUnsafe(
        `UPDATE "HealthThreshold" SET ${change} WHERE "upgradeId" = (SELECT id FROM "Upgrade" WHERE key = '${w.key}')`,
      );
    await expect(set(`"limit" = NULL`)).rejects.toThrow("threshold_has_a_limit_or_a_tolerance");
    await expect(set(`"forMinutes" = 60`)).rejects.toThrow("threshold_is_watched_for_a_time");
    await expect(set(`reason = ''`)).rejects.toThrow("threshold_has_a_reason");
    await expect(set(`"limit" = 99`)).rejects.toThrow("unaudited change");
  });

  it("is asked for by the exits that the playbook names", async () => {
    const asking = {
      ...smallPlaybook,
      version: "1.0.1",
      verification: { health: ["dev" as const], counts: ["dev" as const] },
    };
    await storePlaybook(asking);
    const w = await world({ playbook: { slug: asking.id, version: asking.version } });
    expect(await blockers(w)).toMatchObject([
      { kind: "health_missing", title: "No threshold is set for Dev" },
    ]);
    await threshold(w);
    expect(await blockers(w)).toMatchObject([{ kind: "health_unknown" }]);
  });
});
