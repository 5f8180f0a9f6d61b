const masked = "***";

const named =
  /\b((?:[\w-]*(?:password|passwd|pwd|secret|api[_-]?key|credentials?|assertion)|(?:access|refresh|id|bearer|auth)[_-]?token|token|authorization)["']?\s{0,3}[:=]\s{0,3}["'[]?)(?!\s)(?:(?:Bearer|Basic)\s+)?[^\s"',;&}\])]{2,}/gi;
const scheme = /\b(Bearer|Basic)\s+[\w+/=.~-]{8,}/g;
const webToken = /\beyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?/g;
const inAddress = /(:\/\/[^\s:/@]{1,100}:)[^\s@/]{1,100}@/g;
const privateKey = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}-----|$)/g;
const suspicious = /pass|pwd|secret|key|credential|assertion|token|authorization|bearer|basic |eyJ|@/i;

/**
 * A text without what looks like a secret: values beside names of secrets, tokens, passwords in addresses, private keys. Logs
 * should hold none, but do. Too much is masked rather than too little.
 */
export function withoutSecrets(text: string): string {
  if (!suspicious.test(text)) return text;
  return text
    .replace(privateKey, masked)
    .replace(webToken, masked)
    .replace(inAddress, `$1${masked}@`)
    .replace(named, `$1${masked}`)
    .replace(scheme, `$1 ${masked}`);
}
