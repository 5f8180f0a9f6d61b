import { Buffer } from "node:buffer";

const scratch = Buffer.alloc(64 * 1024);
const zero = 48;
const hyphen = 45;

/**
 * A message with noughts for digits that don't tell messages apart: those of numbers, of UUIDs and of hashes after an @. What
 * `wordsOf` makes of both is the same, so that a message is only looked at closer when its shape is new. Takes Latin-1, of
 * which it looks at 64 kB; the answer holds on to nothing else.
 */
export function shapeOf(message: string): string {
  const length = scratch.write(message, 0, scratch.length, "latin1");
  let before = 32;
  for (let at = 0; at < length; ) {
    const byte = scratch[at] as number;
    if (!isWordByte(byte)) {
      if (byte === 64) zeroHash(at + 1, length);
      before = byte;
      at += 1;
      continue;
    }
    if (!isWordByte(before) && isHex(byte) && isUuid(at, length)) {
      for (let end = at + 36; at < end; at += 1) if (scratch[at] !== hyphen) scratch[at] = zero;
      before = zero;
      continue;
    }
    if (isDigit(byte) && before !== 46 && !isWordByte(before) && !isCode(at)) at = zeroNumber(at, length);
    else while (at < length && isWordByte(scratch[at] as number)) at += 1;
    before = scratch[at - 1] as number;
  }
  return scratch.toString("latin1", 0, length);
}

/** Digits, and those behind a point, comma or colon. Answers where they end. */
function zeroNumber(from: number, length: number): number {
  let at = from;
  while (at < length) {
    const byte = scratch[at] as number;
    if (isDigit(byte)) scratch[at] = zero;
    else if ((byte !== 46 && byte !== 44 && byte !== 58) || !isDigit(scratch[at + 1] as number)) break;
    at += 1;
  }
  return at;
}

function zeroHash(from: number, length: number): void {
  let end = from;
  while (end < length && end < from + 17 && isHex(scratch[end] as number)) end += 1;
  if (end - from < 4 || end - from > 16 || (end < length && isWordByte(scratch[end] as number))) return;
  for (let at = from; at < end; at += 1) scratch[at] = zero;
}

function isUuid(from: number, length: number): boolean {
  if (from + 36 > length || scratch[from + 8] !== hyphen || scratch[from + 13] !== hyphen) return false;
  if (scratch[from + 18] !== hyphen || scratch[from + 23] !== hyphen) return false;
  for (let at = 0; at < 36; at += 1) {
    const isHyphen = at === 8 || at === 13 || at === 18 || at === 23;
    if (!isHyphen && !isHex(scratch[from + at] as number)) return false;
  }
  return true;
}

/** Numbers of codes are part of what is said: "ORA-00904", "status code 404", `"code":"900908"`. */
function isCode(number: number): boolean {
  let at = number - 1;
  if (scratch[at] === hyphen && isCapital(scratch[at - 1])) return true;
  for (let skipped = 0; at >= 0 && skipped < 4 && !isWordByte(scratch[at] as number); skipped += 1) at -= 1;
  if (at < 3 || ((scratch[at] as number) | 32) !== 101) return false;
  if (at > 3 && isWordByte(scratch[at - 4] as number)) return false;
  return /[Cc]ode/.test(scratch.toString("latin1", at - 3, at + 1));
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isHex(byte: number): boolean {
  return (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 102) || (byte >= 65 && byte <= 70);
}

function isCapital(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 65 && byte <= 90;
}

function isWordByte(byte: number): boolean {
  return (
    (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte === 95
  );
}
