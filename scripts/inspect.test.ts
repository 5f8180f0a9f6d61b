import { spawnSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inspect } from "./inspect";
import { truststoreOutput } from "./inspecting/truststore";

const root = fileURLToPath(new URL("../", import.meta.url));
const fixtures = `${root}analysers/certificates/fixtures/`;
const secret = "fixture-pass";
const piped = { isTerminal: false, width: 80 };
const terminal = { isTerminal: true, width: 120 };

function io(stdin = "") {
  return {
    readFile: (name: string) => readFile(name.startsWith("/") ? name : `${fixtures}${name}`),
    stdin: async () => Buffer.from(stdin),
    stream: (name: string) => createReadStream(name),
    now: new Date("2026-11-28T09:00:00Z"),
    products: `${root}playbooks`,
  };
}
const ask = (line: string, where = piped, stdin = "") => inspect(line.split(" "), io(stdin), where);
const jsonOf = async (line: string) => truststoreOutput.parse(JSON.parse((await ask(line)).out));

function spawned(args: readonly string[], input = "") {
  const command = ["--import", "tsx", "scripts/inspect.ts", ...args];
  return spawnSync(process.execPath, command, { cwd: root, input, encoding: "utf8" });
}

describe("npm run inspect", () => {
  it("ends with 1 and JSON on a pipe when something asks for attention", () => {
    const { status, stdout, stderr } = spawned(
      ["truststore", `${fixtures}truststore.p12`, "--password-stdin"],
      `${secret}\n`,
    );
    expect(stderr).toBe("");
    expect(status).toBe(1);
    const output = truststoreOutput.parse(JSON.parse(stdout));
    expect(output.report.entries).toHaveLength(11);
    expect(output.findings[0]).toMatchObject({
      rule: "certificate.expired",
      level: "must_act",
      key: "expired",
    });
  });

  it("ends with 2 when the input can't be used, with a message on standard error alone", () => {
    const { status, stdout, stderr } = spawned(["truststore", `${fixtures}german.txt`]);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("german.txt: This listing of keytool is not in English.");
  });

  it("ends with 0 when nothing but words to know was found", async () => {
    expect((await ask("truststore root.der")).status).toBe(0);
    expect((await ask("truststore openssl.p12 --password fixture-pass --at 2026-02-01")).status).toBe(0);
  });

  it("shows a table on a terminal, unless JSON is asked for", async () => {
    const line = `truststore truststore.jks --password ${secret}`;
    const { out } = await ask(line, terminal);
    expect(out).toMatch(/^LEVEL +ALIAS +RULE +WHAT\nmust act +expired +expired +The trusted certificate/);
    expect(out).toContain("12 entries, 0 private keys, jks: 1 must be acted on");
    expect(JSON.parse((await ask(`${line} --json`, terminal)).out)).toMatchObject({ command: "truststore" });
    expect(JSON.parse((await ask(`--json ${line}`, terminal)).out)).toMatchObject({ schema: 1 });
  });

  it("helps, and says what it can inspect when it was not told", async () => {
    expect(await ask("--help")).toMatchObject({
      status: 0,
      out: expect.stringContaining("inspect -- truststore FILE"),
    });
    expect(await ask("truststore --help")).toMatchObject({ status: 0 });
    expect(await inspect([], io(), piped)).toMatchObject({ status: 2, out: "" });
    expect((await ask("nonsense x")).err).toContain("“nonsense” can't be inspected.");
  });

  it("describes what it prints as JSON Schema", async () => {
    const { status, out } = await ask("--schema truststore");
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(truststoreOutput))));
    expect(await ask("--schema nonsense")).toMatchObject({ status: 2 });
  });
});

describe("npm run inspect -- truststore", () => {
  it("warns of a password that others can see, and never prints it", async () => {
    const open = await ask(`truststore truststore.jks --password ${secret}`);
    expect(open.err).toContain("may see a password on the command line");
    expect((await ask("truststore truststore.jks --password-stdin", piped, `${secret}\n`)).err).toBe("");
    const wrong = await ask("truststore truststore.jks --password wrong-secret");
    expect(wrong).toMatchObject({ status: 2, out: "" });
    expect(wrong.err).toContain("truststore.jks: The password is not the one of this store");
    for (const { out, err } of [open, wrong]) expect(out + err).not.toMatch(/fixture-pass|wrong-secret/);
  });

  it("judges by the day, the window and hypercare it is given", async () => {
    const rules = async (more: string) =>
      (await jsonOf(`truststore keystore.jks --password ${secret} ${more}`)).findings
        .filter(({ key }) => key === "ec256")
        .map(({ rule }) => rule);
    expect(await rules("--at 2026-02-01")).toEqual([]);
    expect(await rules("--at 2028-02-01")).toEqual(["certificate.expired"]);
    const window = "--window 2026-12-30T20:00:00Z/2026-12-31T04:00:00Z";
    expect(await rules(`--at 2026-02-01 ${window}`)).toEqual(["certificate.expires_in_hypercare"]);
    expect(await rules(`--at 2026-02-01 ${window} --hypercare 0`)).toEqual(["certificate.expires_soon"]);
  });

  it("compares with the store of the old stack: what was brought back, what is trusted no longer", async () => {
    const { comparison, findings } = await jsonOf(
      `truststore rfc.pem --old truststore.jks --password ${secret}`,
    );
    expect(comparison?.kept).toHaveLength(12);
    expect(findings.map(({ rule }) => rule)).toContain("certificate.brought_back");
    const lost = await jsonOf(`truststore root.der --old truststore.jks --password ${secret}`);
    expect(lost.findings.filter(({ rule }) => rule === "certificate.trust_lost")).toHaveLength(9);
  });

  it("reads what it printed before, and files from standard input", async () => {
    const first = await ask(`truststore truststore.p12 --password ${secret}`);
    const again = await ask("truststore -", piped, first.out);
    expect(JSON.parse(again.out)).toEqual(JSON.parse(first.out));
  });

  it.each([
    ["truststore", "Give one file."],
    ["truststore a b", "Give one file."],
    ["truststore nowhere.jks", "nowhere.jks: can't be read."],
    ["truststore root.der --at tomorrow", "--at tomorrow: give a day"],
    ["truststore root.der --window 2026-12-02/2026-12-01", "the earlier one first"],
    ["truststore root.der --hypercare soon", "give a number of days"],
    ["truststore root.der --nonsense", "Unknown option '--nonsense'"],
    ["truststore - --password-stdin", "Only one thing can come from standard input"],
  ])("says what is wrong with “%s”", async (line, message) => {
    const { status, err } = await ask(line);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
