import { createHash, X509Certificate } from "node:crypto";
import type { CertificateFacts, ChainState } from "@/domain/certificate/facts";
import { childrenOf, type Der, expectDer, integerOf, oidOf, readDer, tags, timeOf } from "./der";
import { distinguishedName } from "./distinguished-name";
import { curves, signatureNames } from "./object-names";
import { StoreFault } from "./store-fault";

const basicConstraints = "2.5.29.19";
/** Keys beyond it are made to make others wait. */
const largestKey = 8_192;
const keyNames: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.1.1": "RSA",
  "1.2.840.113549.1.1.10": "RSASSA-PSS",
  "1.2.840.10040.4.1": "DSA",
  "1.2.840.10045.2.1": "EC",
  "1.3.101.110": "X25519",
  "1.3.101.111": "X448",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
};
const fixedBits: Readonly<Record<string, number>> = { X25519: 255, X448: 448, Ed25519: 255, Ed448: 448 };

/** Facts of a DER certificate. Throws a StoreFault when the bytes are none. */
export function certificateFacts(bytes: Uint8Array): CertificateFacts {
  const outer = expectDer(readDer(bytes), tags.sequence);
  const [body, algorithm] = childrenOf(outer);
  const fields = childrenOf(expectDer(body, tags.sequence));
  const [serial, , issuer, validity, subject, key, ...rest] =
    fields[0]?.tag === 0xa0 ? fields.slice(1) : fields;
  const [notBefore, notAfter] = childrenOf(expectDer(validity, tags.sequence));
  const publicKey = expectDer(key, tags.sequence);
  const signature = oidOf(childrenOf(expectDer(algorithm, tags.sequence))[0]);
  const facts = keyFacts(publicKey);
  const subjectName = distinguishedName(expectDer(subject, tags.sequence));
  const issuerName = distinguishedName(expectDer(issuer, tags.sequence));
  return {
    subject: subjectName,
    issuer: issuerName,
    serial: integerOf(serial).toString(16),
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notAfter),
    ...facts,
    signatureAlgorithm: signatureNames[signature] ?? signature,
    selfSigned: subjectName === issuerName && signedBy(outer.raw, outer.raw, facts),
    ...constraints(rest.find(({ tag }) => tag === 0xa3)),
    sha1: fingerprint("sha1", outer.raw),
    sha256: fingerprint("sha256", outer.raw),
    publicKey: createHash("sha256").update(publicKey.raw).digest("hex"),
  };
}

/**
 * How far a chain reaches, its own certificate first. A link holds when names fit and, where OpenSSL can read both, the
 * signature too. `bytes` are the certificates in the same order; without them names alone are compared.
 */
export function chainState(
  chain: readonly CertificateFacts[],
  bytes: readonly Uint8Array[] | null,
): ChainState | null {
  const last = chain.at(-1);
  if (last === undefined) return null;
  const fits = chain.every((certificate, at) => {
    const issuer = chain[at + 1];
    if (issuer === undefined) return true;
    const [child, parent] = [bytes?.[at], bytes?.[at + 1]];
    return (
      certificate.issuer === issuer.subject &&
      (child === undefined || parent === undefined || signedBy(child, parent, issuer))
    );
  });
  if (!fits) return "broken";
  if (last.selfSigned) return "complete";
  return chain.length === 1 ? "alone" : "without_root";
}

/** Whether the key of one certificate made the signature of another; true as well when OpenSSL can't or shouldn't tell. */
function signedBy(
  child: Uint8Array,
  issuer: Uint8Array,
  { keyBits }: Pick<CertificateFacts, "keyBits">,
): boolean {
  if ((keyBits ?? 0) > largestKey) return true;
  try {
    const certificate = new X509Certificate(child);
    // Reading is what takes time, and most certificates of a truststore are their own issuers.
    const { publicKey } = issuer === child ? certificate : new X509Certificate(issuer);
    return certificate.verify(publicKey);
  } catch {
    return true;
  }
}

function fingerprint(algorithm: "sha1" | "sha256", bytes: Uint8Array): string {
  const hex = createHash(algorithm).update(bytes).digest("hex").toUpperCase();
  return hex.replace(/..(?=.)/g, "$&:");
}

function keyFacts(publicKey: Der): Pick<CertificateFacts, "keyType" | "keyBits" | "curve"> {
  const [algorithm, bits] = childrenOf(publicKey);
  const [type, parameters] = childrenOf(expectDer(algorithm, tags.sequence));
  const oid = oidOf(type);
  const keyType = keyNames[oid] ?? oid;
  const key = expectDer(bits, tags.bitString).content.subarray(1);
  if (keyType === "RSA" || keyType === "RSASSA-PSS") {
    const [modulus] = childrenOf(expectDer(readDer(key), tags.sequence));
    return { keyType, keyBits: bitLength(integerOf(modulus)), curve: null };
  }
  if (keyType === "DSA") {
    const prime = parameters?.tag === tags.sequence ? childrenOf(parameters)[0] : undefined;
    return { keyType, keyBits: prime === undefined ? null : bitLength(integerOf(prime)), curve: null };
  }
  if (keyType === "EC") return { keyType, ...curveFacts(parameters, key) };
  return { keyType, keyBits: fixedBits[keyType] ?? null, curve: null };
}

/** An EC key of a curve without a name has the size of its coordinates. */
function curveFacts(
  parameters: Der | undefined,
  point: Uint8Array,
): { keyBits: number | null; curve: string | null } {
  if (parameters?.tag === tags.oid) {
    const oid = oidOf(parameters);
    const curve = curves[oid];
    if (curve !== undefined) return { keyBits: curve.bits, curve: curve.name };
    return { keyBits: sizeOfPoint(point), curve: oid };
  }
  return { keyBits: sizeOfPoint(point), curve: null };
}

function sizeOfPoint(point: Uint8Array): number | null {
  return point[0] === 4 && point.length > 1 ? ((point.length - 1) / 2) * 8 : null;
}

function bitLength(value: bigint): number {
  if (value < 0n)
    throw new StoreFault("A certificate in the file has a key that can't be: its number is negative.");
  return value === 0n ? 0 : value.toString(2).length;
}

function constraints(extensions: Der | undefined): Pick<CertificateFacts, "ca" | "pathLength"> {
  if (extensions === undefined) return { ca: false, pathLength: null };
  const list = childrenOf(expectDer(childrenOf(extensions)[0], tags.sequence));
  for (const extension of list) {
    const parts = childrenOf(expectDer(extension, tags.sequence));
    if (oidOf(parts[0]) !== basicConstraints) continue;
    const value = childrenOf(
      expectDer(readDer(expectDer(parts.at(-1), tags.octetString).content), tags.sequence),
    );
    const ca = value[0]?.tag === 0x01 && value[0].content[0] !== 0;
    const path = value.find(({ tag }) => tag === tags.integer);
    const length = ca && path !== undefined ? integerOf(path) : null;
    // Java's own "no limit" is written out by some tools.
    return {
      ca,
      pathLength: length === null || length < 0n || length >= 2147483647n ? null : Number(length),
    };
  }
  return { ca: false, pathLength: null };
}
