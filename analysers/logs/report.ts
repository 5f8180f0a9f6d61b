import { z } from "zod";
import { logClasses, logLevels } from "@/domain/log/facts";
import { runVerdicts } from "@/domain/log/runs";

const time = z
  .string()
  .nullable()
  .describe("As the log writes it, in its own zone: 2026-12-06 01:12:09.125.");

export const knownMessageSchema = z.object({
  rule: z.string(),
  class: z.enum(logClasses),
  cause: z.string(),
  remedy: z.string().nullable(),
  source: z.string(),
  folds: z
    .object({ seconds: z.int().nullable(), entries: z.int().nullable() })
    .nullable()
    .describe("Harmless while it stays within these; null: never."),
});

export const logGroupSchema = z.object({
  signature: z.string().describe("The same for the same message in every log: SHA-256 over its words."),
  level: z.enum(logLevels),
  logger: z.string(),
  message: z.string().describe("With placeholders for ids, numbers, addresses, times and hashes."),
  exception: z.string().nullable(),
  cause: z.string().nullable(),
  frame: z.string().nullable().describe("Where the root cause was thrown."),
  known: knownMessageSchema.nullable(),
  entries: z.int(),
  lines: z.int(),
  first: time,
  last: time,
  files: z.array(z.object({ name: z.string(), entries: z.int() })),
  example: z.string().describe("The earliest, without what looks like a secret."),
});

export const logRunSchema = z.object({
  signature: z.string().describe("The same for the same run in every reading of its log."),
  client: z.string(),
  verdict: z.enum(runVerdicts),
  message: z.string(),
  first: time,
  last: time,
  began: z.int(),
  completed: z.int(),
  errors: z.int(),
  failure: z.string().nullable(),
  file: z.string(),
});

const counts = z.object({ entries: z.int(), lines: z.int() });

/** What a reading of logs holds. Every line is counted in exactly one level, or among the loose ones. */
export const logReportSchema = z.object({
  schema: z.literal(1),
  files: z.array(
    z.object({
      name: z.string(),
      bytes: z.int().describe("Unpacked."),
      sha256: z.string().describe("Of the unpacked bytes."),
      lines: z.int(),
      loose: z.int(),
      formats: z.array(z.string()),
      first: time,
      last: time,
    }),
  ),
  bytes: z.int(),
  lines: z.int(),
  levels: z.record(z.enum(logLevels), counts),
  loose: z.int().describe("Lines that belong to no entry."),
  groups: z.array(logGroupSchema),
  runs: z.array(logRunSchema),
});
export type LogReport = z.infer<typeof logReportSchema>;
