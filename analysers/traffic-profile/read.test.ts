import { describe, expect, it } from "vitest";
import { hour, minute, type ZoneClock } from "@/domain/window/zone-clock";
import { readTrafficProfile, trafficLimits } from "./read";

/** Paris as of 2026. */
const paris: ZoneClock = (instant) =>
  instant >= Date.UTC(2026, 2, 29, 1) && instant < Date.UTC(2026, 9, 25, 1) ? 2 * hour : hour;
const read = (text: string | Uint8Array, interval = 5 * minute) =>
  readTrafficProfile(
    { name: "traffic.csv", bytes: typeof text === "string" ? new TextEncoder().encode(text) : text },
    { clock: paris, interval },
  );
const problems = async (text: string | Uint8Array) => {
  const reading = await read(text);
  return reading.ok ? [] : reading.problems.map(({ line, message }) => [line, message]);
};
const pad = (value: number) => String(value).padStart(2, "0");
/** A day of wall-clock rows at half hours. */
const dayOf = (date: string, row: (time: string, index: number) => string, from = 0, to = 48) =>
  Array.from({ length: to - from }, (_, index) => {
    const half = index + from;
    return row(`${date} ${pad(Math.floor(half / 2))}:${half % 2 ? "30" : "00"}`, half);
  });

describe("A traffic profile from CSV", () => {
  it.each([
    ["with a head and commas", "time,requests", (time: string, n: number) => `${time},${n}`],
    ["with semicolons, quotes and no head", "", (time: string, n: number) => `"${time}";"${n}"`],
    [
      "with columns in another order",
      "route\trequests\ttimestamp",
      (time: string, n: number) => `all\t${n}\t${time}`,
    ],
  ])("is read %s, on the clocks of the zone", async (_, head, row) => {
    const rows = [...dayOf("2026-11-02", row), ...dayOf("2026-11-03", row)];
    const reading = await read([...(head ? [head] : []), ...rows, ""].join("\r\n"));
    expect(reading).toMatchObject({
      ok: true,
      report: {
        format: "csv",
        rows: 96,
        notes: [],
        profile: { start: Date.parse("2026-11-01T23:00:00Z"), step: 30 * minute },
      },
    });
    expect(reading.ok && Array.from(reading.report.profile.counts).slice(46, 50)).toEqual([46, 47, 0, 1]);
  });

  it.each([
    ["2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z"],
    ["2026-11-02 08:00:00.000+0530", "2026-11-02T02:30:00Z"],
    ["2026-11-02 08:00 -03:00", "2026-11-02T11:00:00Z"],
    ["1793606400", "2026-11-02T08:00:00Z"],
    ["1793606400000", "2026-11-02T08:00:00Z"],
    ["02.11.2026 09:00", "2026-11-02T08:00:00Z"],
  ])("knows that %s is %s", async (text, iso) => {
    const begins = Date.parse(iso);
    const rest = Array.from(
      { length: 30 },
      (_, index) => `${new Date(begins + (index + 1) * hour).toISOString()};1`,
    );
    const reading = await read([`${text};1`, ...rest].join("\n"));
    expect(reading).toMatchObject({ ok: true, report: { profile: { start: begins }, notes: [] } });
  });

  it("keeps both hours where clocks go back, and says when one of them is not there", async () => {
    const row = (time: string, n: number) => `${time},${n}`;
    const date = "2026-10-25";
    const hourAgain = dayOf(date, row, 4, 6);
    const both = await read([...dayOf(date, row, 0, 6), ...hourAgain, ...dayOf(date, row, 6)].join("\n"));
    expect(both).toMatchObject({ ok: true, report: { rows: 50, notes: [] } });
    expect(both.ok && both.report.profile.counts).toHaveLength(50);
    const once = await read(dayOf(date, row).join("\n"));
    expect(once.ok && once.report.notes.map(({ message }) => message)).toEqual([
      "Where clocks go back, 2 times should appear twice and appear once: taken for the earlier hour.",
      "2 intervals of 50 have no number. They count as unknown, not as no traffic.",
    ]);
  });

  it("leaves out times over which clocks jump, and asks whether the zone is right", async () => {
    const reading = await read(
      dayOf("2026-03-29", (time, n) => `${time},${n}`)
        .concat(dayOf("2026-03-30", (time) => `${time},1`))
        .join("\n"),
    );
    expect(reading.ok && reading.report.notes.map(({ message }) => message)).toEqual([
      "2 rows have times over which clocks jump in this zone, left out; the first is line 5. Is the zone right?",
    ]);
    expect(reading.ok && reading.report.profile.counts).toHaveLength(94);
  });

  it("takes what monitoring writes without a number as unknown", async () => {
    const rows = dayOf("2026-11-02", (time, n) => `${time},${n === 3 ? "null" : n === 4 ? "" : n}`);
    const reading = await read([...rows, ...dayOf("2026-11-03", (time) => `${time},1.5e3`)].join("\n"));
    expect(reading.ok && Array.from(reading.report.profile.counts).slice(2, 6)).toEqual([
      2,
      Number.NaN,
      Number.NaN,
      5,
    ]);
    expect(reading.ok && reading.report.profile.counts[50]).toBe(1_500);
  });

  it("names the line of what can't be read, and what to do", async () => {
    expect(
      await problems(
        'time,count\n2026-11-02 08:00,5\n11/02/2026 08:05,6\n2026-11-02 08:10,"1\'200"\n2026-02-30 01:00,1',
      ),
    ).toEqual([
      [3, "“11/02/2026 08:05” is no time. Give one like 2026-11-02T08:00:00Z or 2026-11-02 08:00."],
      [4, "“1'200” is no count. Give a number like 1200, without signs between the digits."],
      [5, "“2026-02-30 01:00” is no time. Give one like 2026-11-02T08:00:00Z or 2026-11-02 08:00."],
    ]);
    expect(await problems("")).toEqual([[null, "There are no rows. Each row has a time stamp and a count."]]);
    expect(await problems(new Uint8Array([1, 0, 2]))).toEqual([
      [null, "This is a binary file. Give CSV or an access log, unpacked."],
    ]);
    expect((await problems(new Uint8Array(trafficLimits.bytes + 1).fill(65)))[0]?.[1]).toContain(
      "larger than 25 MiB",
    );
    const many = await problems(Array.from({ length: 100 }, () => "x,y").join("\n"));
    expect(many).toHaveLength(21);
    expect(many.at(-1)).toEqual([null, "79 more lines can't be read."]);
  });
});

