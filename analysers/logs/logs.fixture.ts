import fc from "fast-check";
import { logKnowledgeSchema } from "./knowledge";
import { readLogs } from "./read";
import type { LogReport } from "./report";

/** Made up, in the formats that the knowledge beside it describes. */
export const knowledge = logKnowledgeSchema.parse({
  schema: 1,
  gathered: "2026-11-28",
  formats: [
    {
      name: "file",
      pattern:
        "TID: (?:\\[[^\\]\\n]{0,200}\\] ){0,3}?\\[(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3})\\] {1,3}(?<level>[A-Z]{4,6}) \\{(?<logger>[^}\\n]{1,300})\\} - ",
      source: "made up",
    },
    {
      name: "console",
      pattern:
        "\\[(?<time>\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d,\\d{3})\\] {1,3}(?<level>[A-Z]{4,6}) - (?<logger>[\\w$.]{1,300}) ",
      source: "made up",
    },
    { name: "access", pattern: "\\S{1,100} - - \\[", source: "made up" },
  ],
  quiet: { loggers: "Mover", messages: "Moving|Moved", source: "made up" },
  rules: [
    {
      id: "missing-column",
      pattern: "Unknown column '\\w+'",
      class: "migration_failure",
      phase: "data-migration",
      cause: "The schema step did not run.",
      remedy: "Run it.",
      source: "example/product#1",
      confidence: "quoted",
      folds: null,
    },
    {
      id: "peer",
      pattern: "Peer not up",
      class: "transient",
      phase: "startup",
      cause: "The peer starts.",
      remedy: null,
      source: "example/product#2",
      confidence: "inferred",
      folds: { seconds: 180, entries: null },
    },
  ],
  clients: [
    {
      name: "Mover",
      opens: "Moving from",
      begins: "Moving part",
      completes: "Moved part",
      fails: "Moving gave up",
      closes: "Mover activated",
      errors: "Mover",
      source: "example/product#3",
    },
  ],
});

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % Math.max(1, sizes.length)] ?? bytes.length);
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

/** Reads texts as files that come in pieces of these sizes. */
export async function reportOf(
  files: readonly { name: string; text: string | Uint8Array }[],
  sizes: readonly number[] = [],
): Promise<LogReport> {
  const reading = await readLogs(
    files.map(({ name, text }) => ({ name, chunks: inPieces(Buffer.from(text as string), sizes) })),
    knowledge,
  );
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

const at = (minute: number) => `2026-12-06 01:${String(minute).padStart(2, "0")}:00,125`;
const loggers = ["org.example.Mover", "org.example.dao.Store", "Web"] as const;
const said = [
  "Peer not up, try 3",
  "Unknown column 'SHARE' in 'field list'",
  "API d29f469f-1f2a-4b3c-8d4e-5f60718293a4 not stored",
  "Call from 10.1.2.3:8243 took 40 ms",
  "Moving gave up",
  "Moving part 1",
  "Moved part 1",
  "größer als erwartet",
] as const;

/** A line or several of a log: an entry with or without a trace, a blank, something loose. */
const piece = fc.oneof(
  fc
    .record({
      console: fc.boolean(),
      minute: fc.nat(59),
      level: fc.constantFrom(" INFO", " WARN", "ERROR", "FATAL", "DEBUG"),
      logger: fc.constantFrom(...loggers),
      message: fc.constantFrom(...said),
      number: fc.nat(999),
      below: fc.constantFrom(
        "",
        "\njava.lang.IllegalStateException: 12\n\tat org.example.A.b(A.java:1)",
        "\nmore\r\n\tat org.example.A.b_aroundBody4(A.java:7)\nCaused by: java.io.IOException: no\n\t... 3 more",
      ),
    })
    .map(({ console, minute, level, logger, message, number, below }) =>
      console
        ? `[${at(minute)}] ${level} - ${logger.split(".").at(-1)} ${message} ${number}${below}`
        : `TID: [-1234] [] [${at(minute)}] ${level} {${logger}} - ${message} ${number}${below}`,
    ),
  fc.constantFrom("", "  ", "loose text", "10.0.0.1 - - [06/Dec/2026]", "TID: [", "TID: [] [] [2026-12-06"),
  fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\n\r\0]/g, " ")),
);

export const logText = fc
  .tuple(fc.array(piece, { maxLength: 30 }), fc.boolean())
  .map(([pieces, ends]) => pieces.join("\n") + (ends ? "\n" : ""));
