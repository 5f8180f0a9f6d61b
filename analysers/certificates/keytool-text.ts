import { type CertificateFacts, commonName, type EntryFacts } from "@/domain/certificate/facts";
import { chainState } from "./certificate";
import { readListingDay, readListingTime } from "./listing-time";
import { mostEntries } from "./raw-store";
import { StoreFault } from "./store-fault";

type Draft = {
  alias: string;
  kind: EntryFacts["kind"];
  created: string | null;
  certificates: (Partial<Record<Field, string>> & { line: number; ca: boolean; path: string | null })[];
};
type Field = "owner" | "issuer" | "serial" | "valid" | "sha1" | "sha256" | "signature" | "key";

const fields: readonly (readonly [Field, RegExp])[] = [
  ["owner", /^Owner: ?(.*)$/],
  ["issuer", /^Issuer: ?(.*)$/],
  ["serial", /^Serial number: (.*)$/],
  ["valid", /^Valid from: (.*)$/],
  ["sha1", /^\s*SHA-?1: +(.*)$/],
  ["sha256", /^\s*SHA-?256: +(.*)$/],
  ["signature", /^(?:Signature algorithm name|\s*Signature algorithm name): (.*)$/],
  ["key", /^Subject Public Key Algorithm: (.*)$/],
];
const kinds: readonly (readonly [string, EntryFacts["kind"]])[] = [
  ["trustedCertEntry", "trusted"],
  ["PrivateKeyEntry", "key"],
  ["keyEntry", "key"],
  ["SecretKeyEntry", "secret"],
];
const inEnglish = "keytool -J-Duser.language=en -list -v -keystore …";

/**
 * Reads what `keytool -list -v` printed, in English. A listing has no public keys, so the same key under two
 * certificates isn't seen. Throws a StoreFault that says how to make the listing when it is another one.
 */
export function readKeytoolText(bytes: Uint8Array): {
  entries: readonly EntryFacts[];
  notes: readonly string[];
} {
  const drafts = collect(decoded(bytes));
  const strange = new Set<string>();
  const entries = drafts.map((draft) => finished(draft, strange));
  const notes = [...strange].map(
    (time) =>
      `The time zone of “${time}” is not known here and was taken for UTC; list with -J-Duser.timezone=UTC.`,
  );
  return { entries, notes: notes.slice(0, 1) };
}

function decoded(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // What PowerShell makes of ">".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return buffer.toString("utf16le").slice(1);
  return buffer.toString("utf8").replace(/^\uFEFF/, "");
}

function collect(text: string): readonly Draft[] {
  const drafts: Draft[] = [];
  const lines = text.split(/\r?\n/);
  let draft: Draft | undefined;
  lines.forEach((line, at) => {
    const alias = /^Alias name: ?(.*)$/.exec(line)?.[1];
    if (alias !== undefined) {
      draft = { alias, kind: "trusted", created: null, certificates: [] };
      drafts.push(draft);
      if (drafts.length > mostEntries)
        throw new StoreFault("The listing has more entries than any store.", at + 1);
      return;
    }
    if (draft === undefined && line.startsWith("Owner: ")) {
      // keytool -printcert names no alias.
      draft = { alias: commonName(line.slice(7)), kind: "trusted", created: null, certificates: [] };
      drafts.push(draft);
    }
    if (draft !== undefined) lineInto(draft, line, at + 1);
  });
  if (drafts.length === 0) throw refused(text);
  return drafts;
}

function lineInto(draft: Draft, line: string, at: number): void {
  if (line.startsWith("Creation date: ")) draft.created = readListingDay(line.slice(15));
  if (line.startsWith("Entry type: ")) {
    const kind = kinds.find(([name]) => line.includes(name))?.[1];
    if (kind === undefined) throw new StoreFault(`Line ${at} has an entry type nobody knows.`, at);
    draft.kind = kind;
  }
  if (line.startsWith("Owner: ")) draft.certificates.push({ line: at, ca: false, path: null });
  const certificate = draft.certificates.at(-1);
  if (certificate === undefined) return;
  for (const [field, shape] of fields) {
    const value = shape.exec(line)?.[1];
    if (value !== undefined) certificate[field] ??= value.trim();
  }
  if (/^ {2}CA:true$/.test(line)) certificate.ca = true;
  const path = /^ {2}PathLen: ?(\d{1,10})$/.exec(line)?.[1];
  if (path !== undefined && path !== "2147483647") certificate.path = path;
}

function finished(draft: Draft, strange: Set<string>): EntryFacts {
  const chain = draft.certificates.map((certificate) => certificateOf(certificate, strange));
  if (chain.length === 0 && draft.kind === "trusted")
    throw new StoreFault(`“${draft.alias}” has no certificate in the listing; list with -v: ${inEnglish}`);
  const { alias, kind, created } = draft;
  return { alias, kind, created, chain, chainState: kind === "key" ? chainState(chain, null) : null };
}

function certificateOf(draft: Draft["certificates"][number], strange: Set<string>): CertificateFacts {
  const { owner = "", issuer, serial, valid, sha1, sha256, signature, line } = draft;
  const [from, until] = (valid ?? "").split(" until: ").map(readListingTime);
  if (issuer === undefined || serial === undefined || !from || !until || signature === undefined)
    throw new StoreFault(
      `The certificate in line ${line} is cut off, or its lines are in another language.`,
      line,
    );
  if (sha256 === undefined || !/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/.test(sha256))
    throw new StoreFault(
      `The certificate in line ${line} has no SHA256 fingerprint; list with a newer keytool.`,
      line,
    );
  if (!from.zoneKnown || !until.zoneKnown) strange.add(valid ?? "");
  return {
    subject: owner,
    issuer,
    serial,
    notBefore: from.iso,
    notAfter: until.iso,
    ...keyOf(draft.key),
    signatureAlgorithm: signature.replace(/ \((weak|disabled)\)$/, ""),
    selfSigned: owner === issuer,
    ca: draft.ca,
    pathLength: draft.ca && draft.path !== null ? Number(draft.path) : null,
    sha1: sha1 ?? "",
    sha256,
    publicKey: null,
  };
}

/** "2048-bit RSA key (weak)", "256-bit EC (secp256r1) key"; keytool before Java 8u111 says nothing. */
function keyOf(text: string | undefined): Pick<CertificateFacts, "keyType" | "keyBits" | "curve"> {
  const [, bits, keyType = "unknown", curve] =
    /^(?:(\d{1,9})-bit )?(\S+)(?: \(([^)]*)\))? key/.exec(text ?? "") ?? [];
  return { keyType, keyBits: bits === undefined ? null : Number(bits), curve: curve?.split(" ")[0] ?? null };
}

function refused(text: string): StoreFault {
  if (/, (trustedCertEntry|PrivateKeyEntry|SecretKeyEntry),/.test(text))
    return new StoreFault(`This is the short listing of keytool, without dates. List with -v: ${inEnglish}`);
  if (/^Your keystore contains 0 entries/m.test(text)) return new StoreFault("The listing has no entries.");
  return new StoreFault(`This listing of keytool is not in English. List it again with ${inEnglish}`);
}
