import { byUrgency, urgencyOf } from "@/domain/portfolio";
import { instanceQuery } from "@/lib/read";
import { type PortfolioRow, portfolioInput, portfolioOutput } from "./schema";

/** Every upgrade the asker is a member of, worst first. Stored states and counts: one query, whatever their size. */
export const listUpgrades = instanceQuery({
  name: "upgrade.list",
  action: "upgrade.list",
  summary: "The caller's upgrades, worst first",
  path: "/upgrades",
  input: portfolioInput,
  output: portfolioOutput,
  run: async ({ read, actor, now }, input) => {
    const like = `%${(input.q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
    const rows = await read.$queryRaw<
      (Omit<PortfolioRow, "urgency" | "changedAt"> & { archived: boolean; changedAt: Date })[]
    >`
      SELECT u.key, u.title, p.product, u."fromVersion" AS "from", u."toVersion" AS "to", m.roles::text[] AS roles, u."archivedAt" IS NOT NULL AS archived,
        (SELECT coalesce(json_agg(json_build_object(
            'key', e.key, 'name', e.name, 'kind', e.kind, 'status', e.status, 'steps', coalesce(c.steps, 0), 'closed', coalesce(c.closed, 0),
            'blockers', (SELECT g."blockerCount" FROM "Gate" g WHERE g."environmentId" = e.id AND g.kind = (CASE e.status WHEN 'locked' THEN 'entry' ELSE 'exit' END)::"GateKind"))
            ORDER BY e.position), '[]')
          FROM "Environment" e LEFT JOIN (
            SELECT "environmentId", count(*) FILTER (WHERE state <> 'not_applicable')::int AS steps, count(*) FILTER (WHERE state IN ('done', 'skipped'))::int AS closed
            FROM "Step" WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND "environmentId" IS NOT NULL GROUP BY 1) c ON c."environmentId" = e.id
          WHERE e."upgradeId" = u.id) AS environments,
        (SELECT count(*)::int FROM "Step" WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND state = 'blocked') AS "blockedSteps",
        (SELECT count(*)::int FROM "Step" WHERE "upgradeId" = u.id AND "removedAt" IS NULL AND state IN ('todo', 'doing', 'blocked') AND "dueAt" < ${now}) AS "lateSteps",
        (SELECT count(*)::int FROM "TestStanding" t JOIN "TestCase" k ON k.id = t."testCaseId" WHERE k."upgradeId" = u.id AND k."archivedAt" IS NULL AND k.required AND t.result = 'failed') AS "failedTests",
        (SELECT count(*)::int FROM "SignOff" s WHERE s."upgradeId" = u.id AND s."staleAt" IS NOT NULL AND s."withdrawnAt" IS NULL
          AND NOT EXISTS (SELECT 1 FROM "SignOff" n WHERE n."gateId" = s."gateId" AND n."userId" = s."userId" AND n."signedAt" > s."signedAt")) AS "staleSignatures",
        coalesce((SELECT a.at FROM "AuditEvent" a WHERE a.chain = u.id::text ORDER BY a.seq DESC LIMIT 1), u."createdAt") AS "changedAt"
      FROM "Upgrade" u
      JOIN "Member" m ON m."upgradeId" = u.id AND m."userId" = ${actor.id}::uuid
      JOIN "Playbook" p ON p.id = u."playbookId"
      WHERE (u.key ILIKE ${like} OR u.title ILIKE ${like})
        AND (${input.show} = 'all' OR (u."archivedAt" IS NOT NULL) = (${input.show} = 'archived'))`;
    const judged = rows
      .map(({ archived, changedAt, ...row }) => ({
        ...row,
        changedAt: changedAt.toISOString(),
        urgency: urgencyOf({ ...row, archived }),
      }))
      .sort(
        (a, b) =>
          byUrgency(a.urgency, b.urgency) ||
          b.changedAt.localeCompare(a.changedAt) ||
          a.key.localeCompare(b.key),
      );
    const start = input.cursor ? judged.findIndex((row) => row.key === input.cursor) + 1 : 0;
    const items = judged.slice(start, start + input.limit);
    return { items, next: start + input.limit < judged.length ? (items.at(-1)?.key ?? null) : null };
  },
});
