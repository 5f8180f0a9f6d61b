import type { SubjectType } from "@/domain/event";
import type { ReadClient } from "@/lib/db";
import { paths } from "@/lib/paths";
import type { EventRow } from "./events";

type Reader = Pick<ReadClient, "$queryRaw">;
type Resolved = { id: string; environment: string | null; place: string };

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

function hrefOf(key: string, type: SubjectType, { environment, place }: Resolved): string {
  switch (type) {
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
      return paths.step(key, environment, place);
  }
}

function resolve(read: Reader, upgradeId: string, type: SubjectType, ids: string[]): Promise<Resolved[]> {
  switch (type) {
    case "step":
      return read.$queryRaw`SELECT s.id::text AS id, e.key AS environment, s.code AS place FROM "Step" s LEFT JOIN "Environment" e ON e.id = s."environmentId"
        WHERE s.id = ANY(${ids}::uuid[]) AND s."upgradeId" = ${upgradeId}::uuid AND s."removedAt" IS NULL`;
    case "comment":
      return read.$queryRaw`SELECT c.id::text AS id, e.key AS environment, s.code AS place FROM "Comment" c JOIN "Step" s ON s.id = c."stepId" LEFT JOIN "Environment" e ON e.id = s."environmentId"
        WHERE c.id = ANY(${ids}::uuid[]) AND s."upgradeId" = ${upgradeId}::uuid AND s."removedAt" IS NULL`;
    case "evidence":
      return read.$queryRaw`SELECT v.id::text AS id, e.key AS environment, s.code AS place FROM "Evidence" v JOIN "Step" s ON s.id = v."stepId" LEFT JOIN "Environment" e ON e.id = s."environmentId"
        WHERE v.id = ANY(${ids}::uuid[]) AND s."upgradeId" = ${upgradeId}::uuid AND s."removedAt" IS NULL`;
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
    default:
      return Promise.resolve([]);
  }
}
