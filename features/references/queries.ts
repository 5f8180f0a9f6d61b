import type { FieldValue } from "@/domain/finding";
import type { InventoryKind } from "@/domain/inventory";
import { namedCodes, parseReferences, type ReferenceKind, referenceKinds } from "@/domain/reference";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { kindsOf } from "@/lib/inventory";
import { paths } from "@/lib/paths";
import type { NamedBy, Reference } from "./schema";

type Client = Pick<ReadClient, "$queryRaw">;
type NamingClient = Pick<ReadClient, "upgrade" | "$queryRaw">;

interface Row {
  kind: ReferenceKind;
  code: string;
  title: string;
  /** Of a step: where it is; null in the plan. */
  environment: string | null;
  place: string | null;
  gone: boolean;
}

/** Everything in an upgrade that has one of these codes, what has left it included. */
function rowsOf(client: Client, upgradeId: string, codes: readonly string[]): Promise<Row[]> {
  if (codes.length === 0) return Promise.resolve([]);
  const wanted = [...codes];
  return client.$queryRaw`
    SELECT 'step' AS kind, s.code, s.title, e.key AS environment, e.name AS place, s."removedAt" IS NOT NULL AS gone, e.position AS n
    FROM "Step" s LEFT JOIN "Environment" e ON e.id = s."environmentId" WHERE s."upgradeId" = ${upgradeId}::uuid AND s.code = ANY(${wanted})
    UNION ALL
    SELECT 'inventory_item', i.code, i.title, NULL, NULL, i."removedAt" IS NOT NULL, NULL
    FROM "InventoryItem" i WHERE i."upgradeId" = ${upgradeId}::uuid AND i.code = ANY(${wanted})
    UNION ALL
    SELECT 'test_case', t.code, t.title, NULL, NULL, t."archivedAt" IS NOT NULL, NULL
    FROM "TestCase" t WHERE t."upgradeId" = ${upgradeId}::uuid AND t.code = ANY(${wanted})
    UNION ALL
    SELECT 'use_case', u.code, u.title, NULL, NULL, u."archivedAt" IS NOT NULL, NULL
    FROM "UseCase" u WHERE u."upgradeId" = ${upgradeId}::uuid AND u.code = ANY(${wanted})
    ORDER BY n NULLS FIRST`;
}

/** Which of these codes something in the upgrade has that is still there. */
export async function nameable(
  client: Client,
  upgradeId: string,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf(client, upgradeId, codes);
  return new Set(rows.filter(({ gone }) => !gone).map(({ code }) => code));
}

/** What the fields of an item name, in the order of the fields and of what was typed. */
export async function loadReferences(
  client: Client,
  upgrade: UpgradeScope,
  kind: InventoryKind,
  fields: { readonly [field: string]: FieldValue },
): Promise<Reference[]> {
  const rows = await rowsOf(client, upgrade.id, namedCodes(kind, fields));
  return kind.fields.flatMap(({ id, kind: of }) => {
    const value = fields[id];
    if (of !== "references" || typeof value !== "string") return [];
    return parseReferences(value).flatMap((code) => {
      const found = referenceKinds.flatMap((one) => {
        const same = rows.filter((row) => row.kind === one && row.code === code);
        return same.length === 0 ? [] : [referenceTo(upgrade.key, id, same)];
      });
      const nothing = { title: null, gone: true, href: null, places: [] };
      return found.length > 0 ? found : [{ field: id, code, kind: null, ...nothing }];
    });
  });
}

/** The rows are of one thing: a step has one for each environment. */
function referenceTo(upgrade: string, field: string, rows: readonly Row[]): Reference {
  const there = rows.filter(({ gone }) => !gone);
  const [row] = there.length > 0 ? there : rows;
  if (!row) throw new Error("A reference to nothing");
  const { code, kind, title } = row;
  const places = there.flatMap(({ environment, place }) =>
    environment === null || place === null
      ? []
      : [{ environment, name: place, href: paths.step(upgrade, environment, code) }],
  );
  return { field, code, kind, title, gone: row.gone, href: pageOf(upgrade, row), places };
}

function pageOf(upgrade: string, { kind, code, environment, gone }: Row): string | null {
  switch (kind) {
    case "step":
      return gone ? null : paths.step(upgrade, environment, code);
    case "inventory_item":
      return paths.inventoryItem(upgrade, code);
    case "test_case":
      return paths.testCase(upgrade, code);
    case "use_case":
      return paths.tests(upgrade, { q: code, ...(gone && { show: "archived" }) });
  }
}

/** The items that name this code, in the order of the playbook's inventories and of their codes; removed ones left out. */
export async function loadNamedBy(
  client: NamingClient,
  upgrade: UpgradeScope,
  code: string,
): Promise<NamedBy[]> {
  return (await loadAllNamedBy(client, upgrade, [code])).get(code) ?? [];
}

/**
 * The same for many codes at once: by code, those that nothing names left out. Looks only through inventories that have a
 * field of references.
 */
export async function loadAllNamedBy(
  client: NamingClient,
  upgrade: UpgradeScope,
  codes: readonly string[],
): Promise<ReadonlyMap<string, NamedBy[]>> {
  const found = new Map<string, NamedBy[]>();
  const { kinds } = await kindsOf(client, upgrade.id);
  const fields = kinds.flatMap(({ id, fields: of }) =>
    of.flatMap((field) => (field.kind === "references" ? [{ kind: id, field: field.id }] : [])),
  );
  if (fields.length === 0 || codes.length === 0) return found;
  const rows = await client.$queryRaw<{ named: string; kind: string; code: string; title: string }[]>`
    SELECT DISTINCT n.named, i.kind, i.code, i.title, length(i.code) AS n
    FROM jsonb_to_recordset(${JSON.stringify(fields)}::jsonb) AS f(kind text, field text)
    JOIN "InventoryItem" i ON i."upgradeId" = ${upgrade.id}::uuid AND i.kind = f.kind AND i."removedAt" IS NULL
    CROSS JOIN LATERAL unnest(string_to_array(i.fields ->> f.field, ', ')) AS n(named)
    WHERE n.named = ANY (${[...codes]}::text[])
    ORDER BY n, i.code`;
  for (const { id, title: list, noun } of kinds)
    for (const { named, code, title } of rows.filter(({ kind }) => kind === id)) {
      const href = paths.inventoryItem(upgrade.key, code);
      found.set(named, [...(found.get(named) ?? []), { code, title, href, kind: id, list, noun }]);
    }
  return found;
}
