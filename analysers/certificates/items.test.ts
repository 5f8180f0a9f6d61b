import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadKnowledge } from "../load-knowledge";
import { certificateItems } from "./items";
import { certificateKnowledgeSchema, shippedTruststore } from "./knowledge";
import { readStore } from "./read-store";
import type { StoreReport } from "./report";

const at = (path: string) => readFileSync(new URL(path, import.meta.url));
const by = { now: new Date("2026-11-28T09:00:00Z"), window: null, hypercareDays: 14, knownDefaults: [] };

function reportOf(name: string): StoreReport {
  const reading = readStore({ name, bytes: at(`fixtures/${name}`) }, "fixture-pass");
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

describe("Items of a store", () => {
  const items = certificateItems(reportOf("truststore.jks"), by);

  it("are one for each certificate, with everything that was noticed about it", () => {
    expect(items).toHaveLength(11);
    const told = Object.fromEntries(
      items.map(({ title, findings }) => [title, findings.map(({ rule }) => rule)]),
    );
    expect(told).toMatchObject({
      expired: ["certificate.expired"],
      weak: ["certificate.weak_key", "certificate.weak_signature"],
      sha1leaf: ["certificate.weak_signature"],
      ec256: ["certificate.expires_soon"],
      future: ["certificate.not_yet_valid"],
      "root, root again": ["certificate.duplicate"],
      middle: [],
      ed25519: [],
    });
    expect(items.find(({ title }) => title === "expired")?.level).toBe("must_act");
  });

  it("are recognised when the store is read again, in another format, or from a listing", () => {
    const keys = (name: string) => new Set(certificateItems(reportOf(name), by).map(({ key }) => key));
    const expected = new Set(items.map(({ key }) => key));
    for (const name of ["truststore.jceks", "truststore.p12", "truststore.jks.txt", "rfc.pem"])
      expect(keys(name)).toEqual(expected);
  });

  it("carry the fields of the certificate", () => {
    expect(items.find(({ title }) => title === "ec256")?.fields).toMatchObject({
      alias: "ec256",
      subject: "CN=ec.example.org",
      validFrom: "2026-01-01",
      validUntil: "2027-01-01",
      key: "EC 256 (secp256r1)",
      signature: "SHA256withECDSA",
      store: "truststore.jks",
    });
  });

  it("tell a certificate that is trusted from the same one with its key", () => {
    const [key] = certificateItems(reportOf("openssl-ec.p12"), by);
    const trusted = items.find(({ title }) => title === "ec256");
    expect(key?.key).toMatch(/^key:/);
    expect(key?.key.slice(4)).toBe(trusted?.key.slice(8));
  });
});

const shipped = await loadKnowledge("playbooks/wso2-api-manager", "certificates", certificateKnowledgeSchema);

describe("Knowledge of a product's certificates", () => {
  it("fits its schema and names its sources", () => {
    expect(shipped).toMatchObject({ sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const defaults = shipped?.knowledge.defaults ?? [];
    expect(defaults).not.toEqual([]);
    expect(
      defaults.filter(({ sha256 }) => sha256 === null).every(({ source }) => source.includes("not known")),
    ).toBe(true);
  });

  it("knows in what format a release ships its truststore, whatever the name of the file", () => {
    const knowledge = shipped?.knowledge;
    const format = (release: string) => knowledge && shippedTruststore(knowledge, release)?.format;
    expect(["3.2.0", "4.3.0", "4.4.0", "4.5.0", "4.6.0"].map(format)).toEqual([
      "jks",
      "jks",
      "pkcs12",
      "pkcs12",
      "jks",
    ]);
    expect(format("9.9.9")).toBeUndefined();
  });
});
