import type { Finding } from "../finding";
import type { EntryKind } from "./facts";

/** What has to be done with an entry: a new certificate for a key, another trusted one, a new key, or nothing. */
export const renewals = ["none", "renew_certificate", "replace_or_remove", "new_key"] as const;
export type Renewal = (typeof renewals)[number];

const ends = ["expired", "expires_before_window_ends", "expires_in_hypercare", "expires_soon"];
const needsKey = ["weak_key", "product_default"];

/** What the findings about one entry ask for; a new key brings a new certificate along. */
export function renewalOf(kind: EntryKind, findings: readonly Pick<Finding, "rule" | "level">[]): Renewal {
  const rules = findings
    .filter(({ level }) => level !== "info")
    .map(({ rule }) => rule.replace("certificate.", ""));
  if (kind === "key" && rules.some((rule) => needsKey.includes(rule))) return "new_key";
  if (!rules.some((rule) => ends.includes(rule) || rule === "weak_signature")) return "none";
  return kind === "key" ? "renew_certificate" : "replace_or_remove";
}

const makeKey =
  "Make a new key pair under a new alias and say which systems encrypt, sign or trust with the old one.";
const haveSigned =
  "Make a signing request with the names clients use and have it signed, by the same authority where possible.";

/** The steps a renewal takes, in order, for the item that asks for it. */
export function renewalSteps(renewal: Renewal): readonly string[] {
  if (renewal === "none") return [];
  if (renewal === "replace_or_remove")
    return [
      "Find out who relies on it: backends, partners, identity providers.",
      "Import its successor before the old one ends, or remove it when nobody relies on it.",
      "Copy the store to every node of the environment and read it again.",
    ];
  return [
    ...(renewal === "new_key" ? [makeKey] : []),
    haveSigned,
    "Import issuers first, then the certificate, under the alias of its key; keep the store as it was.",
    "Add the new certificate, or its authority, to the truststore of every node and every client that checks it.",
    "Copy the store to every node of the environment, restart them one by one and read the store again.",
  ];
}
