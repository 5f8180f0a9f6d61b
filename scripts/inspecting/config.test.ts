import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { InspectIo } from "./command";
import { inspectConfig } from "./config";

const fixture = join("analysers/configuration/fixtures/3.2.0/deployment.toml");
const io: InspectIo = {
  readFile: async (name) => new Uint8Array(await readFile(name)),
  stdin: async () => new TextEncoder().encode("[server]\nhostname = 'a'\n"),
  stream: (name) => createReadStream(name),
  now: new Date("2026-11-28T08:00:00Z"),
  products: "playbooks",
};
const run = (...args: string[]) => inspectConfig.run(args, io);

describe("npm run inspect -- config", () => {
  it("says what becomes of every setting of the files", async () => {
    const found = await run(fixture, "--from", "3.2.0", "--to", "4.5.0");
    if ("unusable" in found) throw new Error(found.unusable.join());
    expect(found.summary).toMatch(/^77 settings read: \d+ carried, .* must be acted on/);
    expect(found.table.rows).toHaveLength(found.findings.length);
    expect(found.table.rows.every((row) => row.length === found.table.columns.length)).toBe(true);
    expect(found.findings[0]?.level).toBe("must_act");
    expect(found.json).toMatchObject({ schema: 1, kind: "configuration", from: "3.2.0", to: "4.5.0" });
  });

  it("reads one file from a pipe", async () => {
    expect(await run("-", "--from=3.2.0", "--to=4.5.0")).toHaveProperty("json.sums.read", 1);
  });

  it.each([
    [[], "Name at least one"],
    [[fixture, "--from", "3.2.0"], "--to is missing."],
    [[fixture, "--from", "v3", "--to", "4.5.0"], "--from needs a release"],
    [[fixture, "--from", "4.5.0", "--to", "3.2.0"], "an upgrade only goes up"],
    [[fixture, "--frm", "3.2.0"], "--frm is not known here"],
    [["missing.toml", "--from", "3.2.0", "--to", "4.5.0"], "missing.toml: can't be opened"],
    [["package.json", "--from", "3.2.0", "--to", "4.5.0"], "No configuration file was found"],
    [
      [fixture, "--from", "3.2.0", "--to", "4.5.0", "--product", "other"],
      "no knowledge of the configuration of other",
    ],
  ])("%j is answered with what to do", async (args, sentence) => {
    const found = await run(...args);
    expect("unusable" in found ? found.unusable.join("\n") : "").toContain(sentence);
  });
});
