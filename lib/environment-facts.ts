import { attestedBy } from "@/domain/attestation";
import type { GateCase, GateItem, GateStep } from "@/domain/gate-facts";
import { belongsTo, hasWork, isDecidedAbout, isUndecided, needsTest } from "@/domain/inventory";
import { resolveNeededBy } from "@/domain/needed-by";
import type { Work } from "@/domain/sign-off";
import type { ReadClient } from "@/lib/db";
import { type CaseRow, type FactRows, loadRows, type StepRow } from "@/lib/fact-rows";
import type { EnvironmentRow, UpgradeFacts } from "@/lib/facts";
import type { ItemRow } from "@/lib/item-rows";

type Client = Pick<ReadClient, "$queryRaw">;

/** A step with what gates, the environment's status and manifests need of it. */
export type FactStep = GateStep & Omit<StepRow, keyof GateStep>;

/** A test case with what gates and manifests need of it. */
export type FactCase = GateCase & Pick<CaseRow, "useCaseCode" | "latest">;

/** An item of an inventory with what gates and manifests need of it. */
export type FactItem = GateItem & Pick<ItemRow, "stateById" | "testCases" | "evidence">;

/** What one environment adds: its steps, the plan's steps that one of its gates needs, its test cases and items. */
export interface EnvironmentGateFacts {
  steps: FactStep[];
  cases: readonly FactCase[];
  items: readonly FactItem[];
}

/** Judges rows by what the upgrade says: which gate needs a step of the plan, and who still has to attest what. */
export function environmentFacts(
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  { steps, cases, items }: FactRows,
): EnvironmentGateFacts {
  const readers = upgrade.members.filter((member) => member.roles.some((role) => role !== "viewer"));
  const missing = (row: StepRow) => {
    const done = new Set(attestedBy(row));
    return readers.filter(({ id }) => !done.has(id)).map(({ id, name }) => ({ id, name }));
  };
  const judged = steps.flatMap((row): FactStep[] => {
    // Most steps are the environment's own and nobody attests them: nothing to find out, and no copy to make.
    if (row.environmentId !== null && !row.attests) return [row];
    const needed =
      row.environmentId === null
        ? resolveNeededBy(row.neededBy, upgrade.environments)
        : { environmentId: row.environmentId, gate: row.gate };
    if (needed?.environmentId !== environment.id) return [];
    return [{ ...row, gate: needed.gate, attestationsMissing: row.attests ? missing(row) : null }];
  });
  return { steps: judged, cases, items: itemsOf(upgrade, environment, items) };
}

/** What was made of a list of rows, for as long as that very list lives and the kinds and environments are the same. */
const judgedItems = new WeakMap<readonly ItemRow[], { of: string; items: readonly FactItem[] }>();

function itemsOf(
  { playbook, environments }: UpgradeFacts,
  environment: EnvironmentRow,
  rows: readonly ItemRow[],
): readonly FactItem[] {
  if (rows.length === 0) return [];
  const of = `${playbook.slug} ${playbook.version} ${environments.map(({ id, kind }) => `${id} ${kind}`).join(" ")}`;
  const known = judgedItems.get(rows);
  if (known?.of === of) return known.items;
  const kinds = new Map(
    playbook.inventory.map((kind) => {
      const decides = resolveNeededBy(kind.verdictNeededBy, environments);
      return [kind.id, { kind, verdictFor: decides?.environmentId === environment.id ? decides.gate : null }];
    }),
  );
  const items = rows.flatMap(({ fields: _fields, environmentIds, ...row }): FactItem[] => {
    const found = kinds.get(row.kind);
    if (!found) return [];
    const { kind, verdictFor } = found;
    const here = belongsTo(kind, { environmentIds }, environment);
    // A verdict is asked for once, whichever environments the item was found in.
    const decides = verdictFor !== null && isDecidedAbout(kind, row) ? verdictFor : null;
    if (!here && decides === null) return [];
    const work = here && hasWork(kind, row);
    return [
      {
        ...row,
        environmentId: environment.id,
        noun: kind.noun,
        work,
        gate: kind.gate,
        verdictFor: decides,
        undecided: isUndecided(kind, row),
        untested: work && needsTest(kind, row) && row.testCases.length === 0,
      },
    ];
  });
  judgedItems.set(rows, { of, items });
  return items;
}

/** Reads what one environment's two gates are judged by, apart from the facts of the upgrade. */
export async function loadEnvironmentFacts(
  client: Client,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
): Promise<EnvironmentGateFacts> {
  return environmentFacts(upgrade, environment, await loadRows(client, upgrade.id, environment));
}

/**
 * What everybody did in an environment: what rules a person out of its gates. From history, not only from who stands
 * there now: reopening a step and finishing it again takes nobody's work away. A finish taken back at once was none.
 */
export async function loadWork(client: Client, environmentId: string): Promise<Map<string, Work>> {
  const rows = await client.$queryRaw<{ person: string; steps: number; executions: number }[]>`
    SELECT person, sum(steps)::int AS steps, sum(executions)::int AS executions FROM (
      SELECT person, count(*) AS steps, 0 AS executions FROM (
        SELECT "doneById" AS person, id FROM "Step" WHERE "environmentId" = ${environmentId}::uuid AND required AND state = 'done' AND "removedAt" IS NULL
        UNION
        SELECT a."actorId"::uuid, s.id
        FROM "Environment" e
        JOIN "AuditEvent" a ON a.chain = e."upgradeId"::text AND a."environmentId" = e.id::text AND a.type = 'step.finished'
        JOIN "Step" s ON s.id = a."subjectId"::uuid AND s.required AND s."removedAt" IS NULL
        WHERE e.id = ${environmentId}::uuid AND a."actorId" IS NOT NULL
          AND (SELECT n.type FROM "AuditEvent" n WHERE n.chain = a.chain AND n."subjectId" = a."subjectId" AND n.seq > a.seq ORDER BY n.seq LIMIT 1)
            IS DISTINCT FROM 'step.undone'
      ) done GROUP BY person
      UNION ALL
      SELECT x."executedById", 0, count(*) FROM "TestExecution" x JOIN "TestCase" c ON c.id = x."testCaseId" AND c.required
        WHERE x."environmentId" = ${environmentId}::uuid GROUP BY 1
    ) work GROUP BY person`;
  return new Map(rows.map(({ person, ...work }) => [person, work]));
}