describe("A traffic profile from an access log", () => {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const stamp = (at: number) => {
    const d = new Date(at + hour);
    return `${pad(d.getUTCDate())}/${months[d.getUTCMonth()]}/${d.getUTCFullYear()}:${pad(d.getUTCHours())}:${pad(d.getUTCMinutes())}:${pad(d.getUTCSeconds())} +0100`;
  };
  const formats: [string, (time: string) => string][] = [
    ["common", (time) => `10.0.0.1 - ines [${time}] "GET /pizza/1 HTTP/1.1" 200 512`],
    [
      "combined",
      (time) => `10.0.0.1 - - [${time}] "GET /pizza/1 HTTP/1.1" 200 512 "https://a.example/" "curl/8.0"`,
    ],
    [
      "WSO2",
      (time) => `10.0.0.1 - - [${time}] GET /pizza/1 HTTP/1.1 200 512 - Synapse-PT-HttpComponents-NIO 0.004`,
    ],
    ["common with a name of two words", (time) => `10.0.0.1 - John Doe [${time}] "GET / HTTP/1.1" 200 2`],
  ];

  it.each(formats)(
    "counts lines of the %s format in intervals, those without one as none",
    async (_, line) => {
      const begins = Date.parse("2026-11-02T00:00:00Z");
      // Three requests an hour at the full hour, for thirty hours.
      const lines = Array.from({ length: 90 }, (_, index) =>
        line(stamp(begins + Math.floor(index / 3) * hour + index)),
      );
      const reading = await read(lines.join("\n"));
      expect(reading).toMatchObject({ ok: true, report: { format: "access_log", rows: 90, notes: [] } });
      if (!reading.ok) return;
      const { start, step, counts } = reading.report.profile;
      expect([start, step, counts.length]).toEqual([begins + 5 * minute, 5 * minute, 29 * 12 - 1]);
      expect(Array.from(counts).reduce((sum, count) => sum + count, 0)).toBe(84);
      expect(counts[11]).toBe(3);
    },
  );

  it("says which lines are no request, and refuses a file of others", async () => {
    const begins = Date.parse("2026-11-02T00:00:00Z");
    const line = formats[0]?.[1] ?? String;
    const lines = Array.from({ length: 60 }, (_, index) => line(stamp(begins + index * hour)));
    const odd = await read([...lines.slice(0, 5), "rotated", ...lines.slice(5)].join("\n"));
    expect(odd.ok && odd.report.notes.map(({ message }) => message)).toEqual([
      "1 line is no request and is left out, the first is line 6.",
    ]);
    const worse = await problems(
      [...lines.slice(0, 10), ...Array.from({ length: 40 }, () => "rotated")].join("\n"),
    );
    expect(worse[0]).toEqual([
      11,
      expect.stringContaining("40 lines have no time like [02/Nov/2026:13:55:36 +0100]."),
    ]);
  });
});
