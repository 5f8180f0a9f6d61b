import { z } from "zod";
import { chainFaults } from "@/domain/audit-chain";
import { eventGroups } from "@/domain/event-group-name";
import { environmentKey, id, moment, pagedBy, pageOf, upgradeKey } from "@/lib/fields";

/** What one can narrow history by. All of them together must hold. */
const filters = {
  group: z.enum(eventGroups).optional().meta({ description: "Only events of this group" }),
  type: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Only events of exactly this type", example: "signOff.signed" }),
  person: z
    .union([id, z.literal("liftlock")])
    .optional()
    .meta({ description: "Only what this person did; liftlock: what time alone did" }),
  subject: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Only what happened to the thing with this id, and to what belongs to it" }),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "Text in what was written, in the actor's name or in the type" }),
  from: moment.optional().meta({ description: "Not before" }),
  to: moment.optional().meta({ description: "Before" }),
};
export const upgradeFilters = { upgrade: upgradeKey, environment: environmentKey.optional(), ...filters };

export const listAuditInput = z.object({ ...upgradeFilters, ...pagedBy.number });
export const exportCsvInput = z.object(upgradeFilters);
export const listInstanceAuditInput = z.object({ ...filters, ...pagedBy.number });
export const exportInstanceCsvInput = z.object(filters);
export type AuditFilters = z.output<z.ZodObject<typeof filters>>;

export const auditItem = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), name: z.string(), roles: z.array(z.string()) }),
  type: z.string(),
  /** Null for a type of a newer version. */
  group: z.enum(eventGroups).nullable(),
  sentence: z.string(),
  subject: z.object({ type: z.string(), id: z.string() }),
  /** Null outside of environments; the name is null where the environment is gone. */
  environment: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  /** Where the thing it happened to can be seen; null where it is gone or has no place of its own. */
  href: z.string().nullable(),
  /** SHA-256 that chains it to the event before. */
  hash: z.string(),
});
export type AuditItem = z.output<typeof auditItem>;

/** Latest first. */
export const auditPage = pageOf(auditItem);

/** Everybody who did something in a history, members or not. Liftlock itself has the id "liftlock". */
export const auditActors = z.object({
  items: z.array(z.object({ id: z.string(), name: z.string(), events: z.int() })),
});

/** The chain as found: `fault` null when every event is as it was written. */
export const chainReport = z.object({
  chain: z.string(),
  events: z.int(),
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  fault: z.object({ kind: z.enum(chainFaults), seq: z.int(), message: z.string() }).nullable(),
  verifiedAt: z.string(),
  milliseconds: z.int(),
});
export type ChainReport = z.output<typeof chainReport>;

/** How an exported history calls its own form; a changed form gets another number. */
export const exportFormat = "liftlock-audit/1";
