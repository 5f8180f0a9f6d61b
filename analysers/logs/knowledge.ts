import { z } from "zod";
import { logClasses } from "@/domain/log/facts";

const pattern = z
  .string()
  .min(1)
  .refine((text) => {
    try {
      new RegExp(text);
      return true;
    } catch {
      return false;
    }
  }, "is no regular expression");

const formatSchema = z.strictObject({
  name: z.string().min(1),
  pattern: pattern.describe(
    "How a line of it begins, up to its message; groups named time, level and logger. Without a level its lines are only counted.",
  ),
  source: z.string().min(1),
});

const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  pattern: pattern.describe(
    "Sought in the logger and the message, “Logger - message”, and in the stack trace. Numbers that stand alone are noughts there, but for codes such as ORA-00904 and “code 404”.",
  ),
  class: z.enum(logClasses),
  phase: z.string().min(1),
  cause: z.string().min(1),
  remedy: z.string().min(1).nullable(),
  source: z.string().min(1),
  confidence: z.enum(["quoted", "inferred"]),
  folds: z
    .strictObject({ seconds: z.int().positive().nullable(), entries: z.int().positive().nullable() })
    .nullable()
    .describe("Harmless while it stays within these; null: never."),
});

const clientSchema = z.strictObject({
  name: z.string().min(1),
  opens: pattern.nullable().describe("A run starts here."),
  begins: pattern.nullable().describe("A part of it begins; there may be several."),
  completes: pattern.describe("A part is completed, or the run when it has no parts."),
  fails: pattern,
  closes: pattern.nullable().describe("Said at the end however it went: proves nothing."),
  errors: pattern.describe("Loggers that are the client itself."),
  source: z.string().min(1),
});

/** What is known of a product's logs: `playbooks/<product>/knowledge/logs.json`. */
export const logKnowledgeSchema = z.strictObject({
  schema: z.literal(1),
  gathered: z.iso.date(),
  formats: z.array(formatSchema).min(1),
  quiet: z
    .strictObject({ loggers: pattern, messages: pattern, source: z.string().min(1) })
    .describe(
      "Entries below WARN that are looked at, too: by logger and message. All others are only counted.",
    ),
  rules: z.array(ruleSchema).describe("The first that fits names the message."),
  clients: z.array(clientSchema),
});
export type LogKnowledge = z.infer<typeof logKnowledgeSchema>;
