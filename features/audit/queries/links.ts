import type { SubjectType } from "@/domain/event";
import type { ReadClient } from "@/lib/db";
import { paths } from "@/lib/paths";
import type { EventRow } from "./events";

type Reader = Pick<ReadClient, "$queryRaw">;
/** `item`: the evidence or comment is of an item of an inventory, not of a step. */
type Resolved = { id: string; environment: string | null; place: string; item?: boolean };

/** Answers, for each of some events, the address of the thing it happened to; null where that is gone. One question per kind of thing. */
export async function linksOf(
  read: Reader,
  upgrade: { id: string; key: string },
  rows: readonly EventRow[],
): Promise<(row: EventRow) => string | null> {
  const ids = new Map<string, string[]>();
  for (const row of rows)
    ids.set(row.subjectType, [...new Set([...(ids.get(row.subjectType) ?? []), row.subjectId])]);
  const found = new Map<string, string>();
  await Promise.all(
    [...ids].map(async ([type, subjects]) => {
      for (const one of await resolve(read, upgrade.id, type as SubjectType, subjects))
        found.set(`${type} ${one.id}`, hrefOf(upgrade.key, type as SubjectType, one));
    }),
  );
  return (row) =>
    found.get(`${row.subjectType} ${row.subjectId}`) ?? fixed(upgrade.key, row.subjectType as SubjectType);
}

/** Where the things of the instance's history are listed. */
export function instanceLinks(row: EventRow): string | null {
  const { name, email } = row.data as { name?: unknown; email?: unknown };
  if (row.subjectType === "person" && typeof email === "string") return paths.admin({ q: email });
  if (row.subjectType === "person" && typeof name === "string") return paths.admin({ q: name });
  if (row.subjectType === "invitation") return paths.admin();
  return row.subjectType === "playbook" ? paths.playbooks() : null;
}

/** Things that have no page of their own are shown where they are listed. */
function fixed(key: string, type: SubjectType): string | null {
  if (type === "member" || type === "invitation") return paths.people(key);
  if (type === "upgrade") return paths.upgrade(key);
  if (type === "use_case") return paths.tests(key);
  if (type === "window" || type === "freeze") return paths.window(key);
  return type === "test_import" || type === "import_item" ? paths.imports(key) : null;
}

function hrefOf(key: string, type: SubjectType, { environment, place, item = false }: Resolved): string {
  switch (type) {
    case "inventory_item":
      return paths.inventoryItem(key, place);
    case "reading":
      return paths.reading(key, place);
    case "migration_run":
      return paths.migrationRun(key, place);
    case "log_reading":
      return paths.logs(key, place);
    case "gate":
    case "sign_off":
    case "condition":
    case "waiver":
      return paths.gate(key, environment ?? "", place === "entry" ? "entry" : "exit");
    case "environment":
      return paths.environment(key, place);
    case "test_case":
      return paths.testCase(key, place);
    case "test_run":
    case "test_execution":
      return paths.run(key, place);
    default:
      return item ? paths.inventoryItem(key, place) : paths.step(key, environment, place);
  }
}

function resolve(read: Reader, upgradeId: string, type: SubjectType, ids: string[]): Promise<Resolved[]> {
  switch (type) {
    case "step":
      return read.$queryRaw`SELECT s.id::text AS id, e.key AS environment, s.code AS place FROM "Step" s LEFT JOIN "Environment" e ON e.id = s."environmentId"
        WHERE s.id = ANY(${ids}::uuid[]) AND s."upgradeId" = ${upgradeId}::uuid AND s."removedAt" IS NULL`;
    case "comment":
      return read.$queryRaw`SELECT c.id::text AS id, e.key AS environment, coalesce(s.code, i.code) AS place, i.id IS NOT NULL AS item FROM "Comment" c
        LEFT JOIN "Step" s ON s.id = c."stepId" AND s."removedAt" IS NULL LEFT JOIN "Environment" e ON e.id = s."environmentId" LEFT JOIN "InventoryItem" i ON i.id = c."itemId"
        WHERE c.id = ANY(${ids}::uuid[]) AND c."upgradeId" = ${upgradeId}::uuid AND coalesce(s.id, i.id) IS NOT NULL`;
    case "evidence":
      return read.$queryRaw`SELECT v.id::text AS id, e.key AS environment, coalesce(s.code, i.code) AS place, i.id IS NOT NULL AS item FROM "Evidence" v
        LEFT JOIN "Step" s ON s.id = v."stepId" AND s."removedAt" IS NULL LEFT JOIN "Environment" e ON e.id = s."environmentId" LEFT JOIN "InventoryItem" i ON i.id = v."itemId"
        WHERE v.id = ANY(${ids}::uuid[]) AND v."upgradeId" = ${upgradeId}::uuid AND coalesce(s.id, i.id) IS NOT NULL`;
    case "gate":
      return read.$queryRaw`SELECT g.id::text AS id, e.key AS environment, g.kind::text AS place FROM "Gate" g JOIN "Environment" e ON e.id = g."environmentId"
        WHERE g.id = ANY(${ids}::uuid[]) AND g."upgradeId" = ${upgradeId}::uuid`;
    case "sign_off":
      return read.$queryRaw`SELECT o.id::text AS id, e.key AS environment, g.kind::text AS place FROM "SignOff" o JOIN "Gate" g ON g.id = o."gateId" JOIN "Environment" e ON e.id = g."environmentId"
        WHERE o.id = ANY(${ids}::uuid[]) AND o."upgradeId" = ${upgradeId}::uuid`;
    case "condition":
      return read.$queryRaw`SELECT c.id::text AS id, e.key AS environment, g.kind::text AS place FROM "SignOffCondition" c JOIN "SignOff" o ON o.id = c."signOffId" JOIN "Gate" g ON g.id = o."gateId"
        JOIN "Environment" e ON e.id = g."environmentId" WHERE c.id = ANY(${ids}::uuid[]) AND c."upgradeId" = ${upgradeId}::uuid`;
    case "waiver":
      return read.$queryRaw`SELECT w.id::text AS id, e.key AS environment, g.kind::text AS place FROM "Waiver" w JOIN "Gate" g ON g.id = w."gateId" JOIN "Environment" e ON e.id = g."environmentId"
        WHERE w.id = ANY(${ids}::uuid[]) AND w."upgradeId" = ${upgradeId}::uuid`;
    case "environment":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, key AS place FROM "Environment" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "test_case":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, code AS place FROM "TestCase" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "test_run":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, id::text AS place FROM "TestRun" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "test_execution":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, "runId"::text AS place FROM "TestExecution" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "inventory_item":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, code AS place FROM "InventoryItem" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "reading":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, id::text AS place FROM "Reading" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "migration_run":
      return read.$queryRaw`SELECT id::text AS id, NULL AS environment, id::text AS place FROM "MigrationRun" WHERE id = ANY(${ids}::uuid[]) AND "upgradeId" = ${upgradeId}::uuid`;
    case "log_reading":
      return read.$queryRaw`SELECT r.id::text AS id, NULL AS environment, e.key AS place FROM "LogReading" r JOIN "Environment" e ON e.id = r."environmentId" WHERE r.id = ANY(${ids}::uuid[]) AND r."upgradeId" = ${upgradeId}::uuid`;
    default:
      return Promise.resolve([]);
  }
}
