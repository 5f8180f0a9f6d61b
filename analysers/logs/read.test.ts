import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { knowledge, logText, reportOf } from "./logs.fixture";
import { readLogs } from "./read";

const line = (level: string, message: string, minute = 1, logger = "org.example.dao.Store") =>
  `TID: [-1234] [] [2026-12-06 01:${String(minute).padStart(2, "0")}:00,125] ${level} {${logger}} - ${message}`;

const linesOf = (text: string) => (text === "" ? 0 : text.split("\n").length - (text.endsWith("\n") ? 1 : 0));

async function problemOf(bytes: Uint8Array, name = "a.log"): Promise<string> {
  const chunks = (async function* () {
    yield bytes;
  })();
  const reading = await readLogs([{ name, chunks }], knowledge, { unpackedBytes: 1024 * 1024 });
  return reading.ok ? "" : reading.problems.map(({ message }) => message).join();
}

describe("Reading logs", () => {
  it("counts every line exactly once, whatever they hold and in what pieces they come", async () => {
    await fc.assert(
      fc.asyncProperty(logText, logText, fc.array(fc.integer({ min: 1, max: 90 })), async (a, b, sizes) => {
        const report = await reportOf(
          [
            { name: "a", text: a },
            { name: "b", text: b },
          ],
          sizes,
        );
        expect(report.lines).toBe(linesOf(a) + linesOf(b));
        const levels = Object.entries(report.levels);
        const inLevels = levels.reduce((sum, [, { lines }]) => sum + lines, 0);
        expect(inLevels + report.loose).toBe(report.lines);
        for (const [level, counts] of levels) {
          const groups = report.groups.filter((group) => group.level === level);
          const sums = {
            entries: groups.reduce((sum, { entries }) => sum + entries, 0),
            lines: groups.reduce((sum, { lines }) => sum + lines, 0),
          };
          if (level === "fatal" || level === "error" || level === "warn") expect(sums).toEqual(counts);
          else expect(sums.lines).toBeLessThanOrEqual(counts.lines);
        }
        for (const { entries, files } of report.groups)
          expect(files.reduce((sum, file) => sum + file.entries, 0)).toBe(entries);
      }),
    );
  });

  it("says the same whatever the order of files and the size of pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(logText, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 300 })),
        async (texts, sizes) => {
          const files = texts.map((text, index) => ({ name: `log.${index}`, text }));
          const report = await reportOf(files);
          expect(await reportOf(files.toReversed(), sizes)).toEqual(report);
        },
      ),
    );
  });

  it("puts together what differs in ids, numbers, addresses, times, builds and format", async () => {
    const same = [
      `${line("ERROR", "API d29f469f-1f2a-4b3c-8d4e-5f60718293a4 failed 3 times at 10.0.0.1:8243 in Pool@1a2b3c")}\njava.io.IOException: 1\n\tat a.b.C.run_aroundBody46(C.java:7) ~[c-4.2.0.57.jar:?]`,
      `${line("ERROR", "API 00000000-0000-4b3c-8d4e-ffffffffffff failed 12 times at 10.0.0.22:8243 in Pool@ffffff")}\njava.io.IOException: 22\n\tat a.b.C.run(C.java:9)`,
      "[2026-12-06 02:00:00,000] ERROR - Store API e29f469f-1f2a-4b3c-8d4e-5f60718293a4 failed 1 times at 10.0.0.1:1 in Pool@abcd\njava.io.IOException: 1\n\tat a.b.C.run_aroundBody2(C.java:7)",
    ];
    const { groups } = await reportOf([{ name: "a", text: same.join("\n") }]);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      logger: "Store",
      message: "API <id> failed <n> times at <address> in Pool@<hash>",
      exception: "java.io.IOException: <n>",
      frame: "a.b.C.run",
      entries: 3,
      lines: 9,
      first: "2026-12-06 01:01:00.125",
      last: "2026-12-06 02:00:00.000",
    });
  });

  it("keeps apart what says something else: other codes, columns, causes and names with numbers", async () => {
    const other = [
      "ORA-00904 in V400Migrator",
      "ORA-00942 in V400Migrator",
      "ORA-00904 in V410Migrator",
      "status code 404",
      "status code 500",
      "Unknown column 'A'",
      "Unknown column 'B'",
      "failed\nCaused by: a.b.CException: x",
      "failed\nCaused by: a.b.DException: x",
    ];
    const { groups } = await reportOf([
      { name: "a", text: other.map((said) => line("ERROR", said)).join("\n") },
    ]);
    expect(groups).toHaveLength(other.length);
  });

  it("explains what is known, in a message or a trace, and hides secrets in what it shows", async () => {
    const text = `${line("ERROR", "Login failed for admin, password=Tiger-12 and Authorization: Bearer abcdefgh12345")}\nCaused by: java.sql.SQLException: Unknown column 'SHARE' in 'field list'`;
    const { groups } = await reportOf([{ name: "a", text }]);
    expect(groups[0]?.known).toMatchObject({ rule: "missing-column", class: "migration_failure" });
    const shown = JSON.stringify(groups);
    expect(shown).not.toMatch(/Tiger|abcdefgh12345/);
    expect(groups[0]?.example).toContain("password=***");
  });

  it("takes a logger's messages together when they are too many, whichever came first", async () => {
    const letters = [..."abcdefghijklmnopqrstuvwxyz"];
    const lines = letters.flatMap((a) => letters.slice(0, 5).map((b) => line("ERROR", `no ${a} for ${b}`)));
    const report = await reportOf([{ name: "a", text: lines.join("\n") }]);
    expect(report.groups).toMatchObject([
      { message: "<more than 100 different messages>", entries: 130, lines: 130 },
    ]);
    expect((await reportOf([{ name: "a", text: lines.toReversed().join("\n") }])).groups[0]).toEqual(
      report.groups[0],
    );
  });

  it("reads gzip, gzip of several parts, tar, and gzip in a tar as the texts they hold", async () => {
    const text = `${line("ERROR", "größer als 5")}\n\tat a.b.C.d(C.java:1)\n`;
    const plain = await reportOf([{ name: "a.log", text: text + text }]);
    const zipped = Buffer.concat([gzipSync(text), gzipSync(text)]);
    expect(await reportOf([{ name: "a.log.gz", text: zipped }], [7])).toEqual(plain);
    const archive = tarOf([{ name: "a.log.gz", bytes: zipped }]);
    expect(await reportOf([{ name: "logs.tar", text: archive }], [100, 3])).toEqual(plain);
    expect(await reportOf([{ name: "logs.tgz", text: gzipSync(archive) }], [50])).toEqual(plain);
    const two = tarOf([
      { name: "b.log", bytes: Buffer.from(text) },
      { name: "empty.log", bytes: Buffer.alloc(0) },
      { name: `${"long/".repeat(25)}a.log`, bytes: Buffer.from(text) },
    ]);
    const both = await reportOf([{ name: "logs.tar", text: two }], [511]);
    expect(both.files.map(({ name, lines }) => [name.length, lines])).toEqual([
      [5, 2],
      [9, 0],
      [130, 2],
    ]);
    expect(both.groups).toMatchObject([{ entries: 2, message: "größer als <n>" }]);
  });

  it("says of what is no log what it is and what to do", async () => {
    expect(await problemOf(Buffer.from("PK\u0003\u0004rest"))).toMatch(/ZIP archive. Unpack it/);
    expect(await problemOf(Buffer.from("\ufeffTID", "utf16le"))).toMatch(/UTF-16. Save it as UTF-8/);
    expect(await problemOf(Buffer.from("\u0000\u0001"))).toMatch(/no text/);
    expect(await problemOf(gzipSync("text").subarray(0, 12))).toMatch(/ends too early/);
    expect(await problemOf(Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]))).toMatch(
      /damaged/,
    );
    expect(await problemOf(gzipSync(Buffer.alloc(2_000_000, "a\n")))).toMatch(/more than 1 MiB/);
    const archive = tarOf([{ name: "a", bytes: Buffer.from("text") }]);
    expect(await problemOf(archive.subarray(0, 514))).toMatch(/middle of a file/);
  });

  it("looks at the first 64 kB of a line and counts the rest with it", async () => {
    const text = `${line("ERROR", `begins ${"x".repeat(300_000)}`)}\n${line("ERROR", "next")}`;
    const report = await reportOf([{ name: "a", text }], [1_000]);
    expect(report.lines).toBe(2);
    expect(report.groups.map(({ message }) => message.slice(0, 8)).sort()).toEqual(["begins x", "next"]);
  });

  it("lets no source's own failure pass as a log", async () => {
    const chunks = (async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from("a");
      throw new Error("the connection broke");
    })();
    await expect(readLogs([{ name: "a", chunks }], knowledge)).rejects.toThrow("the connection broke");
  });
});

