import { childrenOf, type Der, oidOf, tags } from "./der";
import { nameKeywords } from "./object-names";

const texts: readonly number[] = [
  0x0c,
  0x12,
  0x13,
  0x14,
  0x16,
  0x19,
  0x1a,
  0x1b,
  tags.universalString,
  tags.bmpString,
];
const special = /[,+=\n<>#;\\"]/;

/** A name as keytool prints it, the most particular part first: `CN=localhost, O="Example, Inc.", C=US`. */
export function distinguishedName(name: Der): string {
  return childrenOf(name)
    .map((parts) => childrenOf(parts).map(attribute).join(" + "))
    .reverse()
    .join(", ");
}

function attribute(pair: Der): string {
  const [type, value] = childrenOf(pair);
  const oid = oidOf(type);
  const keyword = nameKeywords[oid] ?? `OID.${oid}`;
  if (value === undefined) return `${keyword}=`;
  if (!texts.includes(value.tag))
    return `${keyword}=#${Buffer.from(value.raw).toString("hex").toUpperCase()}`;
  return `${keyword}=${quoted(textOf(value))}`;
}

/** The characters of any of ASN.1's string types. */
export function textOf({ tag, content }: Der): string {
  const bytes = Buffer.from(content);
  if (tag === tags.bmpString)
    return bytes.length % 2 === 0 ? Buffer.from(bytes).swap16().toString("utf16le") : "";
  if (tag === tags.universalString)
    return Buffer.from(bytes.filter((_, at) => at % 4 === 3)).toString("latin1");
  return bytes.toString(tag === 0x0c ? "utf8" : "latin1");
}

function quoted(text: string): string {
  if (text.length > 1 && text.startsWith('"') && text.endsWith('"')) return text;
  const needsQuotes = special.test(text) || /^[ \n]|[ \n]$|[ \n]{2}/.test(text);
  return needsQuotes ? `"${text.replace(/["\\]/g, "\\$&")}"` : text;
}
