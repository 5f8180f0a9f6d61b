import { crc32, deflateRawSync } from "node:zlib";

export type ZipPart = {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly stored?: boolean;
  readonly encrypted?: boolean;
  /** What the heads say instead of the truth. */
  readonly claims?: { readonly unpacked?: number; readonly crc?: number };
  /** Upper half of the external attributes on Unix: 0o120777 is a link. */
  readonly mode?: number;
};

/** A ZIP archive in memory, as plain as archives are: for tests of what reads them. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const bodies: Buffer[] = [];
  const heads: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const data = part.stored ? content : deflateRawSync(content);
    const name = Buffer.from(part.name);
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt16LE(0x800 | (part.encrypted ? 1 : 0), 2);
    shared.writeUInt16LE(part.stored ? 0 : 8, 4);
    shared.writeUInt32LE(part.claims?.crc ?? crc32(content), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(part.claims?.unpacked ?? content.length, 18);
    shared.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), shared, name, data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((part.mode ?? 0) * 0x10000, 6);
    rest.writeUInt32LE(at, 10);
    const madeBy = Buffer.from([20, part.mode === undefined ? 0 : 3]);
    heads.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2]), madeBy, shared, rest, name]));
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(heads);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, directory, end]);
}
