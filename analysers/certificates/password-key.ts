import { createDecipheriv, createHash, createHmac, pbkdf2Sync } from "node:crypto";
import { childrenOf, type Der, expectDer, integerOf, octetsOf, oidOf, tags } from "./der";
import { decryptRc2 } from "./rc2";
import { StoreFault } from "./store-fault";

/** A password as the two derivations of PKCS #12 take it, and how often all of them together may still go round. */
export type PasswordKey = { readonly utf8: Uint8Array; readonly bmp: Uint8Array; rounds: number };

/** keytool goes round 10,000 times, OpenSSL 2,048; this is two or three seconds, whatever a file asks for. */
const mostRounds = 4_000_000;
/** A round of the old derivation is a call of its own and takes as long as some of the new one. */
const oldRound = 4;
const mostSalt = 4_096;

const hashes: Readonly<
  Record<string, { readonly name: string; readonly block: number; readonly size: number }>
> = {
  "1.3.14.3.2.26": { name: "sha1", block: 64, size: 20 },
  "2.16.840.1.101.3.4.2.4": { name: "sha224", block: 64, size: 28 },
  "2.16.840.1.101.3.4.2.1": { name: "sha256", block: 64, size: 32 },
  "2.16.840.1.101.3.4.2.2": { name: "sha384", block: 128, size: 48 },
  "2.16.840.1.101.3.4.2.3": { name: "sha512", block: 128, size: 64 },
};
const hmacs: Readonly<Record<string, string>> = {
  "1.2.840.113549.2.7": "sha1",
  "1.2.840.113549.2.8": "sha224",
  "1.2.840.113549.2.9": "sha256",
  "1.2.840.113549.2.10": "sha384",
  "1.2.840.113549.2.11": "sha512",
};
const ciphers: Readonly<Record<string, { readonly name: string; readonly key: number }>> = {
  "2.16.840.1.101.3.4.1.2": { name: "aes-128-cbc", key: 16 },
  "2.16.840.1.101.3.4.1.22": { name: "aes-192-cbc", key: 24 },
  "2.16.840.1.101.3.4.1.42": { name: "aes-256-cbc", key: 32 },
  "1.2.840.113549.3.7": { name: "des-ede3-cbc", key: 24 },
};
/** What PKCS #12 itself defines: the bytes of the key, and the bits of RC2 (0: triple DES). */
const oldCiphers: Readonly<Record<string, { readonly key: number; readonly rc2: number }>> = {
  "1.2.840.113549.1.12.1.3": { key: 24, rc2: 0 },
  "1.2.840.113549.1.12.1.4": { key: 16, rc2: 0 },
  "1.2.840.113549.1.12.1.5": { key: 16, rc2: 128 },
  "1.2.840.113549.1.12.1.6": { key: 5, rc2: 40 },
};
const pbes2 = "1.2.840.113549.1.5.13";
const pbmac1 = "1.2.840.113549.1.5.14";
const pbkdf2 = "1.2.840.113549.1.5.12";

/** Makes a password ready for a file. */
export function passwordKey(password: string): PasswordKey {
  const bmp = Buffer.from(`${password}\0`, "utf16le").swap16();
  return { utf8: Buffer.from(password, "utf8"), bmp, rounds: mostRounds };
}

/**
 * Decrypts with what the AlgorithmIdentifier says. Throws a StoreFault when the password doesn't fit, when the file asks
 * for more work than a store needs, or for a cipher nobody should use any more.
 */
export function decryptWith(key: PasswordKey, algorithm: Der, bytes: Uint8Array): Uint8Array {
  const [type, parameters] = childrenOf(expectDer(algorithm, tags.sequence));
  const oid = oidOf(type);
  if (oid === pbes2) return decryptModern(key, expectDer(parameters, tags.sequence), bytes);
  const cipher = oldCiphers[oid];
  if (cipher === undefined) throw unsupported(oid);
  const [salt, rounds] = childrenOf(expectDer(parameters, tags.sequence));
  const blocks = Math.ceil(cipher.key / 20) + 1;
  const from = {
    salt: saltOf(salt),
    rounds: spend(key, rounds, blocks * oldRound),
    hash: hashes["1.3.14.3.2.26"],
  };
  const secret = derive(key, { ...from, purpose: 1, length: cipher.key });
  const iv = derive(key, { ...from, purpose: 2, length: 8 });
  if (cipher.rc2 > 0) return decryptRc2(bytes, secret, cipher.rc2, iv);
  const full = cipher.key === 16 ? Buffer.concat([secret, secret.subarray(0, 8)]) : secret;
  return decipher("des-ede3-cbc", full, iv, bytes);
}

