import type { HypercareFinding } from "@/domain/hypercare/finding";
import type { HypercareFacts } from "@/domain/hypercare/proof";
import type { HypercareAnswer, HypercarePeriod } from "@/domain/hypercare/standing";
import type { ReadClient } from "@/lib/db";

type Stored = {
  periods: (Omit<HypercarePeriod, "begin" | "endedAt" | "answers"> & {
    begin: string;
    endedAt: string | null;
    answers: (Omit<HypercareAnswer, "at"> & { at: string })[];
  })[];
  findings: (Omit<HypercareFinding, "openedAt"> & { openedAt: string })[];
};

/** Reads the last period of hypercare of each environment of an upgrade with its answers, and every finding. */
export async function loadHypercare(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
): Promise<HypercareFacts> {
  const [row] = await client.$queryRaw<Stored[]>`
    SELECT (SELECT coalesce(json_agg(json_build_object(
        'id', p.id, 'environmentId', p."environmentId", 'number', p.number, 'begin', p.begin, 'days', p.days, 'zone', p.zone,
        'endedAt', p."endedAt", 'endedWhy', p."endedWhy",
        'answers', (SELECT coalesce(json_agg(json_build_object('day', a.day, 'check', a."checkId", 'result', a.result, 'at', a."answeredAt")
            ORDER BY a.day, a."checkId"), '[]')
          FROM "HypercareAnswer" a WHERE a."periodId" = p.id)) ORDER BY p."environmentId"), '[]')
      FROM (SELECT DISTINCT ON ("environmentId") * FROM "HypercarePeriod" WHERE "upgradeId" = ${upgradeId}::uuid
        ORDER BY "environmentId", number DESC) p) AS periods,
      (SELECT coalesce(json_agg(json_build_object(
        'id', f.id, 'environmentId', f."environmentId", 'number', f.number, 'what', f.what, 'severity', f.severity, 'ownerId', f."ownerId",
        'openedAt', f."openedAt", 'done', f.done) ORDER BY f."environmentId", f.number), '[]')
      FROM "HypercareFinding" f WHERE f."upgradeId" = ${upgradeId}::uuid) AS findings`;
  const { periods, findings } = row ?? { periods: [], findings: [] };
  return {
    periods: periods.map((period) => ({
      ...period,
      begin: new Date(period.begin),
      endedAt: period.endedAt === null ? null : new Date(period.endedAt),
      answers: period.answers.map((answer) => ({ ...answer, at: new Date(answer.at) })),
    })),
    findings: findings.map((finding) => ({ ...finding, openedAt: new Date(finding.openedAt) })),
  };
}
