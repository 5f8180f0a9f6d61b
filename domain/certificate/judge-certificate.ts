import type { Finding, FindingLevel } from "../finding";
import { dated, joined } from "../sentence";
import { type CertificateFacts, commonName, type EntryKind, type KnownDefault } from "./facts";
import { judgeStrength } from "./strength";

/** A certificate and what it is in its store: the own one of a private key, one of that key's issuers, or trusted. */
export type JudgedCertificate = {
  readonly alias: string;
  readonly kind: EntryKind;
  readonly place: "own" | "issuer";
  readonly certificate: CertificateFacts;
};

/** By what certificates of one environment are judged. */
export type JudgedBy = {
  readonly now: Date;
  /** The environment's change window; null while none is planned. */
  readonly window: { readonly start: Date; readonly end: Date } | null;
  /** Days after the window in which the team still watches. */
  readonly hypercareDays: number;
  readonly knownDefaults: readonly KnownDefault[];
};

const day = 86_400_000;
/** How long ahead an end is announced, from today or from the end of the window with its hypercare. */
export const warnDays = 90;

/** Everything one certificate gives reason to say; at most one of it about its end. */
export function judgeCertificate(judged: JudgedCertificate, by: JudgedBy): Finding[] {
  const found = [
    ...judgeEnd(judged, by),
    ...judgeBeginning(judged, by),
    ...judgeStrength(judged),
    ...judgeDefault(judged, by),
  ];
  return found.map((finding) => ({ source: null, ...finding, key: judged.alias }));
}

/** The known default a certificate is: by its fingerprint or its public key, else by its subject and the day it ends. */
export function knownDefaultOf(
  { sha256, publicKey, subject, notAfter }: CertificateFacts,
  known: readonly KnownDefault[],
): KnownDefault | null {
  return (
    known.find((one) => one.sha256 === sha256) ??
    known.find((one) => one.publicKey !== null && one.publicKey === publicKey) ??
    known.find((one) => one.sha256 === null && one.subject === subject && notAfter.startsWith(one.expires)) ??
    null
  );
}

type Found = Omit<Finding, "key" | "source"> & { readonly source?: string };

function judgeEnd(judged: JudgedCertificate, { now, window, hypercareDays }: JudgedBy): Found[] {
  const { certificate, kind } = judged;
  const end = new Date(certificate.notAfter).getTime();
  const from = dated(certificate.notAfter);
  const what = nameOf(judged);
  const isKey = kind === "key";
  const said = (rule: string, level: FindingLevel, message: string): Found[] => [
    { rule: `certificate.${rule}`, level, from, to: null, message },
  ];
  if (end < now.getTime())
    return said("expired", "must_act", `${what} expired on ${from}. ${remedyOf(judged)}`);
  const windowEnd = window?.end.getTime() ?? null;
  if (windowEnd !== null && end <= windowEnd)
    return said(
      "expires_before_window_ends",
      "must_act",
      `${what} expires on ${from}, before the change window ends. ${remedyOf(judged)}`,
    );
  const hypercareEnd = windowEnd === null ? null : windowEnd + hypercareDays * day;
  if (hypercareEnd !== null && end <= hypercareEnd)
    return said(
      "expires_in_hypercare",
      isKey ? "must_act" : "attention",
      `${what} expires on ${from}, within the ${hypercareDays} days of hypercare after the change window. ${remedyOf(judged)}`,
    );
  const ahead = Math.max(now.getTime(), hypercareEnd ?? 0);
  if (end > ahead + warnDays * day) return [];
  const soon = hypercareEnd === null || hypercareEnd <= now.getTime() ? "from now" : "after hypercare";
  return said(
    "expires_soon",
    "attention",
    `${what} expires on ${from}, less than ${warnDays} days ${soon}. Plan its renewal.`,
  );
}

function judgeBeginning(
  { certificate, kind, ...judged }: JudgedCertificate,
  { now, window }: JudgedBy,
): Found[] {
  const begins = new Date(certificate.notBefore).getTime();
  if (begins <= now.getTime()) return [];
  const from = dated(certificate.notBefore);
  const inTime = window !== null && begins <= window.start.getTime();
  const what = nameOf({ certificate, kind, ...judged });
  return [
    {
      rule: "certificate.not_yet_valid",
      level: kind === "key" && !inTime ? "must_act" : "attention",
      from,
      to: null,
      message: inTime
        ? `${what} is valid from ${from} on: not yet, but before the change window. Don't use it earlier.`
        : `${what} is not valid before ${from}. Until then every connection that relies on it is refused.`,
    },
  ];
}

function judgeDefault(judged: JudgedCertificate, { knownDefaults, now }: JudgedBy): Found[] {
  const known = knownDefaultOf(judged.certificate, knownDefaults);
  if (known === null) return [];
  const isKey = judged.kind === "key" && judged.place === "own";
  const expired = new Date(judged.certificate.notAfter).getTime() < now.getTime();
  const releases = joined(known.releases);
  const how = known.sha256 === null ? " It was recognised by its subject and its end." : "";
  return [
    {
      rule: "certificate.product_default",
      level: isKey ? "must_act" : expired ? "attention" : "info",
      from: `default of ${releases}`,
      to: isKey ? "a key of your own" : null,
      message: isKey
        ? `${nameOf(judged)} is the key that the product ships with (${releases}): whoever downloads it has it. Make one of your own.${how}`
        : `${nameOf(judged)} is the certificate that the product ships with (${releases}). Remove it when no server uses the default key any more.${how}`,
      source: known.source,
    },
  ];
}

function nameOf({ alias, kind, place, certificate }: JudgedCertificate): string {
  if (place === "issuer")
    return `“${commonName(certificate.subject)}”, an issuer in the chain of “${alias}”,`;
  return kind === "key" ? `The certificate of the key “${alias}”` : `The trusted certificate “${alias}”`;
}

function remedyOf({ kind, place }: JudgedCertificate): string {
  if (place === "issuer") return "Import the chain anew with a valid issuer.";
  return kind === "key"
    ? "Renew it, with the same private key where possible."
    : "Renew it, or remove it when nothing relies on it.";
}
