import { z } from "zod";
import { logGroupSchema, logReportSchema } from "@/analysers/logs/report";
import { logDecisions } from "@/domain/log/decision";
import { byteStream } from "@/lib/byte-stream";
import { environmentKey, id, line, text, upgradeKey } from "@/lib/fields";

/** Logs of the new stack, or of the old one to compare with. */
export const logKinds = ["current", "baseline"] as const;
export type LogKind = (typeof logKinds)[number];

const inEnvironment = { upgrade: upgradeKey, environment: environmentKey };
const place = z.object({ key: z.string(), name: z.string() });
const person = z.object({ id, name: z.string() });
const signature = z.string().regex(/^[0-9a-f]{64}$/, "is not the signature of a message");

export const readLogsInput = z.object({
  ...inEnvironment,
  kind: z.enum(logKinds).default("current").meta({ description: "baseline: logs of the old stack" }),
  note: line(100).default("").meta({ description: "What they are of: “after the pilot”, “gateway-1”" }),
  name: line(200)
    .default("log")
    .meta({ description: "Name of the file sent; in an archive each has its own" }),
  content: byteStream,
});

export const readLogsOutput = z.object({
  number: z.int(),
  lines: z.int(),
  errors: z.int(),
  asking: z.int().meta({ description: "Messages and runs somebody has to decide about" }),
  undecided: z.int().meta({ description: "Of these, never decided about before" }),
});

export const decideInput = z.object({
  ...inEnvironment,
  signature,
  version: z.coerce.number("must be the version you saw, a number").int().min(0).max(2_147_483_647).meta({
    description: "Version of the decision the caller saw, 0 when there was none; over REST also as If-Match",
  }),
  decision: z.enum(logDecisions),
  reason: text(2_000).default(""),
  link: z
    .union([
      z.literal(""),
      z.url({ protocol: /^https?$/, error: "must be an http(s):// address" }).max(2_000),
    ])
    .default("")
    .meta({ description: "Address of the issue that follows it" }),
});

const decision = z.object({
  decision: z.enum(logDecisions),
  reason: z.string(),
  link: z.string(),
  version: z.int(),
  at: z.string(),
  by: person,
});
export type LogDecisionView = z.output<typeof decision>;

export const decideOutput = decision;

export const viewLogsInput = z.object({
  ...inEnvironment,
  reading: z.coerce.number().int().min(1).max(1_000_000).optional().meta({
    description: "Number of a reading; left out: the latest of the new stack",
  }),
  baseline: z.coerce.number().int().min(0).max(1_000_000).optional().meta({
    description: "Number of the reading to compare with, 0 for none; left out: the latest of the old stack",
  }),
});

const readingLine = z.object({
  number: z.int(),
  kind: z.enum(logKinds),
  note: z.string(),
  files: z.int(),
  lines: z.int(),
  errors: z.int(),
  first: z.string().nullable(),
  last: z.string().nullable(),
  readAt: z.string(),
  readBy: person,
});
export type LogReadingLine = z.output<typeof readingLine>;

const elsewhere = z.array(
  z.object({ environment: place, decision: z.enum(logDecisions), reason: z.string(), link: z.string() }),
);

const message = logGroupSchema.extend({
  isNew: z.boolean().nullable().meta({ description: "Not in the baseline; null without one" }),
  before: z.int().meta({ description: "Entries in the baseline" }),
  folded: z.boolean().meta({ description: "Known to be harmless as it came here" }),
  asks: z.boolean().meta({ description: "Somebody has to decide about it before the exit gate opens" }),
  decision: decision.nullable(),
  elsewhere: elsewhere.meta({ description: "What was decided about it in other environments" }),
});
export type LogMessage = z.output<typeof message>;

const run = logReportSchema.shape.runs.element.extend({
  asks: z.boolean().meta({ description: "It went wrong and no later run of the client went better" }),
  decision: decision.nullable(),
});
export type LogRunView = z.output<typeof run>;

export const logsView = z.object({
  environment: place,
  known: z
    .boolean()
    .meta({ description: "Whether anything is known of the product's logs; without, none can be read" }),
  readings: z.array(readingLine).meta({ description: "Latest first" }),
  /** The reading shown, null when there is none. */
  reading: z.int().nullable(),
  baseline: z.int().nullable(),
  summary: logReportSchema.omit({ groups: true, runs: true }).nullable(),
  runs: z.array(run),
  messages: z
    .array(message)
    .meta({ description: "New since the baseline first, then what asks, then by entries; folded last" }),
});
export type LogsView = z.output<typeof logsView>;
