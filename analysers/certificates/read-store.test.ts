import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntryFacts } from "@/domain/certificate/facts";
import { childrenOf, readDer } from "./der";
import { macOf, passwordKey } from "./password-key";
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

  it("may be PKCS12 in BER, with lengths left open and strings in pieces", () => {
    const [version, safe, mac] = childrenOf(readDer(bytesOf("openssl.p12")));
    const [type, content] = safe === undefined ? [] : childrenOf(safe);
    const data = content === undefined ? undefined : childrenOf(content)[0];
    if (version === undefined || type === undefined || data === undefined || mac === undefined)
      throw new Error();
    const open = (tag: number, ...inside: Uint8Array[]) =>
      Buffer.concat([Buffer.of(tag, 0x80), ...inside, Buffer.of(0, 0)]);
    const pieces = Array.from({ length: Math.ceil(data.content.length / 100) }, (_, at) => {
      const piece = data.content.subarray(at * 100, at * 100 + 100);
      return Buffer.concat([Buffer.of(0x04, piece.length), piece]);
    });
    const bytes = open(0x30, version.raw, open(0x30, type.raw, open(0xa0, open(0x24, ...pieces))), mac.raw);
    const reading = readStore({ name: "openssl.p12", bytes }, password);
    expect(reading).toEqual({ ok: true, report: reportOf("openssl.p12") });
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

  it("can't hold more certificates than somebody would wait for", () => {
    const one = readFileSync(`${folder}bundle.pem`, "utf8").match(
      /-----BEGIN[\s\S]*?-----END CERTIFICATE-----/,
    )?.[0];
    const bytes = Buffer.from(`${one}\n`.repeat(5_001));
    expect(readStore({ name: "many.pem", bytes }, null)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining("more certificates than any bundle") }],
    });
  });

  it("can't ask for more work than a real store does", () => {
    const bytes = Buffer.from(bytesOf("truststore.p12"));
    // INTEGER 10000, the rounds keytool goes, becomes a number of the same length that is refused before any round.
    const rounds = bytes.lastIndexOf("02022710", undefined, "hex");
    expect(rounds).toBeGreaterThan(0);
    bytes.write("0202ffff", rounds, "hex");
    expect(readStore({ name: "x.p12", bytes }, password)).toMatchObject({
      problems: [{ message: expect.stringContaining("more rounds of its password's hash") }],
    });
  });

  it("gives up when all its parts together ask for too much", () => {
    const key = passwordKey("pass");
    key.rounds = 50_000;
    const [, , mac] = childrenOf(readDer(bytesOf("openssl-3des.p12")));
    if (mac === undefined) throw new Error();
    const times = Array.from({ length: 10 }, () => () => macOf(key, mac, Buffer.alloc(1)));
    expect(() => {
      for (const again of times) again();
    }).toThrow("more rounds");
  });
});
