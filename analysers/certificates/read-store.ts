import { limits, type Reading, type SourceFile } from "@/analysers/limits";
import type { CertificateFacts, EntryFacts } from "@/domain/certificate/facts";
import { certificateFacts, chainState } from "./certificate";
import { readJks } from "./jks";
import { readKeytoolText } from "./keytool-text";
import { readPem } from "./pem";
import { readPkcs12 } from "./pkcs12";
import { mostCertificates, type RawEntry, type RawStore } from "./raw-store";
import { type StoreReport, storeReportSchema } from "./report";
import { type StoreFormat, sniffFormat } from "./sniff";
import { StoreFault } from "./store-fault";

const names: Readonly<
  Record<Exclude<StoreFormat, "report">, { readonly name: string; readonly ends: RegExp }>
> = {
  jks: { name: "JKS", ends: /\.(jks|ks|keystore|truststore)$/i },
  jceks: { name: "JCEKS", ends: /\.(jceks|jks|ks|keystore|truststore)$/i },
  pkcs12: { name: "PKCS12", ends: /\.(p12|pfx|pkcs12|keystore|truststore)$/i },
  pem: { name: "PEM", ends: /\.(pem|crt|cer|cert|key|txt|bundle)$/i },
  der: { name: "a single certificate in DER", ends: /\.(der|crt|cer|cert)$/i },
  "keytool-text": { name: "a listing of keytool", ends: /\.(txt|log|out|lst)$/i },
};
const mostNotes = 200;

/**
 * Reads a store of any format, known by its bytes, or a report of one that was made elsewhere. The password opens what
 * needs it and is forgotten; a wrong one is a problem, a missing one only where nothing can be read without it.
 * Never throws.
 */
export function readStore(file: SourceFile, password: string | null): Reading<StoreReport> {
  try {
    return { ok: true, report: reportOf(file, password) };
  } catch (error) {
    const known = error instanceof StoreFault;
    const message = known
      ? error.message
      : "The file is damaged: it can't be read as what its first bytes say it is.";
    return {
      ok: false,
      problems: [{ file: file.name, line: known ? error.line : null, column: null, message }],
    };
  }
}

function reportOf({ name, bytes }: SourceFile, password: string | null): StoreReport {
  if (bytes.length > limits.uploadBytes)
    throw new StoreFault(
      `The file is larger than ${limits.uploadBytes / 1024 / 1024} MB, which no store is.`,
    );
  const format = sniffFormat(bytes);
  if (format === null)
    throw new StoreFault(
      bytes.length === 0
        ? "The file is empty."
        : "The file is none of these: JKS, JCEKS, PKCS12, PEM, a certificate, the output of keytool -list -v.",
    );
  if (format === "report") return readReport(bytes);
  if (format === "keytool-text") {
    const { entries, notes } = readKeytoolText(bytes);
    return { schema: 1, file: name, format, integrity: "none", entries: copied(entries), notes: [...notes] };
  }
  const raw = readRaw(bytes, format, password);
  const surprise = nameNote(name, format);
  const notes = [...surprise, ...raw.notes];
  if (raw.entries.reduce((sum, { certificates }) => sum + certificates.length, 0) > mostCertificates)
    throw new StoreFault(
      `The file has more than ${mostCertificates} certificates, which no store of a server has.`,
    );
  const known = new Map<Uint8Array, CertificateFacts>();
  const entries = raw.entries.map((entry) => entryOf(entry, known, notes));
  return {
    schema: 1,
    file: name,
    format,
    integrity: raw.integrity,
    entries: copied(entries),
    notes: few(notes),
  };
}

function readRaw(
  bytes: Uint8Array,
  format: "jks" | "jceks" | "pkcs12" | "pem" | "der",
  password: string | null,
): RawStore {
  if (format === "jks" || format === "jceks") return readJks(bytes, password);
  if (format === "pkcs12") return readPkcs12(bytes, password);
  if (format === "pem") return readPem(bytes);
  // A file that is one certificate and nothing else must be readable, or it is nothing.
  certificateFacts(bytes);
  return {
    integrity: "none",
    entries: [{ alias: "certificate 1", kind: "trusted", created: null, certificates: [bytes] }],
    notes: [],
  };
}

function entryOf(
  { alias, kind, created, certificates }: RawEntry,
  known: Map<Uint8Array, CertificateFacts>,
  notes: string[],
): EntryFacts {
  const chain = certificates.flatMap((bytes) => {
    try {
      // Chains of one store share their issuers.
      const facts = known.get(bytes) ?? certificateFacts(bytes);
      known.set(bytes, facts);
      return [facts];
    } catch {
      notes.push(`A certificate of “${alias}” can't be read and was left out.`);
      return [];
    }
  });
  const whole = chain.length === certificates.length;
  return {
    alias,
    kind,
    created,
    chain,
    chainState: kind === "key" ? chainState(chain, whole ? certificates : null) : null,
  };
}

function nameNote(name: string, format: Exclude<StoreFormat, "report">): readonly string[] {
  const { name: is, ends } = names[format];
  const ending = /\.[^./\\]+$/.exec(name)?.[0];
  if (ending === undefined || ends.test(ending)) return [];
  return [
    `The file is ${is}, although its name ends in “${ending}”: give tools its type by hand, or let them find it.`,
  ];
}

function readReport(bytes: Uint8Array): StoreReport {
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    throw new StoreFault("The file begins like JSON and is none; if it is a report, it was cut off.");
  }
  // What `inspect truststore` prints has the report inside.
  const inner = typeof json === "object" && json !== null && "report" in json ? json.report : json;
  const result = storeReportSchema.safeParse(inner);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new StoreFault(
    `This JSON is no report of a store: “${issue?.path.join(".") ?? ""}” is not what schema 1 says it is.`,
  );
}

function few(notes: readonly string[]): string[] {
  if (notes.length <= mostNotes) return [...notes];
  return [...notes.slice(0, mostNotes), `And ${notes.length - mostNotes} more like these.`];
}

function copied(entries: readonly EntryFacts[]): StoreReport["entries"] {
  return entries.map((entry) => ({ ...entry, chain: [...entry.chain] }));
}
