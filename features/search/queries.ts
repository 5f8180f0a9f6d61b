import { type StepState, stepStateNames } from "@/domain/step";
import { paths } from "@/lib/paths";
import { instanceQuery } from "@/lib/read";
import { type Found, type FoundKind, findInput, findLimit, findOutput } from "./schema";

interface Row {
  kind: FoundKind;
  id: string;
  upgrade: string;
  /** Code or key; empty where there is none. */
  code: string;
  title: string;
  environment: string | null;
  place: string | null;
  state: string | null;
}

/**
 * Upgrades of the asker, and what is in the one they are looking at, by parts of code, title, name or address. An
 * upgrade they are not a member of has nothing to find, as if it were not there.
 */
export const find = instanceQuery({
  name: "search.find",
  action: "search.find",
  summary:
    "Finds steps, test cases, environments and people of an upgrade, and the caller's upgrades, by a few letters",
  path: "/search",
  input: findInput,
  output: findOutput,
  run: async ({ read, actor }, { q, upgrade = null }) => {
    const escaped = q.replace(/[\\%_]/g, "\\$&");
    const like = `%${escaped}%`;
    const rows = await read.$queryRaw<Row[]>`
      WITH here AS (
        SELECT u.id, u.key FROM "Upgrade" u JOIN "Member" m ON m."upgradeId" = u.id AND m."userId" = ${actor.id}::uuid WHERE u.key = ${upgrade}::text
      ), found AS (
        SELECT 'step' AS kind, s.id::text AS id, h.key AS upgrade, s.code, s.title, e.key AS environment, e.name AS place, s.state::text AS state, s.position AS n, e.position AS m
        FROM here h JOIN "Step" s ON s."upgradeId" = h.id LEFT JOIN "Environment" e ON e.id = s."environmentId"
        WHERE s."removedAt" IS NULL AND (s.code ILIKE ${like} OR s.title ILIKE ${like})
        UNION ALL
        SELECT 'test_case', t.id::text, h.key, t.code, t.title, NULL, NULL, NULL, 0, 0
        FROM here h JOIN "TestCase" t ON t."upgradeId" = h.id WHERE t."archivedAt" IS NULL AND (t.code ILIKE ${like} OR t.title ILIKE ${like})
        UNION ALL
        SELECT 'environment', e.id::text, h.key, '', e.name, e.key, NULL, NULL, e.position, 0 FROM here h JOIN "Environment" e ON e."upgradeId" = h.id WHERE e.name ILIKE ${like} OR e.key ILIKE ${like}
        UNION ALL
        SELECT 'person', p.id::text, h.key, '', p.name, NULL, array_to_string(m.roles, ' + '), NULL, 0, 0
        FROM here h JOIN "Member" m ON m."upgradeId" = h.id JOIN "User" p ON p.id = m."userId" WHERE p.name ILIKE ${like} OR p.email ILIKE ${like}
        UNION ALL
        SELECT 'upgrade', u.id::text, u.key, u.key, u.title, NULL, CASE WHEN u."archivedAt" IS NULL THEN u."fromVersion" || ' → ' || u."toVersion" ELSE 'archived' END, NULL, 0, 0
        FROM "Upgrade" u JOIN "Member" m ON m."upgradeId" = u.id AND m."userId" = ${actor.id}::uuid WHERE u.key ILIKE ${like} OR u.title ILIKE ${like}
      )
      SELECT kind, id, upgrade, code, title, environment, place, state FROM found
      ORDER BY lower(code) <> lower(${q}), NOT (code ILIKE ${`${escaped}%`} OR title ILIKE ${`${escaped}%`}), array_position(ARRAY['environment', 'upgrade', 'step', 'test_case', 'person'], kind), m NULLS FIRST, n, title
      LIMIT ${findLimit}`;
    return { items: rows.map(foundOf) };
  },
});

function foundOf({ kind, id, upgrade, code, title, environment, place, state }: Row): Found {
  const found = (hint: string, href: string): Found => ({
    id,
    kind,
    label: code ? `${code} ${title}` : title,
    hint,
    href,
  });
  switch (kind) {
    case "step":
      return found(
        `${place ?? "Plan"}, ${stepStateNames[state as StepState]}`,
        paths.step(upgrade, environment, code),
      );
    case "test_case":
      return found("Test case", paths.testCase(upgrade, code));
    case "environment":
      return found("Environment", paths.environment(upgrade, environment ?? ""));
    case "person":
      return found(place ?? "", paths.people(upgrade));
    case "upgrade":
      return found(place ?? "", paths.upgrade(upgrade));
  }
}
