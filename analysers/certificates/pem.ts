import { createHash, createPublicKey } from "node:crypto";
import { readNames } from "./certificate-names";
import { readDer } from "./der";
import { mostEntries, type RawEntry, type RawStore } from "./raw-store";
import { StoreFault } from "./store-fault";

const begin = /^-----BEGIN ([A-Z0-9 ]{1,40})-----\s*$/;
/** A bundle for a server has one. */
const mostKeys = 20;
const named = /^\s*(?:Alias name|friendlyName):\s*(.{1,300})$/;

type Block = {
  readonly label: string;
  readonly text: string;
  readonly line: number;
  readonly alias: string | null;
};

/**
 * Reads the certificates of a PEM bundle, in order; their names come from the lines that keytool -rfc and OpenSSL write
 * before them. Of a private key in the clear only its public half is taken, to know its certificate. Throws a StoreFault.
 */
export function readPem(bytes: Uint8Array): RawStore {
  const blocks = blocksOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"));
  const certificates = blocks.filter(({ label }) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(label));
  if (certificates.length === 0) throw new StoreFault("No certificate stands in this PEM file.");
  const keys = blocks.filter(({ label }) => label.endsWith("PRIVATE KEY"));
  const found = certificates.map((block, at) => ({
    alias: block.alias ?? `certificate ${at + 1}`,
    bytes: bytesOf(block),
  }));
  const own = new Set(keys.slice(0, mostKeys).flatMap(({ label, text }) => publicHalf(label, text)));
  const leaf = found.find(({ bytes }) => own.size > 0 && own.has(publicKeyOf(bytes)));
  const chain = leaf === undefined ? [] : following(leaf, found);
  const entries = found.flatMap((one): RawEntry[] => {
    if (one === leaf) return [{ alias: one.alias, kind: "key", created: null, certificates: chain }];
    return chain.includes(one.bytes)
      ? []
      : [{ alias: one.alias, kind: "trusted", created: null, certificates: [one.bytes] }];
  });
  return { integrity: "none", entries, notes: keys.length === 0 ? [] : [keyNote(keys)] };
}

function keyNote(keys: readonly Block[]): string {
  const open = keys.some(({ label, text }) => !label.startsWith("ENCRYPTED") && !text.includes("ENCRYPTED"));
  return open
    ? "A private key stands in this file in the clear: who has the file has the key. It was not kept."
    : "An encrypted private key stands in this file. It was not read.";
}

function blocksOf(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let alias: string | null = null;
  let open: { label: string; line: number; lines: string[] } | null = null;
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    alias = named.exec(line)?.[1]?.trim() ?? alias;
    const label = begin.exec(line.trim())?.[1];
    if (open === null && label !== undefined) open = { label, line: at + 1, lines: [] };
    else if (open !== null && line.trim() === `-----END ${open.label}-----`) {
      blocks.push({ label: open.label, text: open.lines.join("\n"), line: open.line, alias });
      open = null;
      alias = null;
      if (blocks.length > mostEntries)
        throw new StoreFault("The file has more certificates than any bundle.");
    } else open?.lines.push(line);
  }
  if (open !== null)
    throw new StoreFault(`The block that begins in line ${open.line} has no end.`, open.line);
  return blocks;
}

function bytesOf({ text, line }: Block): Uint8Array {
  const base64 = text.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64))
    throw new StoreFault(`What stands in line ${line} and below is not Base64.`, line);
  try {
    // A "trusted" certificate of OpenSSL has remarks behind it.
    return readDer(Buffer.from(base64, "base64")).raw;
  } catch {
    throw new StoreFault(`The certificate in line ${line} is cut off or damaged.`, line);
  }
}

function publicHalf(label: string, text: string): readonly string[] {
  if (label.startsWith("ENCRYPTED") || text.includes("ENCRYPTED")) return [];
  try {
    const key = createPublicKey(`-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`);
    return [hash(key.export({ type: "spki", format: "der" }))];
  } catch {
    return [];
  }
}

function publicKeyOf(certificate: Uint8Array): string {
  try {
    const pem = `-----BEGIN CERTIFICATE-----\n${Buffer.from(certificate).toString("base64")}\n-----END CERTIFICATE-----\n`;
    return hash(createPublicKey(pem).export({ type: "spki", format: "der" }));
  } catch {
    return "";
  }
}

function hash(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

type Found = { readonly alias: string; readonly bytes: Uint8Array };

function following(leaf: Found, all: readonly Found[]): readonly Uint8Array[] {
  const named = all.map((one) => ({ ...readNames(one.bytes), bytes: one.bytes }));
  const bySubject = new Map(named.map((one) => [one.subject, one]));
  const chain: Uint8Array[] = [];
  for (let next = named.find(({ bytes }) => bytes === leaf.bytes); next !== undefined; ) {
    if (chain.includes(next.bytes) || chain.length > 100) break;
    chain.push(next.bytes);
    if (next.subject === next.issuer) break;
    next = bySubject.get(next.issuer);
  }
  return chain;
}