describe("A run of a migration client", () => {
  const run = (...said: string[]) =>
    said.map((one, minute) => {
      const level = one.startsWith("!") ? "ERROR" : " INFO";
      return line(level, one.replace("!", ""), minute, "org.example.Mover");
    });
  const runsOf = async (...files: string[][]) =>
    (await reportOf(files.map((lines, index) => ({ name: `log.${index}`, text: lines.join("\n") })))).runs;

  it("is completed by its own end only, never by a server that started", async () => {
    expect(
      await runsOf(run("Moving from 1", "Moving part a", "Moved part a", "Mover activated")),
    ).toMatchObject([{ verdict: "completed", began: 1, completed: 1, message: "Reached its own end." }]);
    expect(await runsOf(run("Moving from 1", "Moving part a", "Mover activated"))).toMatchObject([
      { verdict: "unfinished", began: 1, completed: 0 },
    ]);
    expect(
      await runsOf(run("Moving from 1", "Moving part a", "Moved part a", "Moving part b", "Mover activated")),
    ).toMatchObject([{ verdict: "unfinished", began: 2, completed: 1 }]);
  });

  it("is failed by its own word whatever it says afterwards, with the errors on its way", async () => {
    const lines = run(
      "Moving from 1",
      "Moving part a",
      "!no",
      "!no",
      "!Moving gave up",
      "Moved part a",
      "Mover activated",
    );
    expect(await runsOf(lines)).toMatchObject([
      { verdict: "failed", errors: 2, failure: "Moving gave up", message: expect.stringMatching(/2 errors/) },
    ]);
  });

  it("is put together from rotated files in any order", async () => {
    const lines = run(
      "Moving from 1",
      "Moving part a",
      "Moved part a",
      "Mover activated",
      "Moving from 1",
      "!Moving gave up",
    );
    const halves = [lines.slice(0, 2), lines.slice(2)];
    const runs = await runsOf(...halves);
    expect(runs.map(({ verdict }) => verdict)).toEqual(["completed", "failed"]);
    const other = await runsOf(...halves.toReversed());
    expect(other.map(({ verdict }) => verdict)).toEqual(["completed", "failed"]);
  });
});

/** A tar as POSIX describes it. */
function tarOf(files: readonly { name: string; bytes: Uint8Array }[]): Buffer {
  const blocks: Buffer[] = [];
  const add = (name: string, bytes: Uint8Array, type: string) => {
    const header = Buffer.alloc(512);
    header.write(name.slice(0, 100), 0);
    header.write("0000644\0", 100);
    header.write(`${bytes.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("        ", 148);
    header.write(type, 156);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    blocks.push(header, Buffer.from(bytes), Buffer.alloc((512 - (bytes.length % 512)) % 512));
  };
  for (const { name, bytes } of files) {
    if (name.length > 100) add("././@LongLink", Buffer.from(`${name}\0`), "L");
    add(name, bytes, "0");
  }
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
