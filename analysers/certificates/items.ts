import type { EntryFacts } from "@/domain/certificate/facts";
import type { JudgedBy } from "@/domain/certificate/judge-certificate";
import { duplicates, judgeEntry } from "@/domain/certificate/judge-store";
import { type FieldValue, type Finding, type FoundItem, highestLevel, sortFindings } from "@/domain/finding";
import type { StoreReport } from "./report";

/**
 * One item for every certificate of a store, known by its fingerprint and by whether its private key is there, so that a
 * renewed one is a new item and a copy under another alias is none. Secret keys without certificates are left out.
 */
export function certificateItems(report: StoreReport, by: JudgedBy): FoundItem[] {
  const groups = new Map<string, EntryFacts[]>();
  // Stores keep no order of their own, and a title should not change with it.
  const inOrder = [...report.entries].sort((a, b) => (a.alias < b.alias ? -1 : 1));
  for (const entry of inOrder) {
    if (entry.kind === "secret") continue;
    const key = itemKey(entry);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].flatMap(([key, entries]) => itemOf(key, entries, report, by));
}

/** What an entry's item is recognised by when its store is read again. */
export function itemKey({ kind, alias, chain }: EntryFacts): string {
  return `${kind}:${chain[0]?.sha256 ?? alias}`;
}

function itemOf(key: string, entries: readonly EntryFacts[], report: StoreReport, by: JudgedBy): FoundItem[] {
  const [first] = entries;
  if (first === undefined) return [];
  const aliases = entries.map(({ alias }) => alias);
  const findings = sortFindings([
    ...once(entries.flatMap((entry) => judgeEntry(entry, by))),
    ...duplicates(entries),
  ]);
  return [
    {
      key,
      title: aliases.join(", "),
      level: highestLevel(findings),
      fields: fieldsOf(first, aliases, report),
      findings,
    },
  ];
}

/** Aliases of one certificate say the same; the first says it for all. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, Finding>();
  for (const finding of findings) {
    const what = `${finding.rule} ${finding.from}`;
    if (!seen.has(what)) seen.set(what, finding);
  }
  return [...seen.values()];
}

function fieldsOf(
  { chain }: EntryFacts,
  aliases: readonly string[],
  { file }: StoreReport,
): { [field: string]: FieldValue } {
  const [own] = chain;
  const alias = aliases.join(", ");
  if (own === undefined) return { alias, store: file };
  return {
    alias,
    subject: own.subject,
    issuer: own.issuer,
    serial: own.serial,
    validFrom: own.notBefore.slice(0, 10),
    validUntil: own.notAfter.slice(0, 10),
    key: keyText(own),
    signature: own.signatureAlgorithm,
    fingerprint: own.sha256,
    store: file,
  };
}

/** "RSA 2048", "EC 256 (secp256r1)": a key in a few letters. */
export function keyText({ keyType, keyBits, curve }: EntryFacts["chain"][number]): string {
  return [keyType, keyBits, curve === null ? null : `(${curve})`].filter((part) => part !== null).join(" ");
}
