import { z } from "zod";
import { sheetFields } from "@/domain/case-sheet-heads";
import { testResults } from "@/domain/test-execution";
import { priorities, useCaseKinds } from "@/domain/use-case";
import { reference } from "@/features/test-cases/schema";
import { environmentKey, id, pagedBy, pageOf, reason, title, upgradeKey, version } from "@/lib/fields";

const file = (about: string) =>
  z.file("must be a file").meta({ description: `${about}; over REST the multipart field \`file\`` });

export const importResultsInput = z.object({
  upgrade: upgradeKey,
  environment: environmentKey,
  file: file("JUnit XML of at most 50 MiB"),
  run: id.optional().meta({ description: "An open run of the environment; left out: a new one is started" }),
  title: title().optional().meta({ description: "Title of the new run; left out: the file's name" }),
});

export const importCounts = z.object({
  /** Results in the file; each is either matched or unknown. */
  cases: z.int(),
  matched: z.int(),
  unknown: z.int(),
  /** Of the matched ones. */
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  /** Test cases that got an execution. */
  testCases: z.int(),
});

export const importResultsOutput = z.object({
  id,
  run: z.object({ id, number: z.int() }),
  environment: z.object({ key: z.string(), name: z.string() }),
  fileName: z.string(),
  counts: importCounts,
  /** Cases with several results, of which the worst counts; at most 100 are named. */
  several: z.array(z.object({ code: z.string(), results: z.int(), result: z.enum(testResults) })),
  severalMore: z.int(),
  /** Results of known cases that could not be recorded, with the reason; they wait in the inbox too. At most 100 are named. */
  notRecorded: z.array(z.object({ code: z.string(), reason: z.string() })),
  /** Executions older than what was recorded before; they don't change where a case stands. */
  older: z.int(),
  /** What suites reported outside of any case. */
  suiteErrors: z.array(z.string()),
});
export type ImportSummary = z.output<typeof importResultsOutput>;

/** JSON that travels as text, because files come as multipart. */
const jsonText = <T extends z.ZodType>(schema: T, about: string) =>
  z
    .string()
    .max(10_000)
    .meta({ description: about })
    .transform((value, context) => {
      try {
        return JSON.parse(value) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "is not valid JSON" });
        return z.NEVER;
      }
    })
    .pipe(schema);

const mapping = z.partialRecord(z.enum(sheetFields), z.int().min(0).max(99));

const sheet = {
  upgrade: upgradeKey,
  file: file("CSV of at most 5 MiB, its first row names the columns"),
  delimiter: z
    .enum(["comma", "semicolon", "tab", "pipe"])
    .optional()
    .meta({ description: "Left out: found in the file" }),
  mapping: jsonText(
    mapping,
    'Column by field, counted from 0, as JSON: {"title":2,"useCase":0}. Left out: guessed by the heads',
  ).optional(),
  useCase: title()
    .optional()
    .meta({ description: "Code or title of the use case for rows that name none; a new title makes one" }),
};

export const previewCasesInput = z.object(sheet);
export const importCasesInput = z.object({
  ...sheet,
  digest: z
    .string()
    .length(64)
    .optional()
    .meta({ description: "Of the preview: refuses when the same file would do something else by now" }),
  skipRefused: z
    .stringbool()
    .default(false)
    .meta({ description: "true: leave out refused rows; otherwise any refused row refuses the import" }),
});

export const previewCasesOutput = z.object({
  fileName: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  header: z.array(z.string()),
  mapping,
  rows: z.int(),
  digest: z.string(),
  useCases: z.array(
    z.object({ line: z.int(), title: z.string(), kind: z.enum(useCaseKinds), priority: z.enum(priorities) }),
  ),
  add: z.array(
    z.object({
      line: z.int(),
      code: z.string().nullable(),
      title: z.string(),
      useCase: z.string(),
      required: z.boolean(),
    }),
  ),
  revise: z.array(
    z.object({
      line: z.int(),
      code: z.string(),
      title: z.string(),
      changes: z.array(z.string()),
      newRevision: z.boolean(),
    }),
  ),
  unchanged: z.int(),
  refused: z.array(z.object({ line: z.int(), title: z.string(), reason: z.string() })),
});
export type CasesPreview = z.output<typeof previewCasesOutput>;

export const importCasesOutput = z.object({
  useCases: z.int(),
  added: z.int(),
  revised: z.int(),
  edited: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});
export type CasesImported = z.output<typeof importCasesOutput>;

export const itemStates = ["open", "mapped", "created", "dismissed"] as const;

const resolution = z.discriminatedUnion("as", [
  z.object({
    as: z.literal("case"),
    testCase: reference,
    /** Remember the producer's name as this case, and sort what else waits under it. */
    remember: z.boolean().default(true),
    /** For a case with a threshold. */
    measured: z.number().nullable().default(null),
  }),
  z.object({ as: z.literal("new_case"), useCase: reference, required: z.boolean().default(false) }),
  z.object({ as: z.literal("dismissed"), reason }),
]);

export const resolveItemsInput = z.object({
  upgrade: upgradeKey,
  items: z.array(z.object({ id, version })).min(1, "name at least one").max(500, "at most 500 at once"),
  resolution,
});
export type Resolution = z.output<typeof resolution>;

export const resolveItemsOutput = z.object({
  resolved: z.int(),
  codes: z.array(z.string()),
  recorded: z.int(),
});

const place = z.object({ key: z.string(), name: z.string() });

export const importView = z.object({
  id,
  fileName: z.string(),
  sha256: z.string(),
  environment: place,
  run: z.object({ id, number: z.int() }),
  importedBy: z.string(),
  importedAt: z.string(),
  counts: importCounts,
  open: z.int(),
});
export type ImportView = z.output<typeof importView>;

export const listImportsInput = z.object({ upgrade: upgradeKey, ...pagedBy.number });
export const listImportsOutput = pageOf(importView);

export const inboxItem = z.object({
  id,
  version: z.int(),
  fileName: z.string(),
  importId: id,
  environment: place,
  run: z.int(),
  suite: z.string(),
  className: z.string(),
  name: z.string(),
  result: z.enum(testResults),
  minutes: z.number().nullable(),
  message: z.string(),
  executedAt: z.string(),
  state: z.enum(itemStates),
  reason: z.string(),
  /** The case it was sorted to; of an open one the closest by name, or the known one that could not be recorded. */
  testCase: z.object({ code: z.string(), title: z.string(), threshold: z.string().nullable() }).nullable(),
  resolvedBy: z.string().nullable(),
  resolvedAt: z.string().nullable(),
});
export type InboxItem = z.output<typeof inboxItem>;

export const inboxInput = z.object({
  upgrade: upgradeKey,
  state: z.enum(itemStates).default("open"),
  import: id.optional().meta({ description: "Only of this import" }),
  ...pagedBy.number,
});
export const inboxOutput = pageOf(inboxItem).extend({
  counts: z.object({ open: z.int(), mapped: z.int(), created: z.int(), dismissed: z.int() }),
});
