import { byUrgency, heldBackBy, urgencyOf } from "@/domain/portfolio";
import { gateTitle } from "@/features/gates/queries/summary";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notACursor } from "@/lib/errors";
import { latestOf } from "@/lib/latest";
import { instanceQuery } from "@/lib/read";
import { type PortfolioRow, portfolioInput, portfolioOutput } from "./schema";

/** An upgrade of the asker, with what is quickly found. */
type Listed = Pick<PortfolioRow, "key" | "title" | "product" | "from" | "to" | "roles"> &
  Pick<UpgradeScope, "id" | "at"> & { archived: boolean };

/** What has to be counted, once per event of an upgrade. */
type Counted = Pick<
  PortfolioRow,
  "environments" | "blockedSteps" | "failedTests" | "staleSignatures" | "changedAt"
> & {
  /** When the open steps that have a date are due, in ms since 1970: how many are late is a question of the time. */
  due: number[];
};

/** Every upgrade the asker is a member of, worst first. Stored states and counts, counted again only where something happened. */
export const listUpgrades = instanceQuery({
  name: "upgrade.list",
  action: "upgrade.list",
  summary: "The caller's upgrades, worst first",
  path: "/upgrades",
  input: portfolioInput,
  output: portfolioOutput,
  run: async ({ read, actor, now }, input) => {
    const like = `%${(input.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
    const listed = await read.$queryRaw<Listed[]>`
      SELECT u.id, u.key, u.title, p.product, u."fromVersion" AS "from", u."toVersion" AS "to", to_json(m.roles) AS roles, u."archivedAt" IS NOT NULL AS archived,
        json_build_object('upgrade', coalesce(c.seq, 0), 'instance', 0) AS at
      FROM "Upgrade" u
      JOIN "Member" m ON m."upgradeId" = u.id AND m."userId" = ${actor.id}::uuid
      JOIN "Playbook" p ON p.id = u."playbookId"
      LEFT JOIN "AuditChain" c ON c.id = u.id::text
      WHERE (u.key ILIKE ${like} OR u.title ILIKE ${like})
        AND (${input.show} = 'all' OR (u."archivedAt" IS NOT NULL) = (${input.show} = 'archived'))`;
    const counted = await latestOf("portfolio", listed, (ids) => count(read, ids));
    const judged = listed
      .flatMap(({ id, at: _, archived, ...row }) => {
        const counts = counted.get(id);
        if (!counts) return [];
        const { due, ...rest } = counts;
        const lateSteps = due.filter((time) => time < now.getTime()).length;
        const facts = { ...row, ...rest, lateSteps, heldBackBy: heldBackBy(rest.environments, gateTitle) };
        return [{ ...facts, urgency: urgencyOf({ ...facts, archived }) }];
      })
      .sort(
        (a, b) =>
          byUrgency(a.urgency, b.urgency) ||
          b.changedAt.localeCompare(a.changedAt) ||
          a.key.localeCompare(b.key),
      );
    const last = judged.findIndex((row) => row.key === input.cursor);
    if (input.cursor !== undefined && last < 0) throw notACursor();
    const start = last + 1;
    const items = judged.slice(start, start + input.limit);
    return { items, next: start + input.limit < judged.length ? (items.at(-1)?.key ?? null) : null };
  },
});

async function count(read: ReadClient, ids: string[]): Promise<Map<string, Counted>> {
  const rows = await read.$queryRaw<(Omit<Counted, "changedAt"> & { id: string; changedAt: Date })[]>`
    SELECT u.id,
      (SELECT coalesce(json_agg(json_build_object(
          'key', e.key, 'name', e.name, 'kind', e.kind, 'status', e.status, 'steps', coalesce(c.steps, 0), 'closed', coalesce(c.closed, 0),
          'blockers', (SELECT g."blockerCount" FROM "Gate" g WHERE g."environmentId" = e.id AND g.kind = (CASE e.status WHEN 'locked' THEN 'entry' ELSE 'exit' END)::"GateKind"))
          ORDER BY e.position), '[]')
        FROM "Environment" e LEFT JOIN (
          SELECT "environmentId", count(*) FILTER (WHERE state <> 'not_applicable')::int AS steps, count(*) FILTER (WHERE state IN ('done', 'skipped'))::int AS closed
          FROM "Step" WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND "environmentId" IS NOT NULL GROUP BY 1) c ON c."environmentId" = e.id
        WHERE e."upgradeId" = u.id) AS environments,
      (SELECT count(*)::int FROM "Step" WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND state = 'blocked' AND "skipRequestedById" IS NULL) AS "blockedSteps",
      (SELECT coalesce(json_agg(extract(epoch FROM "dueAt") * 1000), '[]') FROM "Step"
        WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND state IN ('todo', 'doing', 'blocked') AND "dueAt" IS NOT NULL) AS due,
      (SELECT count(*)::int FROM "TestStanding" t JOIN "TestCase" k ON k.id = t."testCaseId" WHERE k."upgradeId" = u.id AND k."archivedAt" IS NULL AND k.required AND t.result = 'failed') AS "failedTests",
      (SELECT count(*)::int FROM "SignOff" s WHERE s."upgradeId" = u.id AND s."staleAt" IS NOT NULL AND s."withdrawnAt" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "SignOff" n WHERE n."gateId" = s."gateId" AND n."userId" = s."userId" AND n."signedAt" > s."signedAt")) AS "staleSignatures",
      coalesce((SELECT a.at FROM "AuditEvent" a WHERE a.chain = u.id::text ORDER BY a.seq DESC LIMIT 1), u."createdAt") AS "changedAt"
    FROM "Upgrade" u WHERE u.id = ANY (${ids}::uuid[])`;
  return new Map(
    rows.map(({ id, changedAt, ...row }) => [id, { ...row, changedAt: changedAt.toISOString() }]),
  );
}
