import { z } from "zod";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import { instanceQuery, upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { auditActors, auditPage, listAuditInput, listInstanceAuditInput } from "../schema";
import { type EventRow, environmentsOf, itemOf, loadEvents } from "./events";
import { instanceLinks, linksOf } from "./links";

/** How many events the page of a history asks for. */
const firstPage = 100;

export const listAudit = upgradeQuery({
  name: "audit.list",
  action: "audit.view",
  summary: "The history of an upgrade, latest first, narrowed by what one looks for",
  path: "/upgrades/{upgrade}/audit",
  input: listAuditInput,
  output: auditPage,
  run: async ({ read, upgrade }, { upgrade: _, cursor, limit, environment, ...filters }) => {
    const load = async () => {
      const { names, environmentId } = await environmentsOf(read, upgrade, environment);
      const rows = await loadEvents(
        read,
        upgrade.id,
        { ...filters, environmentId },
        cursor ?? null,
        limit + 1,
      );
      const page = pageOf(rows, limit);
      const links = await linksOf(read, upgrade, page.rows);
      return { items: page.rows.map((row) => itemOf(row, names, links(row))), next: page.next };
    };
    // What everybody who follows the history reads again after each event is made once.
    const narrowed = [cursor, environment, ...Object.values(filters)].some((given) => given !== undefined);
    return narrowed || limit !== firstPage
      ? load()
      : savedFacts(read, upgrade).once("first page of history", load);
  },
});

export const listInstanceAudit = instanceQuery({
  name: "instance.audit",
  action: "instance.audit",
  summary: "The history of the instance: people, invitations, tokens, playbooks. For admins",
  path: "/audit",
  input: listInstanceAuditInput,
  output: auditPage,
  run: async ({ read }, { cursor, limit, ...filters }) => {
    const rows = await loadEvents(read, "instance", filters, cursor ?? null, limit + 1);
    const page = pageOf(rows, limit);
    return { items: page.rows.map((row) => itemOf(row, new Map(), instanceLinks(row))), next: page.next };
  },
});

const pageOf = (rows: EventRow[], limit: number) => {
  const shown = rows.slice(0, limit);
  return { rows: shown, next: rows.length > limit ? String(shown.at(-1)?.seq) : null };
};

/** Everybody of a chain, by name. Somebody who changed their name is listed by the latest. */
async function actorsOf(read: Pick<ReadClient, "$queryRaw">, chain: string) {
  const items = await read.$queryRaw<{ id: string; name: string; events: number }[]>`
    SELECT a.id, e."actorName" AS name, a.events FROM (
      SELECT coalesce("actorId", 'liftlock') AS id, max(seq) AS last, count(*)::int AS events
      FROM "AuditEvent" WHERE chain = ${chain} GROUP BY 1) a
    JOIN "AuditEvent" e ON e.chain = ${chain} AND e.seq = a.last ORDER BY lower(e."actorName"), a.id`;
  return { items };
}

export const listActors = upgradeQuery({
  name: "audit.actors",
  action: "audit.view",
  summary: "Everybody who did something in the upgrade, also those who left",
  path: "/upgrades/{upgrade}/audit/actors",
  input: z.object({ upgrade: upgradeKey }),
  output: auditActors,
  run: ({ read, upgrade }) => savedFacts(read, upgrade).once("actors", () => actorsOf(read, upgrade.id)),
});

export const listInstanceActors = instanceQuery({
  name: "instance.actors",
  action: "instance.audit",
  summary: "Everybody who is in the instance's history",
  path: "/audit/actors",
  input: z.object({}),
  output: auditActors,
  run: ({ read }) => actorsOf(read, "instance"),
});
