import type { Finding } from "../finding";
import { joined } from "../sentence";
import type { EntryFacts } from "./facts";
import { type JudgedBy, judgeCertificate } from "./judge-certificate";

/** Everything one entry gives reason to say: about its certificate, its issuers and how far its chain reaches. */
export function judgeEntry(entry: EntryFacts, by: JudgedBy): Finding[] {
  const certificates = entry.chain.flatMap((certificate, at) =>
    judgeCertificate(
      { alias: entry.alias, kind: entry.kind, place: at === 0 ? "own" : "issuer", certificate },
      by,
    ),
  );
  return [...certificates, ...judgeChain(entry)];
}

/** Everything a store gives reason to say, entry by entry, and which entries are the same certificate. */
export function judgeStore(entries: readonly EntryFacts[], by: JudgedBy): Finding[] {
  return [...entries.flatMap((entry) => judgeEntry(entry, by)), ...duplicates(entries)];
}

/** One finding for every certificate that stands in the store under several aliases. */
export function duplicates(entries: readonly EntryFacts[]): Finding[] {
  const aliases = new Map<string, string[]>();
  for (const { alias, chain, kind } of entries) {
    const own = chain[0]?.sha256;
    if (own === undefined || kind === "secret") continue;
    aliases.set(own, [...(aliases.get(own) ?? []), alias]);
  }
  return [...aliases.values()]
    .filter((same) => same.length > 1)
    .map((same) => ({
      rule: "certificate.duplicate",
      level: "info",
      key: same[0] ?? "",
      from: joined(same),
      to: null,
      message: `The same certificate stands in the store ${same.length} times: ${joined(same.map((alias) => `“${alias}”`))}. Renew all of them together.`,
      source: null,
    }));
}

function judgeChain({ alias, chain, chainState, kind }: EntryFacts): Finding[] {
  if (kind !== "key") return [];
  const said = (level: Finding["level"], from: string, message: string): Finding[] => [
    { rule: "certificate.chain_incomplete", level, key: alias, from, to: null, message, source: null },
  ];
  if (chain.length === 0)
    return said(
      "attention",
      "no certificate",
      `The key “${alias}” has no certificate, so nobody can connect to it.`,
    );
  if (chainState === "alone")
    return said(
      "attention",
      "issuers missing",
      `“${alias}” comes without the certificates that issued it: clients that don't know its issuer refuse it. Import its whole chain.`,
    );
  if (chainState === "broken")
    return said(
      "attention",
      "a link doesn't fit",
      `In the chain of “${alias}” a certificate was not issued by the next one. Import its chain anew, in order.`,
    );
  if (chainState === "without_root")
    return said(
      "info",
      "root missing",
      `The chain of “${alias}” ends before its root. Clients bring the root themselves.`,
    );
  return [];
}
