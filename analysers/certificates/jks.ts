import { createHash, timingSafeEqual } from "node:crypto";
import { BigEndian } from "./big-endian";
import { skipJavaObject } from "./java-object";
import { mostEntries, type RawEntry, type RawStore, wrongPassword } from "./raw-store";
import { StoreFault } from "./store-fault";

const digestLength = 20;

/**
 * Reads a JKS or JCEKS store. Certificates stand in it in the clear, so it needs no password; when one is given, the
 * digest at the end is checked with it. Private and secret keys are stepped over. Throws a StoreFault.
 */
export function readJks(bytes: Uint8Array, password: string | null): RawStore {
  const input = new BigEndian(bytes.subarray(0, Math.max(0, bytes.length - digestLength)));
  input.int();
  const version = input.int();
  if (version !== 1 && version !== 2)
    throw new StoreFault(
      `This store says it has version ${version} of its format; versions 1 and 2 are known.`,
    );
  const count = input.int();
  if (count > mostEntries)
    throw new StoreFault(
      `The store says it has ${count} entries; it is damaged, or none that a server uses.`,
    );
  if (password !== null && !digestFits(bytes, password)) throw new StoreFault(wrongPassword);
  const entries: RawEntry[] = [];
  for (let i = 0; i < count; i += 1) entries.push(entry(input, version));
  if (input.at !== input.bytes.length)
    throw new StoreFault("The store is damaged: something follows its last entry.");
  return { integrity: password === null ? "not_checked" : "verified", entries, notes: [] };
}

function entry(input: BigEndian, version: number): RawEntry {
  const tag = input.int();
  const alias = input.text();
  const created = input.date();
  if (tag === 2) return { alias, kind: "trusted", created, certificates: [certificate(input, version)] };
  if (tag === 3) {
    skipJavaObject(input);
    return { alias, kind: "secret", created, certificates: [] };
  }
  if (tag !== 1) throw new StoreFault("The store is damaged: it has an entry of an unknown kind.");
  input.take(input.int());
  const certificates: Uint8Array[] = [];
  for (let left = input.int(); left > 0; left -= 1) certificates.push(certificate(input, version));
  return { alias, kind: "key", created, certificates };
}

function certificate(input: BigEndian, version: number): Uint8Array {
  if (version === 2) input.text();
  return input.take(input.int());
}

function digestFits(bytes: Uint8Array, password: string): boolean {
  const end = bytes.length - digestLength;
  if (end < 0) return false;
  const digest = createHash("sha1")
    .update(Buffer.from(password, "utf16le").swap16())
    .update("Mighty Aphrodite")
    .update(bytes.subarray(0, end))
    .digest();
  return timingSafeEqual(digest, bytes.subarray(end));
}
