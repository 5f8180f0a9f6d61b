import { describe, expect, it } from "vitest";
import { judgeKeysAcross, sameCertificates } from "./across-stores";
import { entryOf, storeOf } from "./certificate.fixture";
import { compareStores } from "./compare-stores";
import { calendarEntries, expiryCalendar } from "./expiry-calendar";
import { renewalOf, renewalSteps } from "./renewal";

const now = new Date("2026-11-28T09:00:00Z");
const expired = { notAfter: "2021-09-30T14:01:15.000Z" };
const key = (publicKey: string | null, sha256 = `print of ${publicKey}`) =>
  entryOf({ kind: "key", certificate: { publicKey, sha256 } });
const rules = (findings: readonly { rule: string; level: string }[]) =>
  findings.map(({ rule, level }) => `${rule} ${level}`);

describe("A private key", () => {
  it("is the same on all nodes of an environment, as it should be", () => {
    const stores = [storeOf("Prod", "gw-1", key("k")), storeOf("Prod", "gw-2", key("k"))];
    expect(rules(judgeKeysAcross(stores))).toEqual(["certificate.shared_key info"]);
  });

  it("should not be the same in two environments", () => {
    const findings = judgeKeysAcross([
      storeOf("Dev", null, key("k")),
      storeOf("Prod", null, key("k", "renewed")),
    ]);
    expect(rules(findings)).toEqual(["certificate.shared_key attention"]);
    expect(findings[0]?.message).toContain("Dev and Prod use the same private key");
  });

  it("that differs between nodes makes them unable to read what the others encrypt", () => {
    const stores = [storeOf("Prod", "gw-1", key("k")), storeOf("Prod", "gw-2", key("other"))];
    expect(rules(judgeKeysAcross(stores))).toEqual(["certificate.key_differs attention"]);
  });

  it("is known from a listing by its certificate", () => {
    const stores = [storeOf("Dev", null, key("k", "same")), storeOf("Prod", null, key(null, "same"))];
    expect(rules(judgeKeysAcross(stores))).toEqual(["certificate.shared_key attention"]);
  });

  it("of a trusted certificate is in nobody's store", () => {
    expect(judgeKeysAcross([storeOf("Dev", null, entryOf()), storeOf("Prod", null, entryOf())])).toEqual([]);
  });
});

describe("The same certificate", () => {
  it("is listed once with all its places", () => {
    const seen = sameCertificates([
      storeOf("Dev", null, entryOf()),
      storeOf("Prod", "gw-1", entryOf({ alias: "b" })),
    ]);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.places.map(({ environment, alias }) => `${environment} ${alias}`)).toEqual([
      "Dev gateway",
      "Prod b",
    ]);
  });
});

describe("The new store beside the old one", () => {
  const old = entryOf({ alias: "oldca", certificate: { sha256: "old", ...expired } });

  it("has expired certificates that copying the old one brought back", () => {
    const { findings, kept } = compareStores([old], [old], { now, shipped: [] });
    expect(kept).toEqual([old]);
    expect(rules(findings)).toEqual(["certificate.brought_back must_act"]);
    expect(findings[0]?.message).toContain("Copying the old store brought “oldca”");
  });

  it("is not blamed for what the new release itself ships", () => {
    expect(compareStores([old], [old], { now, shipped: [old] }).findings).toEqual([]);
  });

  it("may lack an authority that a backend relies on, which expired ones are not", () => {
    const { findings, removed } = compareStores([entryOf(), old], [], { now });
    expect(removed).toHaveLength(2);
    expect(rules(findings)).toEqual(["certificate.trust_lost attention"]);
  });

  it("trusts an authority that was renewed with its key, whatever its alias", () => {
    const renewed = entryOf({ alias: "ca 2", certificate: { sha256: "new" } });
    expect(compareStores([entryOf()], [renewed], { now }).findings).toEqual([]);
    const listed = entryOf({ alias: "ca 2", certificate: { sha256: "new", publicKey: null } });
    expect(rules(compareStores([entryOf()], [listed], { now }).findings)).toEqual([
      "certificate.trust_lost attention",
    ]);
  });

  it("must have the old private keys, or what they encrypted can't be read", () => {
    expect(rules(compareStores([key("k")], [], { now }).findings)).toEqual(["certificate.key_lost must_act"]);
    expect(rules(compareStores([key("k")], [key("other")], { now }).findings)).toEqual([
      "certificate.key_changed must_act",
    ]);
    const renewed = compareStores([key("k")], [key("k", "renewed")], { now });
    expect(renewed.findings).toEqual([]);
    expect(renewed.replaced).toHaveLength(1);
    expect(rules(compareStores([key(null, "a")], [key(null, "b")], { now }).findings)).toEqual([
      "certificate.key_changed attention",
    ]);
  });
});

describe("The calendar", () => {
  it("has each certificate once, in the month it ends in, earliest first", () => {
    const late = entryOf({
      alias: "late",
      certificate: { sha256: "late", notAfter: "2027-02-28T23:59:59.000Z" },
    });
    const soon = entryOf({
      alias: "soon",
      certificate: { sha256: "soon", notAfter: "2026-12-14T00:00:00.000Z" },
    });
    const stores = [storeOf("Prod", "gw-1", late, soon), storeOf("Prod", "gw-2", late)];
    expect(expiryCalendar(calendarEntries(stores))).toMatchObject([
      { month: "2026-12", expiries: [{ sha256: "soon" }] },
      {
        month: "2027-02",
        expiries: [{ sha256: "late", places: ["Prod gw-1: keys.jks, late", "Prod gw-2: keys.jks, late"] }],
      },
    ]);
  });
});

describe("A renewal", () => {
  const finding = (rule: string, level = "must_act" as const) => [{ rule: `certificate.${rule}`, level }];

  it("is a new key where the key is weak or known to everybody, else a new certificate", () => {
    expect(renewalOf("key", finding("product_default"))).toBe("new_key");
    expect(renewalOf("key", finding("expired"))).toBe("renew_certificate");
    expect(renewalOf("trusted", finding("expired"))).toBe("replace_or_remove");
    expect(renewalOf("trusted", finding("duplicate"))).toBe("none");
  });

  it("has steps, the key first where there is to be a new one", () => {
    expect(renewalSteps("none")).toEqual([]);
    expect(renewalSteps("new_key").slice(1)).toEqual(renewalSteps("renew_certificate"));
    expect(renewalSteps("replace_or_remove").length).toBeGreaterThan(1);
  });
});
