import { Buffer } from "node:buffer";

/**
 * A copy that holds on to nothing else: a piece of a long text keeps the whole of it in memory. Texts are read byte by byte as
 * Latin-1, which is fast and loses nothing; the copy has its UTF-8 read.
 */
export function owned(text: string): string {
  return Buffer.from(text, "latin1").toString("utf8");
}

/** The same without reading UTF-8: to be compared with what is still read byte by byte. */
export function ownedBytes(text: string): string {
  return Buffer.from(text, "latin1").toString("latin1");
}
