import { describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { getGate } from "@/features/gates/queries/get";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, type World, world } from "@/scripts/testing/world";
import { markBaseline } from "./commands/baseline";
import { push } from "./commands/push";
import { removeThreshold, setThreshold } from "./commands/thresholds";
import { getHealth } from "./queries/health";
import { getSeries } from "./queries/series";

/** A whole minute two hours ago: thresholds of an hour are over, and nothing lies ahead. */
const start = Math.floor(Date.now() / 60_000) * 60_000 - 2 * 3_600_000;
const at = (minutes: number) => new Date(start + minutes * 60_000).toISOString();
const minutes = (from: number, to: number, value: (minute: number) => number = () => 50) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ at: at(from + index), value: value(from + index) }));

type Samples = { at: string; value: number }[];
type How = {
  label?: string;
  metric?: string;
  unit?: string;
  worse?: "above" | "below";
  stack?: "old" | "new";
  by?: Person;
};
const pushed = (
  w: World,
  samples: Samples,
  { label = "gw1", metric = "cpu", stack = "new", by = w.engineer, ...more }: How = {},
) =>
  execute(push, by, {
    upgrade: w.key,
    environment: "dev",
    stack,
    series: [{ metric, label, samples, ...more }],
  });
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
const health = (w: World, now?: Date) =>
  answer(getHealth, w.viewer, { upgrade: w.key, environment: "dev" }, now ? { now } : {});
const blockers = async (w: World) => {
  const gate = await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" });
  return gate.blockers.filter(({ kind }) => kind.startsWith("health"));
};

describe("Samples that are pushed", () => {
  it("are stored once, however often they are sent", async () => {
    const w = await world();
    expect(await pushed(w, minutes(0, 9))).toMatchObject({ samples: 10, stored: 10, differing: 0 });
    expect(await pushed(w, minutes(5, 14))).toMatchObject({ samples: 10, stored: 5, differing: 0 });
    expect(
      await pushed(
        w,
        minutes(0, 9, () => 99),
      ),
    ).toMatchObject({ stored: 0, differing: 10 });
    const { metrics } = await health(w);
    expect(metrics).toMatchObject([
      {
        name: "cpu",
        old: null,
        new: { labels: ["gw1"], samples: 15, firstAt: at(0), lastAt: at(14) },
      },
    ]);
    const events = await reader.auditEvent.findMany({
      where: {
        type: "health.pushed",
        chain: (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id,
      },
      orderBy: { seq: "asc" },
    });
    expect(events.map(({ data }) => data)).toMatchObject([
      { samples: 10, stored: 10, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      { samples: 10, stored: 5 },
      { samples: 10, stored: 0 },
    ]);
    await expectSettled(w.key);
  });

  it("come by thousands in one call, and no more than five", async () => {
    const w = await world();
    const many = Array.from({ length: 5_000 }, (_, index) => ({
      at: new Date(start - index * 10_000).toISOString(),
      value: index % 100,
    }));
    expect(await pushed(w, many)).toMatchObject({ stored: 5_000 });
    await expect(pushed(w, [...many, ...minutes(0, 0)])).rejects.toThrow(
      "hold at most 5000 samples together",
    );
  });

  it("of a metric nobody knows say their unit once, and keep it", async () => {
    const w = await world();
    await expect(pushed(w, minutes(0, 1), { metric: "queue_length" })).rejects.toThrow("say its unit");
    await pushed(w, minutes(0, 1), { metric: "queue_length", unit: "messages", worse: "above" });
    await pushed(w, minutes(2, 3), { metric: "queue_length", label: "gw2" });
    await expect(pushed(w, minutes(4, 5), { metric: "queue_length", unit: "bytes" })).rejects.toThrow(
      "is measured in messages here",
    );
    await expect(pushed(w, minutes(0, 1), { metric: "CPU load" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    expect((await health(w)).metrics).toMatchObject([{ name: "queue_length", unit: "messages" }]);
  });

  it("lie neither ahead nor years back, and say which clock to set", async () => {
    const w = await world();
    await expect(pushed(w, minutes(180, 181))).rejects.toThrow("Set the clock of what measures");
    const old = [{ at: new Date(start - 401 * 86_400_000).toISOString(), value: 1 }];
    await expect(pushed(w, old)).rejects.toThrow("older than 400 days");
    expect((await health(w)).metrics).toEqual([]);
  });

  it("are pushed by leads and engineers and seen by every member", async () => {
    const w = await world();
    for (const by of [w.manager, w.viewer])
      await expect(pushed(w, minutes(0, 1), { by })).rejects.toThrow(
        "Only leads and engineers can push samples",
      );
    await expect(pushed(w, minutes(0, 1), { by: w.outsider })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are never changed: the database takes them once", async () => {
    const w = await world();
    await pushed(w, minutes(0, 1));
    await expect(writer.$executeRaw`UPDATE "HealthSample" SET value = 1`).rejects.toThrow("append-only");
    await expect(writer.$executeRaw`DELETE FROM "HealthSample"`).rejects.toThrow("append-only");
    await expect(writer.$executeRaw`UPDATE "HealthSeries" SET unit = 'x'`).rejects.toThrow(
      "unaudited change",
    );
  });

  it("keep their environment: what was measured is not removed", async () => {
    const w = await world();
    await pushed(w, minutes(0, 1));
    const gone = execute(removeEnvironment, w.lead, { upgrade: w.key, environment: "dev", version: 1 });
    await expect(gone).rejects.toThrow("Dev has health or counts");
  });
});

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
});

describe("A series to look at", () => {
  it("is divided into equal parts, with the lowest, mean and highest of all nodes", async () => {
    const w = await world();
    const series = (more = {}) =>
      answer(getSeries, w.viewer, { upgrade: w.key, environment: "dev", points: 10, ...more });
    expect(await series()).toEqual({ range: null, metrics: [] });
    await pushed(
      w,
      minutes(0, 60, () => 40),
      { stack: "old", label: "old" },
    );
    await pushed(w, minutes(60, 100));
    await pushed(
      w,
      minutes(60, 79, () => 70),
      { label: "gw2" },
    );
    const { range, metrics } = await series();
    expect(range).toEqual({ from: at(0), until: at(100), stepSeconds: 600 });
    expect(metrics).toHaveLength(1);
    expect(metrics[0]?.old.map(([part]) => part)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(metrics[0]?.new).toEqual([
      [6, 50, 60, 70],
      [7, 50, 60, 70],
      [8, 50, 50, 50],
      [9, 50, 50, 50],
    ]);
    expect(metrics[0]?.gaps).toEqual([]);
    expect((await series({ from: at(90), until: at(95) })).metrics[0]?.new.length).toBeGreaterThan(0);
    await expect(series({ from: at(95), until: at(90) })).rejects.toThrow("must be later than from");
  });
});
