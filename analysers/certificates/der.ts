import { StoreFault } from "./store-fault";

/**
 * One element of DER, or of BER as some tools write PKCS12: indefinite lengths and strings in pieces. Nothing is
 * copied: `content` and `raw` look into the bytes that were given.
 */
export type Der = {
  /** The identifier octet as it stands: 0x30 is a SEQUENCE, 0xa0 the constructed [0]. */
  readonly tag: number;
  readonly content: Uint8Array;
  /** The element with its identifier and length. */
  readonly raw: Uint8Array;
};

export const tags = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  bmpString: 0x1e,
  universalString: 0x1c,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Elements inside one another; certificates and stores need about a dozen. */
const deepest = 40;
const usualLength = "2026-12-01T00:00:00.000Z".length;
const broken = (): StoreFault =>
  new StoreFault("A piece of the file is cut off or damaged (its DER can't be read).");

/** The element at the beginning of the bytes; what follows it is left alone. Throws a StoreFault when there is none. */
export function readDer(bytes: Uint8Array): Der {
  return elementAt(bytes, 0, 0).element;
}

/** The elements inside of one, all of them, to its very end. Throws a StoreFault when they don't fill it. */
export function childrenOf({ content }: Der): readonly Der[] {
  const children: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const { element, next } = elementAt(content, at, 0);
    children.push(element);
    at = next;
  }
  return children;
}

/** The element, when it is there and of this kind; a StoreFault otherwise. */
export function expectDer(element: Der | undefined, tag: number): Der {
  if (element === undefined || element.tag !== tag) throw broken();
  return element;
}

/** The bytes of an OCTET STRING, or of an implicitly tagged one, put together when it came in pieces. */
export function octetsOf(element: Der, depth = 0): Uint8Array {
  if ((element.tag & 0x20) === 0) return element.content;
  if (depth > deepest) throw broken();
  return Buffer.concat(childrenOf(element).map((piece) => octetsOf(piece, depth + 1)));
}

/** "1.2.840.113549.1.1.11". */
export function oidOf(element: Der | undefined): string {
  const { content } = expectDer(element, tags.oid);
  if (content.length === 0 || content.length > 100) throw broken();
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of content) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if ((byte & 0x80) !== 0) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const [first = 0n, ...rest] = arcs;
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...rest].join(".");
}

/** A signed INTEGER of up to 64 kB. */
export function integerOf(element: Der | undefined): bigint {
  const { content } = expectDer(element, tags.integer);
  if (content.length === 0 || content.length > 65_536) throw broken();
  const value = BigInt(`0x${Buffer.from(content).toString("hex")}`);
  return (content[0] ?? 0) & 0x80 ? value - (1n << BigInt(content.length * 8)) : value;
}

/** A UTCTime or GeneralizedTime in ISO 8601, to the second. */
export function timeOf(element: Der | undefined): string {
  if (element === undefined) throw broken();
  const text = Buffer.from(element.content.subarray(0, 40)).toString("latin1");
  const digits = element.tag === tags.generalizedTime ? 4 : 2;
  const shape = new RegExp(
    `^(\\d{${digits}})(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)(\\d\\d)?(?:\\.\\d+)?(?:Z|([+-])(\\d\\d)(\\d\\d))?$`,
  );
  const [, year, month, day, hour, minute, second, sign, hours, minutes] = shape.exec(text) ?? [];
  if (year === undefined) throw broken();
  const full = digits === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const at = new Date(0);
  at.setUTCFullYear(full, Number(month) - 1, Number(day));
  at.setUTCHours(Number(hour), Number(minute), Number(second ?? 0));
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000 * (sign === "-" ? -1 : 1);
  const iso = new Date(at.getTime() - shift).toISOString();
  // A month of 99 leads beyond the years of four digits.
  if (iso.length !== usualLength) throw broken();
  return iso;
}

function elementAt(bytes: Uint8Array, at: number, depth: number): { element: Der; next: number } {
  const tag = bytes[at];
  const length = bytes[at + 1];
  if (tag === undefined || length === undefined || (tag & 0x1f) === 0x1f || depth > deepest) throw broken();
  if (length === 0x80) return indefiniteAt(bytes, at, tag, depth);
  let start = at + 2;
  let size = length;
  if (length > 0x80) {
    const octets = length & 0x7f;
    if (octets > 6) throw broken();
    size = 0;
    for (let i = 0; i < octets; i += 1) size = size * 256 + (bytes[start + i] ?? 0);
    start += octets;
  }
  const next = start + size;
  if (next > bytes.length) throw broken();
  return { element: { tag, content: bytes.subarray(start, next), raw: bytes.subarray(at, next) }, next };
}

function indefiniteAt(
  bytes: Uint8Array,
  at: number,
  tag: number,
  depth: number,
): { element: Der; next: number } {
  if ((tag & 0x20) === 0) throw broken();
  let end = at + 2;
  while (bytes[end] !== 0 || bytes[end + 1] !== 0) end = elementAt(bytes, end, depth + 1).next;
  const next = end + 2;
  return { element: { tag, content: bytes.subarray(at + 2, end), raw: bytes.subarray(at, next) }, next };
}
