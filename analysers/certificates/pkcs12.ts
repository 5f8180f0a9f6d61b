// Read here and not by a library: node-forge decrypts private keys whether one wants them or not, goes round as often as
// a file asks and drops EC certificates; pkijs leaves out RC2. The ciphers are those of node:crypto.
import { timingSafeEqual } from "node:crypto";
import { childrenOf, type Der, expectDer, octetsOf, oidOf, readDer, tags } from "./der";
import { textOf } from "./distinguished-name";
import { decryptWith, macOf, type PasswordKey, passwordKey } from "./password-key";
import { type Bag, entriesOf } from "./pkcs12-entries";
import { mostEntries, type RawStore, wrongPassword } from "./raw-store";
import { StoreFault } from "./store-fault";

const types = {
  data: "1.2.840.113549.1.7.1",
  encrypted: "1.2.840.113549.1.7.6",
  x509: "1.2.840.113549.1.9.22.1",
  friendlyName: "1.2.840.113549.1.9.20",
  localKeyId: "1.2.840.113549.1.9.21",
  /** Java's mark of a certificate that is trusted by itself. */
  trusted: "2.16.840.1.113894.746875.1.1",
} as const;
const bags = {
  "1.2.840.113549.1.12.10.1.1": "key",
  "1.2.840.113549.1.12.10.1.2": "key",
  "1.2.840.113549.1.12.10.1.3": "certificate",
  "1.2.840.113549.1.12.10.1.5": "secret",
} as const;
const nestedBags = "1.2.840.113549.1.12.10.1.6";
const deepest = 8;

/**
 * Reads a PKCS #12 store. Without a password only the ones without encryption can be read. Private keys stay encrypted:
 * what their certificates say is known from the certificates. Throws a StoreFault.
 */
export function readPkcs12(bytes: Uint8Array, password: string | null): RawStore {
  const [, safe, mac] = childrenOf(expectDer(readDer(bytes), tags.sequence));
  const [type, content] = childrenOf(expectDer(safe, tags.sequence));
  if (oidOf(type) !== types.data)
    throw new StoreFault(
      "This PKCS12 store is signed with a key instead of a password, which is not read here.",
    );
  const data = octetsOf(expectString(content));
  const key = password === null ? null : passwordKey(password);
  try {
    if (key !== null && mac !== undefined) checkMac(key, mac, data);
    const found: Bag[] = [];
    for (const part of childrenOf(expectDer(readDer(data), tags.sequence)))
      collect(childrenOf(expectDer(readDer(contentOf(part, key)), tags.sequence)), found, 0);
    const integrity = mac === undefined ? "none" : key === null ? "not_checked" : "verified";
    return { integrity, ...entriesOf(found) };
  } finally {
    key?.utf8.fill(0);
    key?.bmp.fill(0);
  }
}

function checkMac(key: PasswordKey, mac: Der, data: Uint8Array): void {
  const { wanted, found } = macOf(key, mac, data);
  if (wanted.length === found.length && timingSafeEqual(wanted, found)) return;
  // Some tools take no password for no characters, not even the end of them.
  if (key.utf8.length === 0) {
    const none = macOf({ ...key, bmp: new Uint8Array(0) }, mac, data);
    if (none.wanted.length === none.found.length && timingSafeEqual(none.wanted, none.found)) return;
  }
  throw new StoreFault(wrongPassword);
}

function contentOf(part: Der, key: PasswordKey | null): Uint8Array {
  const [type, content] = childrenOf(expectDer(part, tags.sequence));
  const oid = oidOf(type);
  if (oid === types.data) return octetsOf(expectString(content));
  if (oid !== types.encrypted)
    throw new StoreFault("A part of this PKCS12 store is protected with a key instead of a password.");
  if (key === null)
    throw new StoreFault("Give the password of this store: a PKCS12 store shows nothing without it.");
  const [, info] = childrenOf(expectDer(childrenOf(expectDer(content, 0xa0))[0], tags.sequence));
  const [, algorithm, secret] = childrenOf(expectDer(info, tags.sequence));
  if (secret === undefined || (secret.tag & 0xdf) !== 0x80)
    throw new StoreFault("The store is damaged: a part of it is empty.");
  try {
    const plain = decryptWith(key, expectDer(algorithm, tags.sequence), octetsOf(secret));
    expectDer(readDer(plain), tags.sequence);
    return plain;
  } catch (error) {
    // Said when the padding is wrong or nothing sensible came out: there was no check before, so it is the password.
    if (error instanceof StoreFault && !/makes no sense|cut off/.test(error.message)) throw error;
    throw new StoreFault(wrongPassword);
  }
}

function expectString(content: Der | undefined): Der {
  const [string] = childrenOf(expectDer(content, 0xa0));
  return string?.tag === 0x24 ? string : expectDer(string, tags.octetString);
}

function collect(elements: readonly Der[], found: Bag[], depth: number): void {
  if (depth > deepest) throw new StoreFault("The store is damaged: bags in bags without an end.");
  for (const element of elements) {
    const [type, value, attributes] = childrenOf(expectDer(element, tags.sequence));
    const [content] = childrenOf(expectDer(value, 0xa0));
    const oid = oidOf(type);
    if (oid === nestedBags) {
      collect(childrenOf(expectDer(content, tags.sequence)), found, depth + 1);
      continue;
    }
    const kind = oid in bags ? bags[oid as keyof typeof bags] : null;
    if (kind === null) continue;
    const certificate = kind === "certificate" ? certificateIn(content) : null;
    if (kind === "certificate" && certificate === null) continue;
    found.push({ kind, certificate, ...attributesOf(attributes) });
    if (found.length > mostEntries)
      throw new StoreFault("The store has more entries than any a server uses.");
  }
}

function certificateIn(bag: Der | undefined): Uint8Array | null {
  const [type, value] = childrenOf(expectDer(bag, tags.sequence));
  return oidOf(type) === types.x509 ? octetsOf(expectString(value)) : null;
}

function attributesOf(set: Der | undefined): Pick<Bag, "alias" | "keyId" | "trusted"> {
  let alias: string | null = null;
  let keyId: Uint8Array | null = null;
  let trusted = false;
  for (const attribute of set === undefined ? [] : childrenOf(expectDer(set, tags.set))) {
    const [type, values] = childrenOf(expectDer(attribute, tags.sequence));
    const oid = oidOf(type);
    const [value] = values === undefined ? [] : childrenOf(expectDer(values, tags.set));
    if (oid === types.friendlyName && value !== undefined) alias = textOf(value);
    if (oid === types.localKeyId && value !== undefined) keyId = value.content;
    if (oid === types.trusted) trusted = true;
  }
  return { alias, keyId, trusted };
}
