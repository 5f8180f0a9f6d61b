import type { FieldValue, FindingLevel } from "@/domain/finding";
import type { ItemState } from "@/domain/inventory";
import type { ManifestEvidence } from "@/domain/manifest-inventory";
import type { ReadClient } from "@/lib/db";

type Client = Pick<ReadClient, "$queryRaw">;

/** An item of an inventory as it stands in one environment; what its kind makes of it is judged elsewhere. Never changed in place. */
export interface ItemRow {
  id: string;
  kind: string;
  code: string;
  title: string;
  level: FindingLevel;
  verdict: string | null;
  fields: { readonly [field: string]: FieldValue };
  ownerId: string | null;
  /** The message of its gravest finding, else what was noted; may be empty. */
  detail: string;
  environmentIds: readonly string[];
  state: ItemState;
  stateReason: string;
  stateSince: Date | null;
  stateById: string | null;
  /** Codes of active test cases that prove it. */
  testCases: readonly string[];
  /** Current evidence of the item itself and of what was done here. */
  evidence: readonly ManifestEvidence[];
}

type Row = Omit<ItemRow, "stateSince" | "testCases" | "evidence"> & {
  stateSince: string | null;
  testCases: string[] | null;
  evidence: ManifestEvidence[] | null;
};

/**
 * Items as an environment sees them, by code: all of the upgrade, or those of `subjects` (ids of items or of evidence).
 * Those that were found elsewhere only are among them: who reads the kinds sorts them out.
 */
export async function itemRows(
  client: Client,
  upgradeId: string,
  environmentId: string,
  subjects: readonly string[] | null,
): Promise<ItemRow[]> {
  const [answer] = await client.$queryRaw<{ items: Row[] | null }[]>`
    SELECT json_agg(json_build_object(
      'id', i.id, 'kind', i.kind, 'code', i.code, 'title', i.title, 'level', i.level, 'verdict', i.verdict, 'fields', i.fields, 'ownerId', i."ownerId",
      'detail', coalesce(i.findings -> 0 ->> 'message', i.note), 'environmentIds', i."environmentIds",
      'state', coalesce(s.state, 'open'), 'stateReason', coalesce(s.reason, ''), 'stateSince', s.since, 'stateById', s."byId",
      'testCases', (SELECT json_agg(c.code ORDER BY c.code) FROM "ItemTestCase" l JOIN "TestCase" c ON c.id = l."testCaseId" AND c."archivedAt" IS NULL WHERE l."itemId" = i.id),
      'evidence', (SELECT json_agg(json_build_object('kind', v.kind, 'name', v.name, 'sha256', v.sha256)) FROM "Evidence" v
        WHERE v."itemId" = i.id AND (v."environmentId" IS NULL OR v."environmentId" = ${environmentId}::uuid) AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL))
      ORDER BY length(i.code), i.code) AS items
    FROM "InventoryItem" i
    LEFT JOIN "ItemStanding" s ON s."itemId" = i.id AND s."environmentId" = ${environmentId}::uuid
    WHERE i."upgradeId" = ${upgradeId}::uuid AND i."removedAt" IS NULL
      AND (${subjects === null} OR i.id = ANY (${[...(subjects ?? [])]}::uuid[])
        OR i.id IN (SELECT v."itemId" FROM "Evidence" v WHERE v.id = ANY (${[...(subjects ?? [])]}::uuid[])))`;
  return (answer?.items ?? []).map((row) => ({
    ...row,
    stateSince: row.stateSince === null ? null : new Date(row.stateSince),
    testCases: row.testCases ?? [],
    evidence: row.evidence ?? [],
  }));
}
