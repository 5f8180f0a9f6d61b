import { type Entry, fromBufferPromise, getFileNameLowLevel } from "yauzl";
import { limits, type Reading, type SourceFile, type Unreadable } from "@/analysers/limits";
import { EntryFault, holdsNoFile, readEntry } from "@/analysers/zip-entry";

export type UnpackOptions = {
  /** Unpack JAR, WAR and the like too; otherwise they are files like any other. */
  readonly javaArchives?: boolean;
  /** Unpack archives that lie in an archive, one level deep; true unless said otherwise. */
  readonly nested?: boolean;
  /** What was used up before: for readings that unpack more than once. A new one otherwise. */
  readonly budget?: UnpackBudget;
};

/** What all archives of one reading have used up together, and when it must be over. */
export type UnpackBudget = {
  files: number;
  bytes: number;
  readonly until: number;
  readonly watch: () => number;
};

/** The limits of one reading, begun now. The watch counts milliseconds and only goes forward. */
export function beginBudget(watch: () => number = () => performance.now()): UnpackBudget {
  return { files: 0, bytes: 0, until: watch() + limits.time, watch };
}

/** Nothing more is read: a limit was reached. */
class LimitReached extends Error {}

const javaArchive = /\.(jar|war|ear|aar|mar|kar)$/i;

/** A high ratio alone is no bomb: a small file of spaces has one. */
const ratioCountsFrom = 1024 * 1024;

/**
 * Files as they are and what is in ZIP archives among them (known by their bytes), archives inside one level deep:
 * what lies deeper stays an archive. Names are joined by "/", never lead out of the archive, and nothing is written to
 * disk. Refused with a message that names the file: encrypted or broken archives, other kinds of archives, and what
 * goes beyond the limits.
 */
export async function unpack(
  files: readonly SourceFile[],
  options: UnpackOptions = {},
): Promise<Reading<{ readonly files: readonly SourceFile[] }>> {
  const budget = options.budget ?? beginBudget();
  const unpacked: SourceFile[] = [];
  const problems: Unreadable[] = [];
  for (const file of files) {
    try {
      for (const found of await unpackOne(file, budget, options, true)) unpacked.push(found);
    } catch (error) {
      problems.push(problemOf(file.name, error));
      if (error instanceof LimitReached) break;
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, report: { files: unpacked } };
}

async function unpackOne(
  file: SourceFile,
  budget: UnpackBudget,
  options: UnpackOptions,
  outermost: boolean,
): Promise<SourceFile[]> {
  if (!isZip(file.bytes) || (!options.javaArchives && javaArchive.test(file.name))) {
    const other = outermost ? otherArchive(file.bytes) : null;
    if (other !== null)
      throw new EntryFault(`“${file.name}” is a ${other} archive. Only ZIP can be unpacked: pack it as ZIP.`);
    return [file];
  }
  const inside = await entriesOf(file, budget);
  if (!outermost || options.nested === false) return inside;
  const found: SourceFile[] = [];
  for (const entry of inside)
    for (const deeper of await unpackOne(entry, budget, options, false)) found.push(deeper);
  return found;
}

async function entriesOf(file: SourceFile, budget: UnpackBudget): Promise<SourceFile[]> {
  const packed = Buffer.from(file.bytes.buffer, file.bytes.byteOffset, file.bytes.byteLength);
  const zip = await fromBufferPromise(packed, {
    autoClose: false,
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: true,
  });
  // Everything is counted before anything is unpacked. Of two entries of one name the later one counts.
  const entries = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const raw = rawName(entry);
    if (holdsNoFile(entry, raw)) continue;
    spend(budget, entry, file.name);
    entries.set(`${file.name}/${safeName(raw)}`, entry);
  }
  const found: SourceFile[] = [];
  for (const [name, entry] of entries) {
    checkTime(budget, file.name);
    found.push({ name, bytes: await readEntry(zip, packed, entry, name) });
  }
  return found;
}

/** Counts an entry before it is unpacked: its head may lie, and then unpacking stops at what it said. */
function spend(budget: UnpackBudget, entry: Entry, archive: string): void {
  budget.files += 1;
  budget.bytes += entry.uncompressedSize;
  if (budget.files > limits.files)
    throw new LimitReached(
      `“${archive}” holds more than ${limits.files.toLocaleString("en")} files. Pack only what is asked for.`,
    );
  if (budget.bytes > limits.unpackedBytes)
    throw new LimitReached(
      `“${archive}” unpacks to more than ${limits.unpackedBytes / 1024 / 1024} MiB. Pack only what is asked for.`,
    );
  const { uncompressedSize, compressedSize } = entry;
  if (uncompressedSize > ratioCountsFrom && uncompressedSize > limits.ratio * Math.max(1, compressedSize))
    throw new LimitReached(
      `“${archive}” holds a file that unpacks to more than ${limits.ratio} times its size, as only a made-up one does.`,
    );
}

function checkTime(budget: UnpackBudget, archive: string): void {
  if (budget.watch() > budget.until)
    throw new LimitReached(
      `Unpacking “${archive}” took longer than ${limits.time / 1000} seconds. Pack only what is asked for.`,
    );
}

function problemOf(file: string, error: unknown): Unreadable {
  const own = error instanceof EntryFault || error instanceof LimitReached;
  // Memory that can't be had is thrown, too: whatever it was, the file could not be read.
  const encrypted = error instanceof Error && /encrypt/.test(error.message);
  const message = own
    ? error.message
    : encrypted
      ? `“${file}” is encrypted. Pack it again without a password.`
      : `“${file}” is a ZIP archive that can't be read: it is damaged or not complete. Pack or fetch it again.`;
  return { file, line: null, column: null, message };
}

/** The name as the archive has it; names that are not decoded yet are bytes, whatever the types say. */
function rawName(entry: Entry): string {
  return getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true);
}

function safeName(raw: string): string {
  const parts = raw
    .replaceAll("\\", "/")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not stay in a name
    .replace(/[\u0000-\u001f\u007f]/g, "")
    .replace(/^[A-Za-z]:/, "")
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  return parts.join("/") || "unnamed";
}

/** True for bytes that begin like a ZIP archive, an empty one included. */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

function otherArchive(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 6));
  if (start.startsWith("\u001f\u008b")) return "gzip";
  if (start.startsWith("7z\u00bc\u00af\u0027\u001c")) return "7z";
  if (start.startsWith("Rar!")) return "RAR";
  return String.fromCharCode(...bytes.subarray(257, 262)) === "ustar" ? "tar" : null;
}
