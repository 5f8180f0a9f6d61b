import type { FieldValue } from "@/domain/finding";
import { inventoryOf } from "@/domain/playbook";
import { namedCodes, renamedReferences } from "@/domain/reference";
import type { WriteClient } from "@/lib/db";
import type { CarryOver } from "./carry-over";

/**
 * Lets carried items name in the copy what they named in its source: tests may have other codes there, and a code of what
 * stayed behind would come to mean something else, so it is left out. `tests` are the codes of the use cases and of the
 * team's own test cases, by the source's.
 */
export async function carryReferences(
  tx: WriteClient,
  to: string,
  { source, playbook }: CarryOver,
  tests: ReadonlyMap<string, string>,
): Promise<void> {
  const kinds = new Map(
    inventoryOf(playbook)
      .filter(({ fields }) => fields.some(({ kind }) => kind === "references"))
      .map((kind) => [kind.id, kind]),
  );
  if (kinds.size === 0) return;
  const rows = await tx.inventoryItem.findMany({
    where: { upgradeId: to, kind: { in: [...kinds.keys()] } },
    select: { id: true, kind: true, fields: true },
  });
  const items = rows.flatMap(({ id, kind: of, fields }) => {
    const kind = kinds.get(of);
    return kind ? [{ id, kind, fields: fields as Record<string, FieldValue> }] : [];
  });
  const named = [...new Set(items.flatMap(({ kind, fields }) => namedCodes(kind, fields)))];
  if (named.length === 0) return;
  const kept = await tx.$queryRaw<{ was: string; is: string }[]>`
    SELECT s.code AS was, t.code AS is FROM "Step" s
    JOIN "Step" t ON t."upgradeId" = ${to}::uuid AND t."playbookStepId" = s."playbookStepId"
    WHERE s."upgradeId" = ${source.id}::uuid AND s.code = ANY(${named})
    UNION
    SELECT s.code, t.code FROM "TestCase" s
    JOIN "TestCase" t ON t."upgradeId" = ${to}::uuid AND t."playbookTestCaseId" = s."playbookTestCaseId"
    WHERE s."upgradeId" = ${source.id}::uuid AND s.code = ANY(${named})
    UNION
    SELECT code, code FROM "InventoryItem" WHERE "upgradeId" = ${to}::uuid AND code = ANY(${named})`;
  const codes = new Map([...tests, ...kept.map(({ was, is }) => [was, is] as const)]);
  const renamed = items.map(({ id, kind, fields }) => ({
    id,
    fields: renamedReferences(kind, fields, codes),
  }));
  await tx.$executeRaw`
    UPDATE "InventoryItem" i SET fields = x.fields
    FROM jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) AS x(id uuid, fields jsonb) WHERE i.id = x.id`;
}
