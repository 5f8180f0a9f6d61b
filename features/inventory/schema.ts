import { z } from "zod";
import { findingFields } from "@/analysers/finding-fields";
import { environmentKinds } from "@/domain/environment";
import { findingLevels } from "@/domain/finding";
import { gateKinds } from "@/domain/gate-kind";
import { fieldKinds, itemStates } from "@/domain/inventory";
import { namedBy, reference } from "@/features/references/schema";
import { environmentKey, id, moment, reason, text, title, upgradeKey, version } from "@/lib/fields";

/** An item by its id or its code. */
export const itemReference = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .meta({ description: "Its code (CU-7) or its id" });

const kindId = z.string().min(1).max(60).meta({ description: "Id of the inventory, e.g. customization" });
const level = z.enum(findingLevels);
const fieldValue = z.union([z.string().max(20_000), z.number(), z.boolean(), z.null()]);
const fields = z.record(z.string().max(60), fieldValue).meta({
  description:
    "Values of the kind's fields. One of references is a text with codes, as in P-09, CU-3, TC-1; each has to be there",
});
const environments = z
  .array(environmentKey)
  .max(60)
  .meta({ description: "Keys of the environments it concerns; none means all" });

export const addItemInput = z.object({
  upgrade: upgradeKey,
  kind: kindId,
  title: title(300),
  fields: fields.default({}),
  level: level.optional().meta({ description: "Left out: what the kind proposes" }),
  note: text().default(""),
  environments: environments.default([]),
  ownerId: id.nullable().default(null),
  dueAt: moment.nullable().default(null),
});

export const editItemInput = z.object({
  upgrade: upgradeKey,
  item: itemReference,
  version,
  title: title(300).optional(),
  fields: fields.optional().meta({ description: "Only these fields change" }),
  level: level.optional(),
  note: text().optional(),
  environments: environments.optional(),
  ownerId: id.nullable().optional(),
  dueAt: moment.nullable().optional(),
});

export const decideItemInput = z.object({
  upgrade: upgradeKey,
  item: itemReference,
  version,
  verdict: z.string().max(60).nullable().meta({ description: "Null takes the verdict back" }),
  reason: text(2_000).default(""),
});

export const setItemStateInput = z.object({
  upgrade: upgradeKey,
  item: itemReference,
  version,
  environment: environmentKey,
  state: z.enum(itemStates),
  reason: text(2_000).default(""),
});

export const linkTestsInput = z.object({
  upgrade: upgradeKey,
  item: itemReference,
  version,
  testCases: z.array(z.string().max(40)).max(100).meta({ description: "Codes or ids; replaces the list" }),
});

export const removeItemInput = z.object({ upgrade: upgradeKey, item: itemReference, version, reason });
export const restoreItemInput = z.object({ upgrade: upgradeKey, item: itemReference, version });

/** What several items become at once: exactly one of these. */
export const bulkItemsInput = z
  .object({
    upgrade: upgradeKey,
    items: z.array(itemReference).min(1).max(5_000),
    verdict: z.string().max(60).nullable().optional(),
    state: z.enum(itemStates).optional(),
    environment: environmentKey.optional().meta({ description: "Of the state" }),
    ownerId: id.nullable().optional(),
    dueAt: moment.nullable().optional(),
    reason: text(2_000).default(""),
  })
  .refine(
    (input) =>
      [input.verdict, input.state, input.ownerId, input.dueAt].filter((part) => part !== undefined).length ===
      1,
    { message: "give exactly one of verdict, state, ownerId and dueAt" },
  )
  .refine((input) => (input.state === undefined) === (input.environment === undefined), {
    message: "a state is one in an environment: give both",
    path: ["environment"],
  });

export const changedItem = z.object({ id, code: z.string(), version: z.int() });
export const changedItems = z.object({
  changed: z.array(changedItem),
  /** Those that were so already, or that the rules refuse, with the reason. */
  refused: z.array(z.object({ code: z.string(), message: z.string() })),
});

export const exportItemsInput = z.object({ upgrade: upgradeKey, kind: kindId });

const sheet = {
  upgrade: upgradeKey,
  kind: kindId,
  file: z.file("must be a file").meta({
    description:
      "CSV or XLSX of at most 5 MiB and 5,000 rows, its first row names the columns; over REST the multipart field `file`",
  }),
};

