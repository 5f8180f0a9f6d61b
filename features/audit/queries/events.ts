import { sentence } from "@/domain/event";
import { eventGroupOf, eventTypesOf } from "@/domain/event-group";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { savedFacts } from "@/lib/saved-facts";
import type { AuditFilters, AuditItem } from "../schema";

/** A stored event as lists and exports need it. */
export interface EventRow {
  seq: number;
  at: Date;
  actorId: string | null;
  actorName: string;
  actorRoles: string[];
  type: string;
  subjectType: string;
  subjectId: string;
  environmentId: string | null;
  data: unknown;
  hash: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Events of a chain that fit the filters, latest first, before a sequence number. They come as one text: a page of them
 * takes a third of the time of a column each.
 */
export async function loadEvents(
  read: Pick<ReadClient, "$queryRaw">,
  chain: string,
  filters: AuditFilters & { environmentId?: string | null },
  before: number | null,
  limit: number,
): Promise<EventRow[]> {
  const types = filters.type ? [filters.type] : null;
  const group = filters.group ? eventTypesOf(filters.group) : null;
  const { person, subject = null, environmentId = null, from = null, to = null } = filters;
  const part = subject && uuid.test(subject) ? subject : null;
  const like = filters.q ? `%${filters.q.replace(/[\\%_]/g, "\\$&")}%` : null;
  const [found] = await read.$queryRaw<{ events: string }[]>`
    SELECT coalesce(json_agg(e ORDER BY e.seq DESC), '[]')::text AS events FROM (SELECT seq, at, "actorId", "actorName", "actorRoles", type, "subjectType", "subjectId", "environmentId", data, hash
    FROM "AuditEvent"
    WHERE chain = ${chain} AND (${before}::int IS NULL OR seq < ${before}::int)
      AND (${types}::text[] IS NULL OR type = ANY(${types}::text[]))
      AND (${group}::text[] IS NULL OR type = ANY(${group}::text[]))
      AND (${person ?? null}::text IS NULL OR coalesce("actorId", 'liftlock') = ${person ?? null}::text)
      AND (${environmentId}::text IS NULL OR "environmentId" = ${environmentId}::text)
      AND (${from}::timestamptz IS NULL OR at >= ${from}::timestamptz)
      AND (${to}::timestamptz IS NULL OR at < ${to}::timestamptz)
      AND (${subject}::text IS NULL OR "subjectId" IN (
        SELECT ${subject}::text
        UNION ALL SELECT id::text FROM "Evidence" WHERE "stepId" = ${part}::uuid OR "executionId" = ${part}::uuid
        UNION ALL SELECT id::text FROM "Comment" WHERE "stepId" = ${part}::uuid
        UNION ALL SELECT id::text FROM "SignOff" WHERE "gateId" = ${part}::uuid
        UNION ALL SELECT id::text FROM "Waiver" WHERE "gateId" = ${part}::uuid))
      AND (${like}::text IS NULL OR "actorName" ILIKE ${like}::text OR type ILIKE ${like}::text OR data::text ILIKE ${like}::text)
    ORDER BY seq DESC LIMIT ${limit}) e`;
  const events = JSON.parse(found?.events ?? "[]") as (Omit<EventRow, "at"> & { at: string })[];
  return events.map((event) => ({ ...event, at: new Date(event.at) }));
}

/** An event as people read it; `href` and the environment's name come from what is there now. */
export function itemOf(row: EventRow, names: ReadonlyMap<string, string>, href: string | null): AuditItem {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    actor: { id: row.actorId, name: row.actorName, roles: row.actorRoles },
    type: row.type,
    group: eventGroupOf(row.type),
    sentence: sentence(row.actorName, row.type, row.data),
    subject: { type: row.subjectType, id: row.subjectId },
    environment: row.environmentId
      ? { id: row.environmentId, name: names.get(row.environmentId) ?? null }
      : null,
    href,
    hash: row.hash,
  };
}

/** Environments of an upgrade by name, and the id of the one asked for by its key. */
export async function environmentsOf(read: ReadClient, upgrade: UpgradeScope, key: string | undefined) {
  const { environments: rows } = await savedFacts(read, upgrade).upgrade();
  const asked = key === undefined ? null : rows.find((row) => row.key === key);
  if (asked === undefined) throw notFound("environment");
  return { names: new Map(rows.map((row) => [row.id, row.name])), environmentId: asked?.id ?? null };
}
