import { createReadStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { InspectIo } from "./command";
import { inspectLog, logOutput } from "./log";

const entry = (level: string, message: string) =>
  `TID: [-1234] [] [2026-12-06 01:00:12,002] ${level} {org.wso2.carbon.apimgt.impl.X} - ${message}\n`;
const current =
  entry("ERROR", "Seen before 7") +
  entry("ERROR", "Seen before 8") +
  entry("ERROR", "Sequence named Value of a:v1.0.0 cannot be found") +
  entry(" WARN", "Overriding files in configuration directory /x");

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "liftlock-"));
  await writeFile(join(folder, "new.log"), current);
  await writeFile(join(folder, "old.log.gz"), gzipSync(entry("ERROR", "Seen before 1")));
});
afterAll(() => rm(folder, { recursive: true }));

const io: InspectIo = {
  readFile: async () => new Uint8Array(),
  stdin: async () => new Uint8Array(),
  stream: (name) => createReadStream(join(folder, name)),
  now: new Date(0),
  products: "playbooks",
};
const run = async (...args: string[]) => inspectLog.run(args, io);

describe("npm run inspect -- log", () => {
  it("puts what is new since the baseline first, explains what is known and folds what is harmless", async () => {
    const found = await run("new.log", "--baseline", "old.log.gz");
    if ("unusable" in found) throw new Error(found.unusable.join());
    const { groups } = logOutput.parse(found.json);
    expect(
      groups.map(({ message, isNew, before, folded, asks }) => [message, isNew, before, folded, asks]),
    ).toEqual([
      ["Sequence named Value of a:v1.0.0 cannot be found", true, 0, false, true],
      ["Seen before <n>", false, 1, false, true],
      ["Overriding files in configuration directory /x", true, 0, true, false],
    ]);
    expect(found.findings.map(({ rule, level }) => [rule, level])).toEqual([
      ["log.sequence-missing", "must_act"],
      ["log.unknown", "must_act"],
    ]);
    expect(found.table.rows.map((row) => row.slice(0, 3))).toEqual([
      ["error", "new", "1"],
      ["error", "", "2"],
    ]);
    expect(found.table.rows[0]?.at(-1)).toContain("Deploy a new revision");
    expect(found.summary).toBe(
      "4 lines of 1 file: 2 different messages at WARN and above or known, 2 to decide about, 1 new since the baseline; 1 harmless ones folded.",
    );
  });

  it("says what is wrong with files and arguments", async () => {
    expect(await run()).toEqual({
      unusable: ["Name at least one log.", expect.stringMatching(/^Usage: log FILE/)],
    });
    expect(await run("new.log", "--base")).toMatchObject({
      unusable: ["--base is not understood.", expect.any(String)],
    });
    expect(await run("new.log", "--baseline")).toMatchObject({
      unusable: ["--baseline needs a value.", expect.any(String)],
    });
    expect(await run("none.log")).toMatchObject({
      unusable: [expect.stringMatching(/none\.log: can't be read/)],
    });
    expect(await run("new.log", "--product", "none")).toMatchObject({
      unusable: [expect.stringMatching(/no knowledge of logs/)],
    });
  });
});