/** The code a PKCS #12 store should have at its end (RFC 7292, or PBMAC1 of RFC 9579), and the one it has. */
export function macOf(
  key: PasswordKey,
  mac: Der,
  bytes: Uint8Array,
): { wanted: Uint8Array; found: Uint8Array } {
  const [info, salt, rounds] = childrenOf(expectDer(mac, tags.sequence));
  const [algorithm, digest] = childrenOf(expectDer(info, tags.sequence));
  const wanted = octetsOf(expectDer(digest, tags.octetString));
  const [type, parameters] = childrenOf(expectDer(algorithm, tags.sequence));
  const oid = oidOf(type);
  if (oid === pbmac1) {
    const [derivation, scheme] = childrenOf(expectDer(parameters, tags.sequence));
    const name = hmacs[oidOf(childrenOf(expectDer(scheme, tags.sequence))[0])];
    if (name === undefined) throw unsupported(oid);
    const secret = deriveModern(key, derivation, wanted.length);
    return { wanted, found: createHmac(name, secret).update(bytes).digest() };
  }
  const hash = hashes[oid];
  if (hash === undefined) throw unsupported(oid);
  const count = rounds === undefined ? 1 : spend(key, rounds, oldRound);
  const secret = derive(key, { salt: saltOf(salt), rounds: count, hash, purpose: 3, length: hash.size });
  return { wanted, found: createHmac(hash.name, secret).update(bytes).digest() };
}

function decryptModern(key: PasswordKey, parameters: Der, bytes: Uint8Array): Uint8Array {
  const [derivation, scheme] = childrenOf(parameters);
  const [type, iv] = childrenOf(expectDer(scheme, tags.sequence));
  const oid = oidOf(type);
  const cipher = ciphers[oid];
  if (cipher === undefined) throw unsupported(oid);
  const secret = deriveModern(key, derivation, cipher.key);
  return decipher(cipher.name, secret, expectDer(iv, tags.octetString).content, bytes);
}

function deriveModern(key: PasswordKey, derivation: Der | undefined, length: number): Uint8Array {
  const [type, parameters] = childrenOf(expectDer(derivation, tags.sequence));
  const oid = oidOf(type);
  if (oid !== pbkdf2) throw unsupported(oid);
  const [salt, rounds, ...rest] = childrenOf(expectDer(parameters, tags.sequence));
  const prf = rest.find(({ tag }) => tag === tags.sequence);
  const hash = prf === undefined ? "sha1" : hmacs[oidOf(childrenOf(prf)[0])];
  if (hash === undefined) throw unsupported(oid);
  const size = Math.min(length, 128);
  return pbkdf2Sync(key.utf8, saltOf(salt), spend(key, rounds, Math.ceil(size / 20)), size, hash);
}

function decipher(name: string, key: Uint8Array, iv: Uint8Array, bytes: Uint8Array): Uint8Array {
  try {
    const cipher = createDecipheriv(name, key, iv);
    return Buffer.concat([cipher.update(bytes), cipher.final()]);
  } catch {
    throw new StoreFault("What was decrypted makes no sense.");
  }
}

function spend(key: PasswordKey, element: Der | undefined, cost: number): number {
  const rounds = integerOf(element);
  if (rounds < 1n || rounds * BigInt(cost) > BigInt(key.rounds))
    throw new StoreFault(
      "The store asks for more rounds of its password's hash than any tool writes. Write it anew with keytool -importkeystore.",
    );
  key.rounds -= Number(rounds) * cost;
  return Number(rounds);
}

function saltOf(element: Der | undefined): Uint8Array {
  const { content } = expectDer(element, tags.octetString);
  if (content.length > mostSalt)
    throw new StoreFault("The store is damaged: its salt is longer than any tool writes.");
  return content;
}

function unsupported(oid: string): StoreFault {
  return new StoreFault(
    `The store is protected with ${oid}, which is not read here. Write it anew with keytool -importkeystore, or give the output of keytool -list -v.`,
  );
}

type Derivation = {
  readonly salt: Uint8Array;
  readonly rounds: number;
  readonly hash: (typeof hashes)[string] | undefined;
  readonly purpose: 1 | 2 | 3;
  readonly length: number;
};

/** RFC 7292, appendix B.2. */
function derive(key: PasswordKey, { salt, rounds, hash, purpose, length }: Derivation): Uint8Array {
  if (hash === undefined) throw new StoreFault("The store names no hash for its password.");
  const { name, block } = hash;
  const diversifier = Buffer.alloc(block, purpose);
  const input = Buffer.concat([filled(salt, block), filled(key.bmp, block)]);
  const out: Uint8Array[] = [];
  for (let made = 0; made < length; made += hash.size) {
    let digest = createHash(name).update(diversifier).update(input).digest();
    for (let i = 1; i < rounds; i += 1) digest = createHash(name).update(digest).digest();
    out.push(digest);
    addOneMore(input, filled(digest, block).subarray(0, block), block);
  }
  return Buffer.concat(out).subarray(0, length);
}

/** Adds the number and 1 to each block of the input, as big-endian numbers that run over silently. */
function addOneMore(input: Buffer, number: Uint8Array, block: number): void {
  for (let start = 0; start < input.length; start += block) {
    let carry = 1;
    for (let i = block - 1; i >= 0; i -= 1) {
      carry += (input[start + i] ?? 0) + (number[i] ?? 0);
      input[start + i] = carry & 255;
      carry >>>= 8;
    }
  }
}

/** The bytes again and again, up to a whole number of blocks. */
function filled(bytes: Uint8Array, block: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0);
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes);
}
