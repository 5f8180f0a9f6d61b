import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { certificateOf, entryOf } from "./certificate.fixture";
import type { CertificateFacts, EntryKind } from "./facts";
import { type JudgedBy, judgeCertificate, knownDefaultOf } from "./judge-certificate";
import { judgeStore } from "./judge-store";

const now = new Date("2026-11-28T09:00:00Z");
const by: JudgedBy = { now, window: null, hypercareDays: 14, knownDefaults: [] };
const planned: JudgedBy = {
  ...by,
  window: { start: new Date("2027-06-01T20:00:00Z"), end: new Date("2027-06-02T04:00:00Z") },
};
const judge = (what: Partial<CertificateFacts>, kind: EntryKind = "trusted", using: JudgedBy = by) =>
  judgeCertificate({ alias: "gateway", kind, place: "own", certificate: certificateOf(what) }, using);
const rules = (...args: Parameters<typeof judge>) =>
  judge(...args).map(({ rule, level }) => `${rule} ${level}`);

describe("A certificate", () => {
  it("gives no reason to say anything when it is strong and lasts", () => {
    expect(judge({}, "key", planned)).toEqual([]);
  });

  it("must be renewed when it is expired, or removed when it was only trusted", () => {
    const [finding] = judge({ notAfter: "2022-01-25T07:30:43.000Z" });
    expect(finding).toMatchObject({ rule: "certificate.expired", level: "must_act", key: "gateway" });
    expect(finding?.message).toContain("Renew it, or remove it when nothing relies on it.");
    expect(finding?.from).toBe("25 Jan 2022 07:30 UTC");
  });

  it.each([
    ["2026-11-28T08:59:59.000Z", ["certificate.expired must_act"]],
    ["2026-12-01T00:00:00.000Z", ["certificate.expires_before_window_ends must_act"]],
    ["2027-06-02T04:00:00.000Z", ["certificate.expires_before_window_ends must_act"]],
    ["2027-06-02T04:00:01.000Z", ["certificate.expires_in_hypercare must_act"]],
    ["2027-06-16T04:00:00.000Z", ["certificate.expires_in_hypercare must_act"]],
    ["2027-06-16T04:00:01.000Z", ["certificate.expires_soon attention"]],
    ["2027-09-14T04:00:01.000Z", []],
  ])("of a key that ends on %s is judged by the window and its hypercare", (notAfter, expected) => {
    expect(rules({ notAfter }, "key", planned)).toEqual(expected);
  });

  it("is announced 90 days ahead while no window is planned", () => {
    expect(rules({ notAfter: "2027-02-26T08:00:00.000Z" })).toEqual(["certificate.expires_soon attention"]);
    expect(rules({ notAfter: "2027-02-26T10:00:00.000Z" })).toEqual([]);
  });

  it("that is not valid yet may come in time for the window", () => {
    expect(rules({ notBefore: "2027-01-01T00:00:00.000Z" }, "key")).toEqual([
      "certificate.not_yet_valid must_act",
    ]);
    expect(rules({ notBefore: "2027-01-01T00:00:00.000Z" }, "key", planned)).toEqual([
      "certificate.not_yet_valid attention",
    ]);
  });

  it("has a weak key below 2048 bits of RSA or 224 of EC", () => {
    expect(rules({ keyBits: 1024 }, "key")).toEqual(["certificate.weak_key must_act"]);
    expect(rules({ keyBits: 1024 })).toEqual(["certificate.weak_key attention"]);
    expect(rules({ keyType: "EC", keyBits: 192 })).toEqual(["certificate.weak_key attention"]);
    expect(rules({ keyType: "EC", keyBits: 224 })).toEqual([]);
    expect(rules({ keyType: "unknown", keyBits: null })).toEqual([]);
  });

  it("has a weak signature by MD5 or SHA-1, which says little of one that signed itself", () => {
    expect(rules({ signatureAlgorithm: "SHA1withRSA" })).toEqual(["certificate.weak_signature attention"]);
    expect(rules({ signatureAlgorithm: "MD5withRSA" }, "key")).toEqual([
      "certificate.weak_signature must_act",
    ]);
    expect(rules({ signatureAlgorithm: "SHA1withRSA", selfSigned: true })).toEqual([
      "certificate.weak_signature info",
    ]);
    expect(rules({ signatureAlgorithm: "SHA384withECDSA" })).toEqual([]);
  });

  it("that ships with the product is no secret as a key, and worth a word where it is trusted", () => {
    const subject = "CN=localhost";
    const source = "the pack";
    const known = {
      sha256: "AA:BB:CC",
      publicKey: "default",
      subject,
      expires: "2036-01-01",
      releases: ["3.2.0", "4.0.0"],
      source,
    };
    const using = { ...by, knownDefaults: [known] };
    expect(judge({}, "key", using)).toMatchObject([
      { rule: "certificate.product_default", level: "must_act", from: "default of 3.2.0 and 4.0.0", source },
    ]);
    expect(rules({}, "trusted", using)).toEqual(["certificate.product_default info"]);
    expect(rules({ notAfter: "2022-01-01T00:00:00.000Z" }, "trusted", using)).toEqual([
      "certificate.expired must_act",
      "certificate.product_default attention",
    ]);
    expect(knownDefaultOf(certificateOf({ sha256: "own", publicKey: "default" }), [known])).toBe(known);
    expect(knownDefaultOf(certificateOf({ sha256: "own" }), [known])).toBeNull();
    const unseen = { ...known, sha256: null, publicKey: null };
    expect(knownDefaultOf(certificateOf({ subject }), [unseen])).toBe(unseen);
    expect(
      knownDefaultOf(certificateOf({ subject, notAfter: "2037-01-01T00:00:00.000Z" }), [unseen]),
    ).toBeNull();
    expect(knownDefaultOf(certificateOf({ subject: "CN=other" }), [unseen])).toBeNull();
  });

  it("never gets milder the earlier it ends", () => {
    const levels = ["none", "info", "attention", "must_act"];
    const time = fc.date({ min: new Date("2020-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
    const worst = (notAfter: Date, kind: EntryKind) => {
      const [finding] = judge({ notAfter: notAfter.toISOString() }, kind, planned);
      return levels.indexOf(finding?.level ?? "none");
    };
    fc.assert(
      fc.property(time, time, fc.constantFrom("key" as const, "trusted" as const), (a, b, kind) => {
        const [early, late] = a < b ? [a, b] : [b, a];
        expect(worst(early, kind)).toBeGreaterThanOrEqual(worst(late, kind));
      }),
    );
  });
});

describe("A store", () => {
  it("names a certificate that stands in it under several aliases once", () => {
    const entries = [
      entryOf({ alias: "a" }),
      entryOf({ alias: "b" }),
      entryOf({ certificate: { sha256: "other" } }),
    ];
    expect(judgeStore(entries, by)).toMatchObject([
      { rule: "certificate.duplicate", level: "info", key: "a", from: "a and b" },
    ]);
  });

  it.each([
    ["alone", "attention"],
    ["broken", "attention"],
    ["without_root", "info"],
  ] as const)("says of a key whose chain is %s what to do: %s", (chainState, level) => {
    expect(judgeStore([entryOf({ kind: "key", chainState })], by)).toMatchObject([
      { rule: "certificate.chain_incomplete", level },
    ]);
  });

  it("judges the issuers in a chain like the certificate itself, under the key's alias", () => {
    const issuer = certificateOf({ subject: "CN=Old CA", notAfter: "2020-01-01T00:00:00.000Z" });
    const entry = { ...entryOf({ kind: "key" }), chain: [certificateOf(), issuer] };
    const [finding] = judgeStore([entry], by);
    expect(finding).toMatchObject({ rule: "certificate.expired", key: "gateway" });
    expect(finding?.message).toContain("“Old CA”, an issuer in the chain of “gateway”");
  });
});
