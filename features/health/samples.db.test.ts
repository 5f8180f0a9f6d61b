import { describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { world } from "@/scripts/testing/world";
import { at, health, minutes, pushed, start } from "./health.fixture";
import { getSeries } from "./queries/series";

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
