import { Buffer } from "node:buffer";

/** A file in an archive, or null where what is read is no archive and the bytes are the file itself. */
export type Piece = { readonly name: string | null; readonly bytes: Buffer; readonly begins: boolean };

const block = 512;

/** Why an archive can't be read on. */
export class TarFault extends Error {}

/**
 * Takes a tar apart while it comes in, in constant memory; bytes that are none go through as they are. Knows the formats of
 * POSIX and GNU, long names included; folders and links are passed over.
 */
export async function* untar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Piece> {
  let rest: Buffer = Buffer.alloc(0);
  let isTar: boolean | null = null;
  let begun = false;
  /** The member at hand: bytes left of it and of what fills its last block. */
  let left = 0;
  let padding = 0;
  let member: { name: string; kind: "file" | "name" | "path" | "other" } | null = null;
  let text: Buffer[] = [];
  let longName: string | null = null;
  let first = false;
  let zeros = false;

  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (isTar === false) {
      yield { name: null, bytes, begins: false };
      continue;
    }
    rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    if (isTar === null) {
      if (rest.length < block) continue;
      isTar = rest.toString("latin1", 257, 262) === "ustar" && isSum(rest);
      if (!isTar) {
        yield { name: null, bytes: rest, begins: true };
        begun = true;
        rest = Buffer.alloc(0);
        continue;
      }
    }
    for (;;) {
      if (member === null) {
        if (padding > 0) {
          const skipped = Math.min(padding, rest.length);
          rest = rest.subarray(skipped);
          padding -= skipped;
        }
        if (padding > 0 || rest.length < block) break;
        const header = rest.subarray(0, block);
        rest = rest.subarray(block);
        if (zeros || header.every((byte) => byte === 0)) {
          zeros = true;
          continue;
        }
        if (!isSum(header))
          throw new TarFault("The archive is damaged: a header in it has another checksum.");
        left = sizeIn(header);
        padding = (block - (left % block)) % block;
        const kind = kindOf(String.fromCharCode(header[156] ?? 0));
        const name: string = longName ?? nameIn(header);
        if (kind === "file" || kind === "other") longName = null;
        member = { name, kind };
        first = true;
        text = [];
      }
      const part: Buffer = rest.subarray(0, Math.min(left, rest.length));
      rest = rest.subarray(part.length);
      left -= part.length;
      if (member.kind === "file" && (part.length > 0 || (first && left === 0))) {
        yield { name: member.name, bytes: part, begins: first };
        first = false;
      }
      if (member.kind === "name" || member.kind === "path") {
        if (left > 64 * 1024)
          throw new TarFault("The archive is damaged: a name in it is longer than 64 kB.");
        text.push(Buffer.from(part));
      }
      if (left > 0) break;
      if (member.kind === "name") longName = cString(Buffer.concat(text));
      if (member.kind === "path") longName = pathIn(Buffer.concat(text).toString("utf8")) ?? longName;
      member = null;
    }
    // What is left over is part of a large chunk that would be kept whole.
    if (rest.length > 0) rest = Buffer.from(rest);
  }
  if (isTar === null) yield { name: null, bytes: rest, begins: true };
  else if (isTar && (member !== null || (rest.length > 0 && !zeros)))
    throw new TarFault("The archive ends in the middle of a file. Send it again, whole.");
  else if (!isTar && !begun) yield { name: null, bytes: Buffer.alloc(0), begins: true };
}

function kindOf(type: string): "file" | "name" | "path" | "other" {
  if (type === "0" || type === "\0" || type === "7") return "file";
  if (type === "L") return "name";
  return type === "x" ? "path" : "other";
}

function cString(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString("utf8");
}

function nameIn(header: Buffer): string {
  const name = cString(header.subarray(0, 100));
  const isPosix = header[262] === 0;
  const prefix = isPosix ? cString(header.subarray(345, 500)) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** `path` of an extended header: lines of "length key=value". */
function pathIn(text: string): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(text)?.[1] ?? null;
}

function sizeIn(header: Buffer): number {
  // Sizes of 8 GB and more are binary.
  if ((header[124] ?? 0) & 0x80) return Number(header.readBigUInt64BE(128));
  const size = Number.parseInt(header.toString("latin1", 124, 136).replace(/\0.*$/, "").trim() || "0", 8);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new TarFault("The archive is damaged: a size in it is no number.");
  return size;
}

function isSum(header: Buffer): boolean {
  const said = Number.parseInt(header.toString("latin1", 148, 156).replace(/\0.*$/, "").trim(), 8);
  let sum = 8 * 32;
  for (let at = 0; at < block; at += 1) if (at < 148 || at >= 156) sum += header[at] ?? 0;
  return sum === said;
}
