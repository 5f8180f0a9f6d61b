/** What a certificate says about itself, as far as it can be judged without asking anybody. */
export type CertificateFacts = {
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal in small letters without leading zeros, as keytool prints it. */
  readonly serial: string;
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** "RSA", "EC", "DSA", "Ed25519" …; an object identifier when there is no name for it. */
  readonly keyType: string;
  readonly keyBits: number | null;
  /** The named curve of an EC key. */
  readonly curve: string | null;
  /** As Java spells it: "SHA256withRSA". */
  readonly signatureAlgorithm: string;
  readonly selfSigned: boolean;
  /** May sign other certificates. */
  readonly ca: boolean;
  /** How many authorities may stand below it; null when it says nothing. */
  readonly pathLength: number | null;
  /** Fingerprints: capital hexadecimal with colons. */
  readonly sha1: string;
  readonly sha256: string;
  /** SHA-256 of the public key, small hexadecimal; null when only a listing was read, which has no keys. */
  readonly publicKey: string | null;
};

/** A private key with its certificates, a certificate that is trusted, or a secret key without any. */
export const entryKinds = ["key", "trusted", "secret"] as const;
export type EntryKind = (typeof entryKinds)[number];

/**
 * How far the certificates of a private key reach: `complete` up to a self-signed one, `without_root` (fine for TLS:
 * clients bring the root), `alone` when an authority issued the only one, `broken` when one did not issue the one before.
 */
export const chainStates = ["complete", "without_root", "alone", "broken"] as const;
export type ChainState = (typeof chainStates)[number];

/** One entry of a store. */
export type EntryFacts = {
  readonly alias: string;
  readonly kind: EntryKind;
  /** ISO 8601; null where the format keeps none. */
  readonly created: string | null;
  /** Its own certificate first, then what issued it; empty for a secret key. */
  readonly chain: readonly CertificateFacts[];
  /** Only entries with a private key have one. */
  readonly chainState: ChainState | null;
};

/** A store and where it lies: which environment and, when the team keeps one per node, which node. */
export type PlacedStore = {
  readonly environment: string;
  readonly node: string | null;
  readonly file: string;
  readonly entries: readonly EntryFacts[];
};

/** A certificate that everybody who downloads the product has the private key of, or that ships in its truststore. */
export type KnownDefault = {
  /** SHA-256 fingerprint; null when only its subject and its end are known. */
  readonly sha256: string | null;
  /** SHA-256 of its public key, small hexadecimal: the key is known to everybody under any certificate. */
  readonly publicKey: string | null;
  readonly subject: string;
  /** The day it ends: "2022-01-25". */
  readonly expires: string;
  readonly releases: readonly string[];
  readonly source: string;
};

/** The first common name in a subject, or the whole subject. */
export function commonName(subject: string): string {
  const [, quoted, plain] = /(?:^|, |\+ )CN=(?:"((?:[^"\\]|\\.)*)"|([^,+]*))/.exec(subject) ?? [];
  return (quoted ?? plain ?? "").trim() || subject;
}
