import type { Finding } from "../finding";
import { dated } from "../sentence";
import { type CertificateFacts, commonName, type EntryFacts } from "./facts";

/** What became of the certificates of one store in another. */
export type StoreComparison = {
  readonly added: readonly EntryFacts[];
  readonly removed: readonly EntryFacts[];
  /** The same alias with another certificate. */
  readonly replaced: readonly { readonly before: EntryFacts; readonly after: EntryFacts }[];
  readonly kept: readonly EntryFacts[];
  readonly findings: readonly Finding[];
};

/**
 * Compares the store of the old stack with the one of the new, by fingerprints first. With `shipped`, the store the new
 * release came with, what the old one brought back is told apart from what the new release itself ships.
 */
export function compareStores(
  before: readonly EntryFacts[],
  after: readonly EntryFacts[],
  { now, shipped = null }: { readonly now: Date; readonly shipped?: readonly EntryFacts[] | null },
): StoreComparison {
  const [inBefore, inAfter] = [prints(before), prints(after)];
  const gone = before.filter((entry) => !inAfter.has(printOf(entry)));
  const fresh = after.filter((entry) => !inBefore.has(printOf(entry)));
  const freshByAlias = new Map(fresh.map((entry) => [entry.alias, entry]));
  const replaced = gone.flatMap((entry) => {
    const other = freshByAlias.get(entry.alias);
    return other === undefined ? [] : [{ before: entry, after: other }];
  });
  const replacedAliases = new Set(replaced.map((pair) => pair.before.alias));
  const kept = after.filter((entry) => inBefore.has(printOf(entry)));
  const removed = gone.filter(({ alias }) => !replacedAliases.has(alias));
  const added = fresh.filter(({ alias }) => !replacedAliases.has(alias));
  const inShipped = shipped === null ? null : prints(shipped);
  const findings = [
    ...kept.flatMap((entry) => broughtBack(entry, now, inShipped)),
    ...removed.filter((entry) => !isUnderAnotherName(entry, after)).flatMap((entry) => lost(entry, now)),
    ...replaced.flatMap((pair) => keyChanged(pair.before, pair.after)),
  ];
  return { added, removed, replaced, kept, findings };
}

function broughtBack(entry: EntryFacts, now: Date, shipped: ReadonlySet<string> | null): Finding[] {
  const [certificate] = entry.chain;
  if (certificate === undefined || !isExpired(certificate, now)) return [];
  if (shipped?.has(certificate.sha256)) return [];
  return [
    {
      rule: "certificate.brought_back",
      level: "must_act",
      key: entry.alias,
      from: dated(certificate.notAfter),
      to: null,
      message: `Copying the old store brought “${entry.alias}” (${commonName(certificate.subject)}) along, which expired on ${dated(certificate.notAfter)}. Renew or remove it in the new store.`,
      source: null,
    },
  ];
}

/** Renewed with the same key under another alias: a private key by a private key, an authority by any of its own. */
function isUnderAnotherName({ kind, chain }: EntryFacts, after: readonly EntryFacts[]): boolean {
  const publicKey = chain[0]?.publicKey ?? null;
  if (publicKey === null) return false;
  return after.some(
    (other) => other.chain[0]?.publicKey === publicKey && (kind !== "key" || other.kind === "key"),
  );
}

function lost(entry: EntryFacts, now: Date): Finding[] {
  const [certificate] = entry.chain;
  if (certificate === undefined || isExpired(certificate, now)) return [];
  const isKey = entry.kind === "key";
  return [
    {
      rule: isKey ? "certificate.key_lost" : "certificate.trust_lost",
      level: isKey ? "must_act" : "attention",
      key: entry.alias,
      from: commonName(certificate.subject),
      to: null,
      message: isKey
        ? `The new store lacks the key “${entry.alias}”: what was encrypted or signed with it can't be read. Copy it.`
        : `The new store doesn't trust “${entry.alias}” (${commonName(certificate.subject)}) any more. Import it if a backend or a partner relies on it.`,
      source: null,
    },
  ];
}

function keyChanged(before: EntryFacts, after: EntryFacts): Finding[] {
  const [was, is] = [before.chain[0], after.chain[0]];
  if (before.kind !== "key" || was === undefined || is === undefined) return [];
  if (after.kind === "key" && was.publicKey !== null && was.publicKey === is.publicKey) return [];
  const unknown = was.publicKey === null || is.publicKey === null;
  return [
    {
      rule: "certificate.key_changed",
      level: unknown && after.kind === "key" ? "attention" : "must_act",
      key: before.alias,
      from: was.sha256,
      to: is.sha256,
      message: unknown
        ? `“${before.alias}” has another certificate in the new store; a listing doesn't show whether its private key is the same.`
        : `“${before.alias}” has another private key in the new store: secrets that were encrypted with the old one, and tokens it signed, can't be read. Copy the old key, or encrypt them again.`,
      source: null,
    },
  ];
}

function isExpired({ notAfter }: CertificateFacts, now: Date): boolean {
  return new Date(notAfter).getTime() < now.getTime();
}

function printOf({ alias, chain }: EntryFacts): string {
  return chain[0]?.sha256 ?? alias;
}

function prints(entries: readonly EntryFacts[]): ReadonlySet<string> {
  return new Set(entries.map(printOf));
}
