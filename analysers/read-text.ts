import { isUtf8 } from "node:buffer";

/** Text by its byte order mark, as UTF-8, or as what old editors on Windows write; null for bytes that are no text. */
export function readText(bytes: Uint8Array): string | null {
  const text = decode(bytes);
  return text.includes("\u0000") ? null : text;
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  if (isUtf8(bytes)) return new TextDecoder("utf-8").decode(bytes);
  return new TextDecoder("windows-1252").decode(bytes);
}
