import { z } from "zod";
import { cursorWanted } from "@/lib/errors";

/** Pieces that the schemas of several nouns share, so that one field means, and refuses, the same everywhere. */

// Postgres stores no NUL, and other control characters have no place in a key or title.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused.
const printable = /^[^\u0000-\u001f\u007f]*$/;

/** An upgrade's key as in addresses, e.g. "APIM-45". */
export const upgradeKey = z
  .string()
  .min(1)
  .max(40)
  .regex(printable, "is not a key")
  .meta({ description: "Key of the upgrade", example: "APIM-45" });

/** An environment's key as in addresses, e.g. "pre-prod". */
export const environmentKey = z
  .string()
  .min(1)
  .max(60)
  .regex(printable, "is not a key")
  .meta({ description: "Key of the environment", example: "pre-prod" });

export const id = z.uuid("is not an id");

/** A step by its id: its code is the same in every environment, so that alone it names none. */
export const stepId = z
  .uuid(
    "is not the id of a step. A code like V-02 stands in every environment: look its id up by GET /api/v1/upgrades/{upgrade}/steps?environment=KEY",
  )
  .meta({
    description: "Id of the step; `GET /upgrades/{upgrade}/steps?environment=KEY` tells it by code",
  });

/** The version the caller saw; a write with another one than the stored answers 409 and changes nothing. */
export const version = z.coerce
  .number("must be the version you saw, a number")
  .int()
  .min(1)
  .max(2_147_483_647)
  .meta({ description: "Version seen by the caller; over REST also as If-Match" });

/** One line of text: trimmed, may be empty. */
export const line = (max = 200) =>
  z
    .string()
    .trim()
    .max(max, `has at most ${max} characters`)
    .regex(printable, "must be one line of plain text");

/** One line of text: trimmed, not empty. */
export const title = (max = 200) => line(max).min(1, "must not be empty");

/** Longer text, may be empty. */
export const text = (max = 10_000) =>
  z
    .string()
    .trim()
    .max(max, `has at most ${max} characters`)
    .refine((value) => !value.includes("\u0000"), "must not contain NUL characters");

/** Why somebody does something that needs a reason. */
export const reason = text(2_000).refine((value) => value.length > 0, "Say why: a reason is needed");

/** A moment, in ISO 8601 with zone. */
export const moment = z.iso.datetime({ offset: true, error: "must be a time like 2026-11-23T18:00:00Z" });

/** An http(s) address. Other schemes (javascript:, data:) never become links. */
export const webAddress = z.url({ protocol: /^https?$/, error: "must be an http(s):// address" }).max(2_000);

const described = { description: "`next` of the page before" };
const limit = z.coerce.number().int().min(1).max(500).default(100);

/**
 * Asking for one page of a list: where to go on, and how many. By what the list's cursors are: a number, the id of the
 * last row, or its key. One that names no row (any more) is refused by the query: `notACursor`.
 */
export const pagedBy = {
  number: {
    cursor: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, cursorWanted)
      .transform(Number)
      .optional()
      .meta(described),
    limit,
  },
  id: { cursor: z.uuid(cursorWanted).optional().meta(described), limit },
  key: {
    cursor: z
      .string()
      .min(1, cursorWanted)
      .max(40, cursorWanted)
      .regex(printable, cursorWanted)
      .optional()
      .meta(described),
    limit,
  },
};

/** One page of a list; `next` is null on the last. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
