import { z } from "zod";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import { instanceQuery, upgradeQuery } from "@/lib/read";
import { auditActors, auditPage, listAuditInput, listInstanceAuditInput } from "../schema";
import { type EventRow, environmentsOf, itemOf, loadEvents } from "./events";
import { instanceLinks, linksOf } from "./links";

export const listAudit = upgradeQuery({
  name: "audit.list",
  action: "audit.view",
  summary: "The history of an upgrade, latest first, narrowed by what one looks for",
  path: "/upgrades/{upgrade}/audit",
  input: listAuditInput,
  output: auditPage,
  run: async ({ read, upgrade }, { cursor, limit, environment, ...filters }) => {
    const { names, environmentId } = await environmentsOf(read, upgrade.id, environment);
    const rows = await loadEvents(read, upgrade.id, { ...filters, environmentId }, cursor ?? null, limit + 1);
    const page = pageOf(rows, limit);
    const links = await linksOf(read, upgrade, page.rows);
    return { items: page.rows.map((row) => itemOf(row, names, links(row))), next: page.next };
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

async function actorsOf(read: Pick<ReadClient, "$queryRaw">, chain: string) {
  // Somebody who changed their name is listed by the latest.
  const items = await read.$queryRaw<{ id: string; name: string; events: number }[]>`
    SELECT coalesce("actorId", 'liftlock') AS id, (array_agg("actorName" ORDER BY seq DESC))[1] AS name, count(*)::int AS events
    FROM "AuditEvent" WHERE chain = ${chain} GROUP BY 1 ORDER BY lower((array_agg("actorName" ORDER BY seq DESC))[1])`;
  return { items };
}

export const listActors = upgradeQuery({
  name: "audit.actors",
  action: "audit.view",
  summary: "Everybody who did something in the upgrade, also those who left",
  path: "/upgrades/{upgrade}/audit/actors",
  input: z.object({ upgrade: upgradeKey }),
  output: auditActors,
  run: ({ read, upgrade }) => actorsOf(read, upgrade.id),
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
