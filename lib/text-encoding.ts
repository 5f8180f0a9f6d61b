import { isUtf8 } from "node:buffer";
import { AppError } from "@/lib/errors";

/** A file's text and the encoding it was read with, as people call it. */
export interface DecodedText {
  text: string;
  encoding: "UTF-8" | "UTF-16" | "ISO-8859-1" | "Windows-1252";
}

/** What a file without a byte order mark is read as when it is not valid UTF-8; null refuses it, naming the offset. */
type Otherwise = "Windows-1252" | null;

const latin = new Set(["iso-8859-1", "latin1", "us-ascii", "ascii"]);

/**
 * Reads text by its byte order mark, its XML declaration, or as UTF-8. Throws `unsupported` for bytes that are no text
 * in that encoding, with the offset of the first wrong one where it can be told.
 */
export function decodeText(bytes: Uint8Array, otherwise: Otherwise = null): DecodedText {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return wide(bytes, "utf-16le");
  if (first === 0xfe && second === 0xff) return wide(bytes, "utf-16be");
  if (first === 0x3c && second === 0) return wide(bytes, "utf-16le");
  if (first === 0 && second === 0x3c) return wide(bytes, "utf-16be");
  const marked = first === 0xef && second === 0xbb && third === 0xbf;
  const declared = marked ? "utf-8" : declaredEncoding(bytes);
  if (latin.has(declared))
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "ISO-8859-1" };
  if (declared === "windows-1252" || declared === "cp1252")
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  if (declared !== "utf-8" && declared !== "utf8" && declared !== "") {
    throw new AppError(
      "unsupported",
      `The file says it is encoded as ${declared.slice(0, 40)}. Save it as UTF-8.`,
    );
  }
  if (isUtf8(bytes)) return { text: new TextDecoder("utf-8").decode(bytes), encoding: "UTF-8" };
  if (otherwise === "Windows-1252")
    return { text: new TextDecoder("windows-1252").decode(bytes), encoding: "Windows-1252" };
  const offset = firstInvalid(bytes);
  throw new AppError(
    "unsupported",
    `The file is not valid UTF-8: the byte at offset ${offset} is wrong. Save it as UTF-8.`,
    { offset },
  );
}

function wide(bytes: Uint8Array, label: "utf-16le" | "utf-16be"): DecodedText {
  try {
    return { text: new TextDecoder(label, { fatal: true }).decode(bytes), encoding: "UTF-16" };
  } catch {
    throw new AppError(
      "unsupported",
      "The file begins like UTF-16 but is not valid UTF-16. Save it as UTF-8.",
    );
  }
}

function declaredEncoding(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString("latin1");
  const match = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start);
  return match?.[1]?.toLowerCase() ?? "";
}

/** Offset of the first byte that begins no valid UTF-8 sequence: found by halves, as every prefix up to it is valid. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, boundary(bytes, middle)))) good = middle;
    else bad = middle;
  }
  return boundary(bytes, good);
}

/** The start of the character that the byte before `end` belongs to, when that character goes on behind `end`. */
function boundary(bytes: Uint8Array, end: number): number {
  let start = end;
  for (let back = 1; back <= 3 && end - back >= 0; back += 1) {
    const byte = bytes[end - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (length > back) start = end - back;
      break;
    }
  }
  return start;
}
