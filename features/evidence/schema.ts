import { z } from "zod";
import { evidenceKinds } from "@/domain/evidence";
import { environmentKey, id, reason, text, title, upgradeKey, webAddress } from "@/lib/fields";

const person = z.object({ id, name: z.string() });

/** One proof of a step, of a test execution or of an inventory item. */
export const evidenceItem = z.object({
  id,
  stepId: id.nullable(),
  executionId: id.nullable(),
  itemId: id.nullable(),
  /** Of an item: the environment it was dealt with in; null where it proves the verdict itself. */
  environmentId: id.nullable(),
  kind: z.enum(evidenceKinds),
  /** File name, link title or the first words of the note. */
  name: z.string(),
  url: z.string().nullable(),
  /** Of a note. */
  text: z.string().nullable(),
  /** Found in the bytes, never believed from the name; null for links and notes. */
  mediaType: z.string().nullable(),
  size: z.int().nullable(),
  /** How a file can be shown in place: `<img>` and `fetch` of `content?inline=1`; null: download only. */
  preview: z.enum(["image", "text"]).nullable(),
  /** SHA-256 of the bytes, the address or the text, hex. */
  sha256: z.string(),
  addedBy: person,
  addedAt: z.string(),
  /** Neither superseded nor withdrawn: it counts. */
  current: z.boolean(),
  supersededById: id.nullable(),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string().nullable(),
});
export type EvidenceItem = z.output<typeof evidenceItem>;

/** Exactly one of file, url and text; what it is called follows from it unless `name` is given. */
const content = {
  file: z
    .file("must be a file")
    .optional()
    .meta({ description: "At most 25 MiB; over REST the multipart field `file`" }),
  url: webAddress.optional(),
  text: text(100_000).optional(),
  name: title(200)
    .optional()
    .meta({ description: "Title of a link or note; a file is called by its own name" }),
};
const oneContent = (input: { file?: unknown; url?: string | undefined; text?: string | undefined }) =>
  [input.file !== undefined, input.url !== undefined, Boolean(input.text)].filter(Boolean).length === 1;
const oneSubject = (input: { step?: unknown; execution?: unknown; item?: unknown }) =>
  [input.step, input.execution, input.item].filter((subject) => subject !== undefined).length === 1;
const notOne = { message: "give exactly one of: a file, a link (url) or a note (text)" };

export const addEvidenceInput = z
  .object({
    upgrade: upgradeKey,
    /** The step it proves … */
    step: id.optional(),
    /** … or the test execution … */
    execution: id.optional(),
    /** … or the inventory item, there with the key of the environment it was dealt with in. */
    item: z.string().trim().min(1).max(40).optional().meta({ description: "Code (CU-7) or id of the item" }),
    environment: environmentKey.optional().meta({ description: "Only with an item" }),
    ...content,
  })
  .refine(oneSubject, { message: "name the step, the execution or the item it proves, one of them" })
  .refine((input) => input.environment === undefined || input.item !== undefined, {
    message: "goes with an item; a step and an execution are in one already",
    path: ["environment"],
  })
  .refine(oneContent, notOne);

export const supersedeEvidenceInput = z
  .object({ upgrade: upgradeKey, evidence: id, ...content })
  .refine(oneContent, notOne);

export const withdrawEvidenceInput = z.object({ upgrade: upgradeKey, evidence: id, reason });

export const listEvidenceInput = z
  .object({
    upgrade: upgradeKey,
    step: id.optional(),
    execution: id.optional(),
    item: z.string().trim().min(1).max(40).optional(),
  })
  .refine(oneSubject, { message: "name a step, an execution or an item" });

/** Current pieces first, latest first. */
export const listEvidenceOutput = z.object({ items: z.array(evidenceItem) });

export const evidenceContentInput = z.object({
  upgrade: upgradeKey,
  evidence: id,
  inline: z
    .stringbool()
    .default(false)
    .meta({ description: "1: images and text to be shown in place; everything else is downloaded anyway" }),
});

export const savedEvidence = evidenceItem.pick({
  id: true,
  kind: true,
  name: true,
  sha256: true,
  size: true,
  mediaType: true,
});
