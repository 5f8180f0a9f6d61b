import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryFacts } from "@/domain/certificate/facts";
import { readStore } from "./read-store";
import { type StoreReport, storeReportSchema } from "./report";

const folder = fileURLToPath(new URL("fixtures/", import.meta.url));
const password = "fixture-pass";
const bytesOf = (name: string) => new Uint8Array(readFileSync(`${folder}${name}`));
const read = (name: string, given: string | null = password) =>
  readStore({ name, bytes: bytesOf(name) }, given);

function reportOf(name: string, given: string | null = password): StoreReport {
  const reading = read(name, given);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

function problemOf(name: string, given: string | null): string {
  const reading = read(name, given);
  return reading.ok ? "none" : reading.problems.map(({ message }) => message).join(" ");
}

/** What a listing can say: days of creation only, no public keys. */
const listed = (entries: readonly EntryFacts[], dated: boolean) =>
  entries
    .map((entry) => ({
      ...entry,
      created: dated ? (entry.created?.slice(0, 10) ?? null) : null,
      chain: entry.chain.map((certificate) => ({ ...certificate, publicKey: null })),
    }))
    .sort((a, b) => (a.alias < b.alias ? -1 : 1));

const stores = readdirSync(folder).filter((name) => /\.(jks|jceks|p12)$/.test(name));

describe("A store that was read", () => {
  it.each(stores.filter((name) => name !== "openssl-certificates.p12"))(
    "agrees with keytool on every entry: %s",
    (name) => {
      const { entries } = reportOf(name);
      const dated = entries.every(({ created }) => created !== null);
      expect(listed(entries, dated)).toEqual(listed(reportOf(`${name}.txt`).entries, dated));
    },
  );

  it.each(stores)("fits the schema of its report: %s", (name) => {
    const report = reportOf(name);
    expect(storeReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });

  it("is known by its bytes, with a note when its name says something else", () => {
    const report = reportOf("pkcs12-named.jks");
    expect(report.format).toBe("pkcs12");
    expect(report.notes.join()).toContain("PKCS12, although its name ends in “.jks”");
    expect(reportOf("truststore.jks").notes).toEqual([]);
  });

  it("says whether its password proved that nobody changed it", () => {
    expect(reportOf("truststore.jks").integrity).toBe("verified");
    expect(reportOf("truststore.jks", null).integrity).toBe("not_checked");
    expect(reportOf("openssl.p12").integrity).toBe("verified");
    expect(reportOf("open.p12", null).integrity).toBe("none");
  });

  it.each(stores.filter((name) => !/^open(ssl-nomac)?\.p12$/.test(name)))(
    "is refused with a wrong password: %s",
    (name) => {
      expect(problemOf(name, "wrong")).toContain("not the one of this store");
    },
  );

  it("asks for a password only when it shows nothing without", () => {
    expect(problemOf("truststore.p12", null)).toContain("Give the password");
    expect(reportOf("truststore.jceks", null).entries).toHaveLength(12);
    expect(reportOf("open.p12", null).entries).toHaveLength(11);
  });

  it("shows how far the chain of each private key reaches", () => {
    const states = Object.fromEntries(reportOf("keystore.jks").entries.map((e) => [e.alias, e.chainState]));
    expect(states).toEqual({ gateway: "complete", ec256: "complete", orphan: "alone" });
  });

  it("shows certificates that Java doesn't see, and says so", () => {
    const report = reportOf("openssl-certificates.p12");
    expect(report.entries.map(({ kind }) => kind)).toEqual(["trusted", "trusted"]);
    expect(report.notes.join()).toContain("Java does not see 2");
  });

  it("keeps nothing of a private key", () => {
    const key = readFileSync(`${folder}with-key.pem`, "utf8").split("\n").slice(4, 6).join("");
    const report = reportOf("with-key.pem");
    expect(report.entries).toMatchObject([{ kind: "key", chainState: "complete" }]);
    expect(report.notes.join()).toContain("in the clear");
    expect(JSON.stringify(report)).not.toContain(key.slice(0, 20));
  });

  it("may be a bundle: certificates in their order, with the names that keytool wrote before them", () => {
    expect(reportOf("bundle.pem").entries.map(({ alias }) => alias)).toContain("certificate 4");
    const plain = reportOf("truststore.jks").entries;
    const fromRfc = reportOf("rfc.pem").entries;
    const facts = (entries: StoreReport["entries"]) =>
      Object.fromEntries(entries.map(({ alias, chain }) => [alias, chain]));
    expect(facts(fromRfc)).toEqual(facts(plain));
    expect(reportOf("root.der").entries[0]?.chain).toEqual(
      plain.find(({ alias }) => alias === "root")?.chain,
    );
  });

  it("may be a report that was made elsewhere", () => {
    const report = reportOf("keystore.p12");
    const again = (json: unknown) =>
      readStore({ name: "report.json", bytes: Buffer.from(JSON.stringify(json)) }, null);
    expect(again(report)).toEqual({ ok: true, report });
    expect(again({ findings: [], report })).toEqual({ ok: true, report });
    expect(again({ ...report, schema: 2 })).toMatchObject({ ok: false });
  });
});

describe("A listing of keytool", () => {
  it("says the same in another time zone", () => {
    expect(reportOf("berlin.txt").entries).toEqual(reportOf("truststore.jks.txt").entries);
  });

  it.each(["german.txt", "japanese.txt"])(
    "is refused in another language, with the way to English: %s",
    (name) => {
      expect(problemOf(name, null)).toContain("-J-Duser.language=en -list -v");
    },
  );

  it("is refused when it is the short one", () => {
    expect(problemOf("short.txt", null)).toContain("short listing");
  });

  it("is refused with the line where it was cut off", () => {
    const text = readFileSync(`${folder}truststore.jks.txt`, "utf8");
    const cut = text.slice(0, text.indexOf("Certificate fingerprints", 2_000));
    const reading = readStore({ name: "cut.txt", bytes: Buffer.from(cut) }, null);
    expect(reading).toMatchObject({ ok: false, problems: [{ line: expect.any(Number) }] });
  });

  it("may come from PowerShell, in UTF-16", () => {
    const text = readFileSync(`${folder}keystore.jks.txt`, "utf8");
    const reading = readStore({ name: "list.txt", bytes: Buffer.from(`\uFEFF${text}`, "utf16le") }, null);
    expect(reading.ok && reading.report.entries).toEqual(reportOf("keystore.jks.txt").entries);
  });
});

describe("A file that is no store", () => {
  it("is told apart from one that is", () => {
    const problem = (text: string) => readStore({ name: "x", bytes: Buffer.from(text) }, null);
    expect(problem("")).toMatchObject({ problems: [{ message: "The file is empty." }] });
    expect(problem("hello")).toMatchObject({
      problems: [{ message: expect.stringContaining("none of these") }],
    });
    expect(problem('{"a":1}')).toMatchObject({
      problems: [{ message: expect.stringContaining("no report") }],
    });
  });

  it("never makes the reader throw or hang, whatever its bytes", () => {
    const starts = [
      "feedfeed00000002",
      "cececece00000002",
      "3082",
      "30800201",
      "aced0005",
      "2d2d2d2d2d424547494e20",
    ];
    fc.assert(
      fc.property(fc.constantFrom("", ...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        const bytes = Buffer.concat([Buffer.from(start, "hex"), rest]);
        const reading = readStore({ name: "x.jks", bytes }, "pass");
        expect(typeof reading.ok).toBe("boolean");
      }),
      { numRuns: 2_000 },
    );
  });

  it("never makes the reader throw or hang when it is a valid store with some bytes changed, cut or doubled", () => {
    const names = [...stores, "bundle.pem", "with-key.pem", "keystore.jks.txt", "root.der"].filter(
      // A hundred thousand rounds for every try would be minutes.
      (name) => !name.includes("legacy") && !name.includes("3des"),
    );
    const change = fc.tuple(fc.nat(), fc.constantFrom("set", "cut", "double"), fc.nat(255));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(null, password),
        (name, changes, given) => {
          let bytes = bytesOf(name);
          for (const [where, how, value] of changes) {
            const at = where % (bytes.length + 1);
            if (how === "cut") bytes = bytes.slice(0, at);
            else if (how === "double")
              bytes = new Uint8Array(Buffer.concat([bytes.slice(0, at), bytes.slice(at >> 1)]));
            else bytes[at] = value;
          }
          const reading = readStore({ name, bytes }, given);
          if (reading.ok) storeReportSchema.parse(reading.report);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("can't ask for more work than a real store does", () => {
    const bytes = Buffer.from(bytesOf("truststore.p12"));
    // The rounds of both derivations stand as INTEGER 10000; as 16 million they are refused at once.
    for (let at = bytes.indexOf("02022710", 0, "hex"); at >= 0; at = bytes.indexOf("02022710", at + 1, "hex"))
      bytes.write("02027fff", at, "hex");
    const millions = Buffer.concat([bytes]);
    expect(readStore({ name: "x.p12", bytes: millions }, password).ok).toBe(false);
  });
});
