import { promisify } from "node:util";
import { crc32, inflateRaw, inflateRawSync } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";

const inflateAside = promisify(inflateRaw);

/** From here on unpacking is done by another thread, so that a large file doesn't hold up everybody else. */
const large = 64 * 1024;

/** What is wrong with one entry, in the words a person is told. */
export class EntryFault extends Error {}

/**
 * The bytes of one entry, exactly as many as its head says and with the checksum it says. Throws `EntryFault` for an
 * entry that is encrypted, packed in another way than ZIP's usual one, or broken.
 */
export async function readEntry(
  zip: ZipFile,
  packed: Buffer,
  entry: Entry,
  name: string,
): Promise<Uint8Array> {
  if (entry.isEncrypted()) throw new EntryFault(`“${name}” is encrypted. Pack it again without a password.`);
  if (!entry.canDecodeFileData())
    throw new EntryFault(
      `“${name}” is packed by a method (${entry.compressionMethod}) that can't be read. Pack it again as a usual ZIP.`,
    );
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const end = fileDataStart + entry.compressedSize;
  if (end > packed.length) throw new EntryFault(`“${name}” is cut off: the archive is not complete.`);
  const bytes = await inflate(packed.subarray(fileDataStart, end), entry, name);
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
    throw new EntryFault(`“${name}” is not what its checksum says: the archive is damaged.`);
  return bytes;
}

async function inflate(data: Buffer, entry: Entry, name: string): Promise<Uint8Array> {
  if (entry.compressionMethod === 0) return data;
  const options = { maxOutputLength: Math.max(1, entry.uncompressedSize) };
  try {
    return entry.uncompressedSize < large ? inflateRawSync(data, options) : await inflateAside(data, options);
  } catch {
    // Also what unpacks to more than its head admits.
    throw new EntryFault(`“${name}” can't be unpacked: the archive is damaged.`);
  }
}

/** True for an entry that holds no file: a folder, a link, or what macOS adds. */
export function holdsNoFile(entry: Entry, rawName: string): boolean {
  const unixMode = entry.versionMadeBy >> 8 === 3 ? (entry.externalFileAttributes >>> 16) & 0o170000 : 0;
  return (
    /[/\\]$/.test(rawName) || unixMode === 0o120000 || /(^|[/\\])(__MACOSX[/\\]|\.DS_Store$)/.test(rawName)
  );
}
