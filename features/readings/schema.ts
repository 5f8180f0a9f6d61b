import { z } from "zod";
import { analysers } from "@/domain/analyser";
import { findingLevels } from "@/domain/finding";
import { finding } from "@/features/inventory/schema";
import { environmentKey, id, moment, upgradeKey } from "@/lib/fields";

const node = z
  .string()
  .trim()
  .max(100, "has at most 100 characters")
  .meta({ description: "Node or profile the files are of; empty where there is only one" });

export const analyserField = z.enum(analysers);

export const makeReadingInput = z.object({
  upgrade: upgradeKey,
  analyser: analyserField,
  environment: environmentKey
    .optional()
    .meta({ description: "Left out: what is read belongs to no environment" }),
  node: node.default(""),
  files: z
    .array(z.file("must be a file"))
    .min(1, "Choose at least one file")
    .max(200, "At most 200 files at a time; put them into a ZIP")
    .meta({ description: "Over REST the multipart field `files[]`, as often as there are files" }),
  password: z
    .string()
    .max(1_000)
    .optional()
    .meta({ description: "Of key stores: used and forgotten, never stored or logged" }),
  windowStart: moment
    .optional()
    .meta({ description: "Planned change window: certificates are judged against it" }),
  windowEnd: moment.optional(),
  hypercareDays: z.coerce.number().int().min(0).max(365).default(14),
});
export type MakeReadingInput = z.input<typeof makeReadingInput>;

const counts = z.object({ info: z.int(), attention: z.int(), must_act: z.int() });

export const madeReading = z.object({
  id,
  counts,
  /** Values that looked like secrets and were not kept. */
  secretsDropped: z.int(),
});

export const readingReference = z.object({ upgrade: upgradeKey, reading: id });
export const appliedReading = z.object({
  added: z.array(z.string()),
  changed: z.array(z.string()),
  closed: z.array(z.string()),
});

const person = z.object({ id, name: z.string() });
const place = z.object({ key: z.string(), name: z.string() });

export const readingLine = z.object({
  id,
  analyser: analyserField,
  environment: place.nullable(),
  node: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.int(), sha256: z.string() })),
  counts,
  readAt: z.string(),
  readBy: person,
  appliedAt: z.string().nullable(),
});
export type ReadingLine = z.output<typeof readingLine>;

export const listReadingsInput = z.object({ upgrade: upgradeKey, analyser: z.enum(analysers).optional() });
export const listReadingsOutput = z.object({
  items: z.array(readingLine),
  environments: z.array(place),
  /** What the product's knowledge can judge; the others are read without it. */
  known: z.array(z.enum(analysers)),
});

/** What taking a reading into the inventory would do, item by item. */
const proposal = z.object({
  key: z.string(),
  title: z.string(),
  level: z.enum(findingLevels),
  code: z.string().nullable().meta({ description: "Of the item it is on the list already" }),
  does: z.enum(["add", "change", "close", "nothing"]),
});

export const readingView = readingLine.extend({
  knowledgeSha256: z.string(),
  /** The analyser's own report; its form is documented in docs/inspect.md. */
  report: z.json(),
  findings: z.array(finding),
  proposals: z.array(proposal),
  /** Settings that are not the same in every environment, by environment; null where one is not set. Never secrets. */
  differences: z.array(z.object({ key: z.string(), values: z.record(z.string(), z.string().nullable()) })),
  /** What only several stores together show. */
  across: z.array(finding),
  /** Whether a later reading of the same place exists. */
  newer: id.nullable(),
  /** The applied reading of the same place before this one. */
  before: id.nullable(),
});
export type ReadingView = z.output<typeof readingView>;

/** The statement that lists a product's applications, for each database engine it can run on. */
export const applicationStatements = z.object({
  /** The release whose tables it reads: the one the upgrade comes from. */
  release: z.string(),
  /** The engine the upgrade's answers name; null when they name none that is known. */
  engine: z.string().nullable(),
  note: z.string(),
  source: z.string(),
  statements: z.array(
    z.object({
      engine: z.string(),
      label: z.string(),
      sql: z.string(),
      how: z.string().meta({ description: "How its rows are saved as CSV" }),
    }),
  ),
});
export type ApplicationStatements = z.output<typeof applicationStatements>;
