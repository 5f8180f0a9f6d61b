import type { CertificateFacts, EntryFacts, PlacedStore } from "./facts";

/** A certificate nothing is wrong with, but for what the test says. */
export function certificateOf(what: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    subject: "CN=gateway.example.org, O=Example, C=NL",
    issuer: "CN=Example CA",
    serial: "1f",
    notBefore: "2026-01-01T00:00:00.000Z",
    notAfter: "2036-01-01T00:00:00.000Z",
    keyType: "RSA",
    keyBits: 2048,
    curve: null,
    signatureAlgorithm: "SHA256withRSA",
    selfSigned: false,
    ca: false,
    pathLength: null,
    sha1: "AA:BB",
    sha256: "AA:BB:CC",
    publicKey: "abcd",
    ...what,
  };
}

/** A trusted certificate; a whole chain when it is a key. */
export function entryOf(
  what: Partial<Omit<EntryFacts, "chain">> & { readonly certificate?: Partial<CertificateFacts> } = {},
): EntryFacts {
  const { certificate, ...rest } = what;
  const kind = rest.kind ?? "trusted";
  const chainState = kind === "key" ? ("complete" as const) : null;
  return { alias: "gateway", kind, created: null, chainState, chain: [certificateOf(certificate)], ...rest };
}

/** A store of one node with these entries. */
export function storeOf(environment: string, node: string | null, ...entries: EntryFacts[]): PlacedStore {
  return { environment, node, file: "keys.jks", entries };
}