export const previewItemsInput = z.object(sheet);
export const importItemsInput = z.object({
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

export const previewItemsOutput = z.object({
  fileName: z.string(),
  format: z.enum(["csv", "xlsx"]),
  /** How it was read: "UTF-8, semicolon-separated", or which sheet. */
  reading: z.string(),
  otherSheets: z.array(z.string()),
  /** Columns by their headings, with the column of an export they are taken for. */
  columns: z.array(z.object({ heading: z.string(), as: z.string() })),
  /** Columns that are not imported, and why. */
  ignored: z.array(z.object({ column: z.int(), heading: z.string(), why: z.string() })),
  rows: z.int(),
  digest: z.string(),
  add: z.array(z.object({ line: z.int(), title: z.string(), says: z.array(z.string()) })),
  change: z.array(
    z.object({ line: z.int(), code: z.string(), title: z.string(), says: z.array(z.string()) }),
  ),
  unchanged: z.int(),
  /** Rows that are refused; each can have several reasons. */
  refusedRows: z.int(),
  refused: z.array(
    z.object({ line: z.int(), column: z.string().nullable(), title: z.string(), reason: z.string() }),
  ),
});
export type ItemsPreview = z.output<typeof previewItemsOutput>;

export const importItemsOutput = z.object({
  added: z.int(),
  changed: z.int(),
  decided: z.int(),
  moved: z.int(),
  unchanged: z.int(),
  refused: z.int(),
});
export type ItemsImported = z.output<typeof importItemsOutput>;

const option = z.object({ value: z.string(), label: z.string() });
export const kindView = z.object({
  id: z.string(),
  title: z.string(),
  noun: z.string(),
  letters: z.string(),
  description: z.string(),
  fields: z.array(
    z.object({ id: z.string(), label: z.string(), kind: z.enum(fieldKinds), options: z.array(option) }),
  ),
  verdicts: z.array(option.extend({ work: z.boolean(), needsTest: z.boolean() })),
  verdictNeededBy: z.string().nullable(),
  level,
  gate: z.enum(gateKinds),
  environments: z.array(z.enum(environmentKinds)),
});
export type KindView = z.output<typeof kindView>;

const person = z.object({ id, name: z.string() });
const environment = z.object({ id, key: z.string(), name: z.string(), kind: z.enum(environmentKinds) });

/** How an environment stands with items: those with work there, and how far they are. */
const workCounts = z.object({ work: z.int(), done: z.int(), doing: z.int(), notApplicable: z.int() });

export const overviewInventoryOutput = z.object({
  environments: z.array(environment),
  kinds: z.array(
    kindView.extend({
      items: z.int(),
      levels: z.object({ info: z.int(), attention: z.int(), must_act: z.int() }),
      undecided: z.int(),
      untested: z.int(),
      /** By environment, in their order. */
      standing: z.array(workCounts),
    }),
  ),
});
export type InventoryOverview = z.output<typeof overviewInventoryOutput>;

export const finding = z.object(findingFields);

const proposal = z.object({
  verdict: z.string(),
  label: z.string(),
  reason: z.string(),
  upgrade: z.string(),
  code: z.string(),
});
const source = z.object({ kind: z.enum(["typed", "file", "copied"]), name: z.string(), at: z.string() });

/** One letter per environment: o open, d in progress, f done, n not applicable, - nothing to do or not found there. */
export const itemCells = z.string().meta({
  description:
    "One letter per environment: o open, d in progress, f done, n not applicable, - nothing to do there",
});

export const itemLine = z.object({
  id,
  code: z.string(),
  title: z.string(),
  level,
  verdict: z.string().nullable(),
  undecided: z.boolean(),
  untested: z.boolean(),
  fields: z.record(z.string(), fieldValue),
  owner: person.nullable(),
  dueAt: z.string().nullable(),
  cells: itemCells,
  version: z.int(),
  removedAt: z.string().nullable(),
});
export type ItemLine = z.output<typeof itemLine>;

export const listItemsInput = z.object({
  upgrade: upgradeKey,
  kind: kindId,
  removed: z.stringbool().default(false).meta({ description: "true: removed items instead" }),
});
export const listItemsOutput = z.object({
  kind: kindView,
  environments: z.array(environment),
  items: z.array(itemLine),
});
export type ItemList = z.output<typeof listItemsOutput>;

export const itemView = itemLine.extend({
  kind: kindView,
  key: z.string(),
  verdictReason: z.string(),
  note: z.string(),
  source,
  proposal: proposal.nullable(),
  findings: z.array(finding),
  environments: z.array(
    environment.extend({
      applies: z.boolean(),
      state: z.enum(itemStates),
      reason: z.string(),
      since: z.string().nullable(),
      by: z.string().nullable(),
    }),
  ),
  foundIn: z.array(z.string()),
  testCases: z.array(z.object({ code: z.string(), title: z.string(), archived: z.boolean() })),
  /** What its fields of references name, and the items that name it. */
  references: z.array(reference),
  namedBy: z.array(namedBy),
  createdAt: z.string(),
  createdBy: person,
  /** What happened to it, its evidence and comments, latest first, at most 30. */
  history: z.array(z.object({ seq: z.int(), at: z.string(), sentence: z.string() })),
});
export type ItemView = z.output<typeof itemView>;
