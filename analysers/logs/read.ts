import { createHash, type Hash } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { type LogLevel, logLevels } from "@/domain/log/facts";
import { judgeRuns, type LogRun } from "@/domain/log/runs";
import type { Reading, Unreadable } from "../limits";
import { LogCollector } from "./collect";
import type { LogKnowledge } from "./knowledge";
import { shownTime } from "./log-time";
import { type Patterns, patternsOf } from "./patterns";
import type { LogReport } from "./report";
import { LogScan } from "./scan";
import { type Piece, TarFault, untar } from "./tar";

/** A file as it comes in, or an archive of several. */
export type LogSource = { readonly name: string; readonly chunks: AsyncIterable<Uint8Array> };

export type LogLimits = {
  /** Bytes all files unpack to. */
  readonly unpackedBytes: number;
  readonly files: number;
};

class Refused extends Error {}

const filesAtMost = 1_000;

/**
 * Reads logs while they come in, in constant memory whatever their size: text, gzip, tar, gzip in tar. Never throws for what a
 * file holds; an error of the source itself is the caller's.
 */
export async function readLogs(
  sources: readonly LogSource[],
  knowledge: LogKnowledge,
  limits: Partial<LogLimits> = {},
): Promise<Reading<LogReport>> {
  const reading = new LogReading(patternsOf(knowledge), {
    unpackedBytes: limits.unpackedBytes ?? Number.POSITIVE_INFINITY,
    files: limits.files ?? filesAtMost,
  });
  const problems: Unreadable[] = [];
  for (const source of sources) {
    try {
      await reading.source(source);
    } catch (error) {
      if (!isFileFault(error)) throw error;
      problems.push({ file: source.name, line: null, column: null, message: messageOf(error) });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, report: reading.report() };
}

function isFileFault(error: unknown): error is Error & { code?: string } {
  if (error instanceof Refused || error instanceof TarFault) return true;
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function messageOf(error: Error & { code?: string }): string {
  if (error.code === "Z_BUF_ERROR") return "The gzip file ends too early. Copy it again, whole.";
  if (error.code?.startsWith("Z_")) return "The gzip file is damaged and can't be unpacked. Copy it again.";
  return error.message;
}

type OpenFile = {
  readonly name: string;
  readonly scan: LogScan;
  readonly hash: Hash;
  bytes: number;
  begun: boolean;
};

class LogReading {
  private readonly collector: LogCollector;
  private readonly files: OpenFile[] = [];
  private bytes = 0;

  constructor(
    private readonly patterns: Patterns,
    private readonly limits: LogLimits,
  ) {
    this.collector = new LogCollector(patterns);
  }

  async source({ name, chunks }: LogSource): Promise<void> {
    const pieces = untar(await unpacked(chunks));
    const start = await pieces.next();
    let piece: Piece | null = start.done ? null : start.value;
    while (piece !== null) {
      const here: Piece = piece;
      let following: Piece | null = null;
      const bytes = (async function* () {
        yield here.bytes;
        for (;;) {
          const more = await pieces.next();
          if (more.done) return;
          if (more.value.begins) {
            following = more.value;
            return;
          }
          yield more.value.bytes;
        }
      })();
      // A gzip inside of an archive is unpacked by itself.
      if (here.name === null) await this.file(withoutGz(name), bytes);
      else await this.file(withoutGz(here.name), await unpacked(bytes));
      piece = following;
    }
  }

  private async file(name: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.files.length >= this.limits.files)
      throw new Refused(`There are more than ${this.limits.files} files. Read them in parts.`);
    const index = this.files.length;
    const scan = new LogScan(this.patterns, (entry) => this.collector.add(entry, index, name));
    const file: OpenFile = { name, scan, hash: createHash("sha256"), bytes: 0, begun: false };
    this.files.push(file);
    for await (const chunk of chunks) this.piece(file, chunk);
    scan.end();
  }

  private piece(file: OpenFile, chunk: Uint8Array): void {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (bytes.length === 0) return;
    file.bytes += bytes.length;
    this.bytes += bytes.length;
    if (this.bytes > this.limits.unpackedBytes) {
      const most = Math.round(this.limits.unpackedBytes / 1024 / 1024);
      throw new Refused(
        `The files unpack to more than ${most} MiB. Read them in parts, or use npm run inspect.`,
      );
    }
    file.hash.update(bytes);
    if (file.begun) file.scan.push(bytes.toString("latin1"));
    else {
      file.begun = true;
      file.scan.push(refuseOther(bytes).toString("latin1"));
    }
  }

  report(): LogReport {
    const names = this.files.map(({ name }) => name);
    const levels: Partial<Record<LogLevel, { entries: number; lines: number }>> = {};
    for (const level of logLevels) levels[level] = { entries: 0, lines: 0 };
    for (const { scan } of this.files)
      for (const [level, { entries, lines }] of scan.counts) {
        const sum = levels[level] as { entries: number; lines: number };
        sum.entries += entries;
        sum.lines += lines;
      }
    const runs = judgeRuns(this.collector.marks).map((run) =>
      this.collector.marksLost ? doubtful(run) : run,
    );
    return {
      schema: 1,
      files: this.files
        .map(({ name, bytes, hash, scan }) => ({
          name,
          bytes,
          sha256: hash.digest("hex"),
          lines: scan.lines,
          loose: scan.loose,
          formats: [...scan.formats].sort(),
          first: shownTime(scan.first),
          last: shownTime(scan.last),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.sha256 < b.sha256 ? -1 : 1)),
      bytes: this.bytes,
      lines: this.files.reduce((sum, { scan }) => sum + scan.lines, 0),
      levels: levels as LogReport["levels"],
      loose: this.files.reduce((sum, { scan }) => sum + scan.loose, 0),
      groups: this.collector.groups(names),
      runs: runs.map((run) => ({ signature: signatureOfRun(run), ...run })),
    };
  }
}

/** The same for the same run in every reading of its log. */
function signatureOfRun({ client, verdict, first, failure }: LogRun): string {
  return createHash("sha256")
    .update(JSON.stringify(["run", client, verdict, first, failure]))
    .digest("hex");
}

/** A run can't be judged when not everything that was said of it is known. */
function doubtful(run: LogRun): LogRun {
  if (run.verdict !== "completed") return run;
  return {
    ...run,
    verdict: "unfinished",
    message: "Too much is said of runs to judge them. Read the logs of this run alone.",
  };
}

function withoutGz(name: string): string {
  return name.replace(/\.(gz|tgz)$/i, "");
}

/** The bytes as they are, or unpacked when they are gzip, which their first two say. */
async function unpacked(chunks: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>> {
  const all = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let length = 0;
  while (length < 2) {
    const next = await all.next();
    if (next.done) break;
    if (next.value.length === 0) continue;
    first.push(next.value);
    length += next.value.length;
  }
  const again = (async function* () {
    yield* first;
    for (;;) {
      const next = await all.next();
      if (next.done) return;
      yield next.value;
    }
  })();
  const start = Buffer.concat(first.map((part) => part.subarray(0, 2)));
  if (start[0] !== 0x1f || start[1] !== 0x8b) return again;
  // Whoever stops reading lets go of the source, too; an error of either is thrown where the answer is read.
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  return pipeline(Readable.from(again, { objectMode: false }), gunzip, () => undefined);
}

/** Says of bytes that are no log what they are instead; takes the mark off that Windows puts before UTF-8. */
function refuseOther(bytes: Buffer): Buffer {
  const start = bytes.toString("latin1", 0, 4);
  if (start.startsWith("\u00ff\u00fe") || start.startsWith("\u00fe\u00ff"))
    throw new Refused("The text is UTF-16. Save it as UTF-8 and read it again.");
  if (start.startsWith("PK\u0003\u0004"))
    throw new Refused("This is a ZIP archive. Unpack it, or pack the logs with tar.");
  if (bytes.subarray(0, 4096).includes(0))
    throw new Refused("This is no text: it holds bytes that no log holds. Choose the log itself.");
  return start.startsWith("\u00ef\u00bb\u00bf") ? bytes.subarray(3) : bytes;
}
