import type { Application, ApplicationKeys, ApplicationRules, TokenKind } from "@/domain/application/facts";

type Words = { readonly jwt: readonly string[]; readonly opaque: readonly string[] };

/** What a product's word in one of its tables means; null for words that decide nothing, and for none. */
function meaning(word: string | null, words: Words): "jwt" | "opaque" | null {
  if (word === null) return null;
  const same = (known: string) => known.toLowerCase() === word.toLowerCase();
  return words.jwt.some(same) ? "jwt" : words.opaque.some(same) ? "opaque" : null;
}

/** True when tokens for these keys come from a key manager the product did not bring. */
export function isExternal({ keyManagerType }: ApplicationKeys, rules: ApplicationRules): boolean {
  return (
    keyManagerType !== null &&
    !rules.residentTypes.some((type) => type.toLowerCase() === keyManagerType.toLowerCase())
  );
}

/** What tokens these keys get. The issuer's table decides, because the issuer reads it; the portal's only shows. */
export function tokenKindOf(keys: ApplicationKeys, rules: ApplicationRules): TokenKind {
  if (isExternal(keys, rules)) return "external";
  return (
    meaning(keys.issuerTokenType, rules.issuer) ?? meaning(keys.portalTokenType, rules.portal) ?? "not_known"
  );
}

/** True when the two tables say different things about one set of keys. */
export function tokenTypesDisagree(keys: ApplicationKeys, rules: ApplicationRules): boolean {
  if (isExternal(keys, rules)) return false;
  const shown = meaning(keys.portalTokenType, rules.portal);
  const issued = meaning(keys.issuerTokenType, rules.issuer);
  return shown !== null && issued !== null && shown !== issued;
}

/** What tokens an application gets: opaque as soon as one set of its keys does, none without keys. */
export function tokenKindOfApplication({ keys }: Application, rules: ApplicationRules): TokenKind {
  const kinds = keys.map((each) => tokenKindOf(each, rules));
  const order: readonly TokenKind[] = ["opaque", "not_known", "jwt", "external"];
  if (kinds.length === 0) return "none";
  return order.find((kind) => kinds.includes(kind)) ?? "not_known";
}
