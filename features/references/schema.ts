import { z } from "zod";
import { referenceKinds } from "@/domain/reference";

/** A thing that a field of an item names by its code. */
export const reference = z.object({
  /** Id of the field. */
  field: z.string(),
  code: z.string(),
  /** Null when there never was such a thing here. */
  kind: z.enum(referenceKinds).nullable(),
  title: z.string().nullable(),
  /** It is no longer there: removed, archived, or never brought along. */
  gone: z.boolean(),
  /** Null when it has no page any more. */
  href: z.string().nullable(),
  /** Of a step that environments have: each of them, in their order. */
  places: z.array(z.object({ environment: z.string(), name: z.string(), href: z.string() })),
});
export type Reference = z.output<typeof reference>;

/** An item that names something: a decision, a risk, a support case, or whatever the playbook keeps lists of. */
export const namedBy = z.object({
  code: z.string(),
  title: z.string(),
  href: z.string(),
  /** Its inventory: id, title and noun of the kind. */
  kind: z.string(),
  list: z.string(),
  noun: z.string(),
});
export type NamedBy = z.output<typeof namedBy>;
