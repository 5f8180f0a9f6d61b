/** The text of a file, without the mark some editors put in front; null when the bytes are not of that encoding. */
export function decodeText(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The encoding a file says it has, in its first bytes or in an XML declaration; UTF-8 when it says nothing. */
export function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  return (
    /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]{0,100}encoding=["']([A-Za-z0-9._-]{1,40})["']/.exec(start)?.[1] ??
    "utf-8"
  );
}
