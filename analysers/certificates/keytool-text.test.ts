import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readKeytoolText } from "./keytool-text";
import { readListingDay, readListingTime } from "./listing-time";

const text = readFileSync(new URL("fixtures/truststore.jks.txt", import.meta.url), "utf8");
const read = (changed: string) => readKeytoolText(Buffer.from(changed));
const plain = read(text).entries;

describe("A listing by another keytool", () => {
  it("of Java 8 says the same but for curves, which it doesn't name", () => {
    const java8 = text
      .replaceAll("PathLen: no limit", "PathLen:2147483647")
      .replaceAll(/^(\s*)SHA1: /gm, "$1MD5:  00:11\n$1SHA1: ")
      .replaceAll(/ \((secp\w+)\) key/g, " key");
    const unnamed = plain.map((entry) => ({
      ...entry,
      chain: entry.chain.map((certificate) => ({ ...certificate, curve: null })),
    }));
    expect(read(java8).entries).toEqual(unnamed);
  });

  it("from before key sizes were printed leaves them unknown instead of guessing", () => {
    const old = text.replaceAll(/^Subject Public Key Algorithm: .*\n/gm, "");
    expect(read(old).entries[0]?.chain[0]).toMatchObject({ keyType: "unknown", keyBits: null, curve: null });
  });

  it("may have been copied from Windows, with a byte order mark and its ends of lines", () => {
    expect(read(`\uFEFF${text.replaceAll("\n", "\r\n")}`).entries).toEqual(plain);
  });

  it("is read with a note when nobody knows its time zone", () => {
    const { entries, notes } = read(text.replaceAll(" UTC ", " XYZT "));
    expect(entries).toEqual(plain);
    expect(notes.join()).toContain("was taken for UTC; list with -J-Duser.timezone=UTC");
  });

  it("of single certificates names none, so they are called by their subject", () => {
    const printed = text.slice(text.indexOf("Owner: "), text.indexOf("Alias name", text.indexOf("Owner: ")));
    expect(read(printed).entries).toMatchObject([{ alias: "dsa.example.org", kind: "trusted" }]);
  });
});

describe("A time in a listing", () => {
  it.each([
    ["Tue Jan 25 07:30:43 UTC 2022", "2022-01-25T07:30:43.000Z"],
    ["Tue Jan 25 13:00:43 IST 2022", "2022-01-25T07:30:43.000Z"],
    ["Mon Jan 24 23:30:43 PST 2022", "2022-01-25T07:30:43.000Z"],
    ["Tue Jan 25 12:30:43 GMT+05:00 2022", "2022-01-25T07:30:43.000Z"],
    ["Tue Jan 25 01:30:43 -06:00 2022", "2022-01-25T07:30:43.000Z"],
  ])("is understood in its zone: %s", (printed, iso) => {
    expect(readListingTime(printed)).toEqual({ iso, zoneKnown: true });
  });

  it("is none in another language, and a day may be written in two orders", () => {
    expect(readListingTime("Di Jan 25 07:30:43 UTC 2022")).toEqual(null);
    expect(readListingTime("Tue Foo 25 07:30:43 UTC 2022")).toBeNull();
    expect(readListingDay("Nov 28, 2026")).toBe("2026-11-28T00:00:00.000Z");
    expect(readListingDay("28 Nov 2026")).toBe("2026-11-28T00:00:00.000Z");
    expect(readListingDay("28.11.2026")).toBeNull();
  });
});
