import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import type { SecretNote } from "@/domain/configuration/setting";
import { matchKey, patternOf } from "@/domain/configuration/setting-key";
import { isList, type SettingValue } from "@/domain/configuration/setting-value";
import type { RawSetting } from "./raw-setting";

/** What stands in a report where a secret stood. */
export const secretMarker = "<secret left out>";

const secretWords = new Set([
  "password",
  "passwords",
  "secrets",
  "passwd",
  "passphrase",
  "pwd",
  "pass",
  "secret",
  "token",
  "credential",
  "credentials",
  "apikey",
]);
const secretPairs = new Set([
  "secret",
  "access",
  "private",
  "api",
  "signing",
  "encryption",
  "shared",
  "symmetric",
]);
/** Longer values are left out unread: no setting has them, and looking for secrets takes its time. */
const mostText = 100_000;
/** Longer texts are no names of entries in a vault. */
const mostAlias = 200;
/** Names that were judged are remembered, this many at once. */
const mostNames = 5_000;

/** A setting whose value may be shown, and a note where it hides something. */
export type SafeSetting = { readonly value: SettingValue; readonly secret: SecretNote | null };

/** Takes secrets out of settings: by the names of their keys, by keys the product is known for, and by what values look like. */
export function secretRemover(
  knowledge: ConfigurationKnowledge,
): (raw: RawSetting, aliasBeside: string | null) => SafeSetting {
  const vault = knowledge.vaultReference.patterns.map((pattern) => new RegExp(pattern));
  const plainKeys = new Set(knowledge.secretKeys.filter((key) => !key.includes("*")));
  const openKeys = knowledge.secretKeys.filter((key) => key.includes("*"));
  const starts = openKeys.map((key) => key.slice(0, key.indexOf("*")));
  const names = new Map<string, boolean>();
  const isNamedSecret = (path: readonly string[]): boolean => {
    const name = path.join("\u0000");
    const known = names.get(name);
    if (known !== undefined) return known;
    if (names.size > mostNames) names.clear();
    const secret = isSecretName(path);
    names.set(name, secret);
    return secret;
  };
  const inVault = (text: string): string | null => {
    for (const pattern of vault) {
      const alias = pattern.exec(text)?.[1];
      if (alias !== undefined && alias.length <= mostAlias) return alias;
    }
    return null;
  };
  return ({ key, name, value }, aliasBeside) => {
    const alias = aliasBeside ?? (typeof value === "string" ? inVault(value.trim()) : null);
    if (alias !== null) {
      const short = alias.slice(0, mostAlias);
      const reference = knowledge.vaultReference.print.replace("ALIAS", () => short);
      return { value: reference, secret: { kind: "vault", alias: short } };
    }
    const known =
      plainKeys.has(patternOf(key)) ||
      openKeys.some((open, at) => key.startsWith(starts[at] ?? "") && matchKey(open, key) !== null);
    if ((known || isNamedSecret(name)) && mayBeSecret(value)) {
      return { value: secretMarker, secret: { kind: "plain", alias: null } };
    }
    const shown = withoutSecrets(value);
    return { value: shown, secret: shown === value ? null : { kind: "plain", alias: null } };
  };
}

/** Whether a name says that its value is secret: `key_password`, `clientSecret`, but not `password_policy`. */
export function isSecretName(path: readonly string[]): boolean {
  const last = path.at(-1) ?? "";
  const named = /^(value|text|\d+)$/i.test(last) ? (path.at(-2) ?? "") : last;
  const words = named
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const end = words.at(-1) ?? "";
  if (secretWords.has(end) || /(password|passwd|passphrase|secret)$/.test(end)) return true;
  if (/^key\d*$/.test(end)) return secretPairs.has(words.at(-2) ?? "");
  return end === "keystorepass" || end === "truststorepass";
}

/** Switches, references to other settings and nothing at all are no secrets, whatever they are called. */
function mayBeSecret(value: SettingValue): boolean {
  if (typeof value === "boolean") return false;
  if (isList(value)) return value.some(mayBeSecret);
  if (typeof value !== "string") return true;
  const text = value.trim();
  return text !== "" && !/^(true|false)$/i.test(text) && !/^(\$(ref|env|sys)?\{[^{}]*\})+$/.test(text);
}

function withoutSecrets(value: SettingValue): SettingValue {
  if (isList(value)) {
    const shown = value.map(withoutSecrets);
    return shown.every((one, at) => one === value[at]) ? value : shown;
  }
  return typeof value === "string" ? (secretText(value) ?? value) : value;
}

/** A text without the secrets its form gives away; null when it shows none. */
export function secretText(text: string): string | null {
  // Most texts are short words: nothing in them can be a secret.
  if (text.length < 32 && !/[:=]|^basic|^bearer/i.test(text)) return null;
  if (text.length > mostText) return secretMarker;
  if (/-----BEGIN [A-Z ]{0,40}PRIVATE KEY/.test(text)) return secretMarker;
  if (/(?:^|[^\w-])eyJ[\w-]{10,}\.[\w-]{4}/.test(text)) return secretMarker;
  if (/^(basic|bearer)\s+\S{6,}/i.test(text)) return secretMarker;
  if (/^[0-9a-fA-F]{32,}$/.test(text)) return secretMarker;
  if (
    /^[A-Za-z0-9+/_-]{40,}={0,2}$/.test(text) &&
    /\d/.test(text) &&
    /[a-z]/.test(text) &&
    /[A-Z]/.test(text)
  ) {
    return secretMarker;
  }
  // More than the secret may be taken out; less never.
  let shown = text;
  if (text.includes("@")) {
    shown = shown
      .replace(/(:\/\/[^\s/?#:@]{0,200}:)([^\s,'"]{1,400})(?=@)/g, keepReference)
      .replace(/(jdbc:oracle:\w{1,10}:[^\s/:@]{1,200}\/)([^\s]{1,400})(?=@)/gi, keepReference);
  }
  if (text.includes("=")) {
    const named = /((?:password|passwd|pwd|secret|token)\s?=\s?["']?)(\{[^}]{0,400}\}|[^&;\s"']{1,400})/gi;
    shown = shown.replace(named, keepReference);
  }
  return shown === text ? null : shown;
}

function keepReference(whole: string, before: string, secret: string): string {
  const port = /^\d{1,5}\//.test(secret) && before.includes("://");
  return port || /^\$(ref|env|sys|secret)?\{[^{}]*\}$/.test(secret) ? whole : `${before}${secretMarker}`;
}
