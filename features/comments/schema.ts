import { z } from "zod";
import { id, stepId, text, upgradeKey, version } from "@/lib/fields";

/** One remark on a step or an inventory item. Removed ones are not listed; history keeps them. */
export const commentItem = z.object({
  id,
  stepId: id.nullable(),
  itemId: id.nullable(),
  body: z.string(),
  /** Who is mentioned, by the characters of `body` it takes: what a screen turns into a name. */
  mentions: z.array(z.object({ userId: id, name: z.string(), start: z.int(), end: z.int() })),
  author: z.object({ id, name: z.string() }),
  createdAt: z.string(),
  editedAt: z.string().nullable(),
  /** Written by the asker, who alone may edit or remove it. */
  mine: z.boolean(),
  version: z.int(),
});
export type CommentItem = z.output<typeof commentItem>;

/** Plain text with mentions: `@handle` (what comes before the @ of the e-mail address) or `@"Full Name"`. */
const body = text(10_000).refine((value) => value.length > 0, "Write something first");

export const listCommentsInput = z.object({ upgrade: upgradeKey, step: stepId });
/** Earliest first. */
export const listCommentsOutput = z.object({ items: z.array(commentItem) });

export const addCommentInput = z.object({ upgrade: upgradeKey, step: stepId, body });
export const editCommentInput = z.object({ upgrade: upgradeKey, comment: id, version, body });
export const removeCommentInput = z.object({ upgrade: upgradeKey, comment: id, version });

export const savedComment = z.object({
  id,
  stepId: id.nullable(),
  itemId: id.nullable(),
  version: z.int(),
});

const item = z.string().trim().min(1).max(40).meta({ description: "Code (CU-7) or id of the item" });
export const listItemCommentsInput = z.object({ upgrade: upgradeKey, item });
export const addItemCommentInput = z.object({ upgrade: upgradeKey, item, body });
