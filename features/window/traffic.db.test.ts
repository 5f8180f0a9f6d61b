import { describe, expect, it } from "vitest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { type Person, type World, world } from "@/scripts/testing/world";
import { setCrewHours } from "./commands/crew-hours";
import { addFreeze } from "./commands/freezes";
import { uploadProfile } from "./commands/upload-profile";
import { proposeWindows } from "./queries/proposals";
import { getTrafficProfile } from "./queries/traffic";

const hour = 3_600_000;
const day = 24 * hour;
// A Monday at midnight in Paris, in winter.
const monday = Date.parse("2026-11-01T23:00:00Z");
const now = new Date("2026-11-20T09:00:00Z");

/** Two weeks by the half hour: quiet on Sunday from 2 to 6, a little quiet every night, busy by day. */
function csv(): string {
  const rows = Array.from({ length: 14 * 48 }, (_, index) => {
    const half = index % 48;
    const sunday = Math.floor(index / 48) % 7 === 6;
    const count = half >= 4 && half < 12 ? (sunday ? 1 : 10) : 100;
    return `${new Date(monday + index * 30 * 60_000).toISOString()},${count}`;
  });
  return ["time,requests", ...rows].join("\n");
}
const upload = (
  w: World,
  more: Partial<{ text: string; file: File; environment: string; by: Person }> = {},
) => {
  const { by = w.engineer, ...rest } = more;
  return execute(uploadProfile, by, {
    upgrade: w.key,
    environment: "prod",
    ...(rest.file ? {} : { text: csv() }),
    ...rest,
  });
};
const propose = (w: World, more: object = {}) =>
  answer(
    proposeWindows,
    w.viewer,
    {
      upgrade: w.key,
      environment: "prod",
      workMinutes: 120,
      backOutMinutes: 60,
      reserveMinutes: 60,
      days: 14,
      ...more,
    },
    { now },
  );
const inParis = () => world({ homeZone: "Europe/Paris" });

describe("A traffic profile", () => {
  it("is uploaded as a file or pasted, kept as a series and shown by hour and weekday in the home zone", async () => {
    const w = await inParis();
    const before = await answer(getTrafficProfile, w.viewer, { upgrade: w.key, environment: "prod" });
    expect(before).toMatchObject({ profile: null, heat: [], zone: "Europe/Paris" });
    const is = await upload(w, { file: new File([csv()], "gateway.csv") });
    expect(is.profile).toMatchObject({
      from: new Date(monday).toISOString(),
      to: new Date(monday + 14 * day).toISOString(),
      stepMinutes: 30,
      intervals: 672,
      unknown: 0,
      rows: 672,
      format: "csv",
      file: "gateway.csv",
      notes: [],
      uploadedBy: "Ines",
      version: 1,
    });
    expect(is.heat[6]?.slice(0, 8)).toEqual([200, 200, 2, 2, 2, 2, 200, 200]);
    expect(is.heat[0]?.[3]).toBe(20);
    expect((await upload(w)).profile).toMatchObject({ file: "pasted text", version: 2 });
    const events = await reader.auditEvent.findMany({ where: { type: "trafficProfile.uploaded" } });
    expect(events.at(-1)?.data).toMatchObject({ environment: "Prod", rows: 672 });
  });

  it("is refused with the line of what can't be read, and changes nothing", async () => {
    const w = await inParis();
    await expect(upload(w, { text: "time,count\nyesterday,5" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("Line 2: “yesterday” is no time."),
      details: { fields: [{ path: "text" }], problems: [{ line: 2 }] },
    });
    await expect(upload(w, { text: csv(), file: new File(["x"], "x.csv") })).rejects.toThrow("not both");
    await expect(upload(w, { text: "" })).rejects.toThrow("Give a file, or paste a text");
    await expect(upload(w, { by: w.viewer })).rejects.toThrow("Only leads and engineers");
    await expect(upload(w, { environment: "moon" })).rejects.toMatchObject({ code: "not_found" });
    expect(await reader.trafficProfile.count({ where: { upgrade: { key: w.key } } })).toBe(0);
  });
});

describe("Proposed windows", () => {
  it("are as long as needed and meet the least traffic first, in the hours of the home zone", async () => {
    const w = await inParis();
    await upload(w);
    const found = await propose(w);
    expect(found.needs).toEqual({
      workMinutes: 120,
      workFrom: "asked",
      backOutMinutes: 60,
      reserveMinutes: 60,
      totalMinutes: 240,
    });
    // Sundays, 2 to 6 in Paris.
    expect(found.proposals.slice(0, 2).map(({ from, traffic }) => [from, traffic])).toEqual([
      ["2026-11-22T01:00:00.000Z", 8],
      ["2026-11-29T01:00:00.000Z", 8],
    ]);
    expect(found.proposals[2]).toMatchObject({ traffic: 80 });
    expect(found.proposals[0]?.crew.map(({ name, works }) => [name, works])).toEqual([
      ["Ines", null],
      ["Omar", null],
    ]);
  });

  it("keep clear of freezes and, when asked, of hours in which somebody can't work", async () => {
    const w = await inParis();
    await upload(w);
    await execute(addFreeze, w.lead, {
      upgrade: w.key,
      kind: "freeze",
      name: "Sale",
      from: "2026-11-22T03:00:00Z",
      to: "2026-11-23T03:00:00Z",
      reason: "Black week",
    });
    const first = (found: Awaited<ReturnType<typeof propose>>) => found.proposals[0]?.from;
    expect(first(await propose(w))).toBe("2026-11-29T01:00:00.000Z");
    await execute(setCrewHours, w.engineer, {
      upgrade: w.key,
      person: w.engineer.id,
      version: 0,
      hours: { from: 0, to: 720, weekdays: [0, 1, 2, 3, 4] },
    });
    const any = await propose(w);
    expect(any.proposals[0]).toMatchObject({ from: "2026-11-29T01:00:00.000Z" });
    expect(any.proposals[0]?.crew.find(({ name }) => name === "Ines")?.works).toBe(false);
    const within = await propose(w, { onlyCrewHours: "true" });
    expect(first(within)).toBe("2026-11-24T01:00:00.000Z");
    expect(within.leftOut.crew).toBeGreaterThan(0);
    expect(first(await propose(w, { onlyCrewHours: "true", crew: w.lead.id }))).toBe(
      "2026-11-29T01:00:00.000Z",
    );
  });

  it("are none without a profile, and say so; what the work takes comes from the plan", async () => {
    const w = await inParis();
    const found = await propose(w, { workMinutes: undefined });
    expect(found.proposals).toEqual([]);
    expect(found.missing).toContain("The traffic of Prod is not known");
    const { _sum } = await reader.step.aggregate({
      where: { upgrade: { key: w.key }, environment: { key: "prod" }, part: { in: ["migrate", "verify"] } },
      _sum: { plannedMinutes: true },
    });
    const planned = _sum.plannedMinutes ?? 0;
    expect(found.needs).toMatchObject(
      planned > 0 ? { workMinutes: planned, workFrom: "planned" } : { workMinutes: 240, workFrom: "assumed" },
    );
    await expect(propose(w, { crew: w.outsider.id })).rejects.toThrow("is the id of no member");
  });
});
