import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { listStepsInput, listStepsOutput } from "../schema/reading";
import { loadListEnvironment, loadListFacts } from "./list-facts";
import { environmentShown, rowsFor, steadyRows } from "./rows";

type Client = Pick<ReadClient, "$queryRaw">;

/** More events than this since the client looked: the whole list is cheaper than finding out what moved. */
const manyEvents = 300;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Events that can move any row of a list, or its order: gates of its environment, the plan, its people. */
const wide =
  /^(gate|upgrade|member|traffic)\.|^environment\.(?!statusChanged|variablesSet)|^step\.(added|moved|removed|undone)$|^person\./;

interface Moved {
  type: string;
  subjectId: string;
  environmentId: string | null;
}

/** Which subjects moved after an event; null when it may be anything. */
async function movedSince(
  client: Client,
  upgradeId: string,
  seq: number,
  environmentId: string | null,
): Promise<string[] | null> {
  const events = await client.$queryRaw<Moved[]>`
    SELECT type, "subjectId", "environmentId" FROM "AuditEvent" WHERE chain = ${upgradeId} AND seq > ${seq} ORDER BY seq LIMIT ${manyEvents + 1}`;
  if (events.length > manyEvents) return null;
  // What happens in another environment moves nothing here; the plan's steps, which have none, can be waited for here.
  const here = events.filter(
    (event) => event.environmentId === null || event.environmentId === environmentId,
  );
  if (here.some((event) => wide.test(event.type))) return null;
  return here.map((event) => event.subjectId);
}

/** The steps these ids are, or belong to as evidence or comments, and the steps that wait for them. */
async function stepsOf(client: Client, upgradeId: string, ids: readonly string[]): Promise<string[]> {
  const known = ids.filter((id) => uuid.test(id));
  if (known.length === 0) return [];
  const rows = await client.$queryRaw<{ id: string }[]>`
    WITH named AS (
      SELECT id FROM "Step" WHERE "upgradeId" = ${upgradeId}::uuid AND id = ANY (${known}::uuid[])
      UNION SELECT "stepId" FROM "Evidence" WHERE "upgradeId" = ${upgradeId}::uuid AND "stepId" IS NOT NULL AND id = ANY (${known}::uuid[])
      UNION SELECT "stepId" FROM "Comment" WHERE "upgradeId" = ${upgradeId}::uuid AND id = ANY (${known}::uuid[])
    ) SELECT id FROM named UNION SELECT d."stepId" FROM "StepPredecessor" d JOIN named ON d."predecessorId" = named.id`;
  return rows.map((row) => row.id);
}

async function removedAmong(
  client: Client,
  environmentId: string | null,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await client.$queryRaw<{ id: string }[]>`
    SELECT id FROM "Step" WHERE id = ANY (${[...ids]}::uuid[]) AND "removedAt" IS NOT NULL AND "environmentId" IS NOT DISTINCT FROM ${environmentId}::uuid`;
  return rows.map((row) => row.id);
}

/** A checklist, whole or only what moved since the caller last looked. */
export const listSteps = upgradeQuery({
  name: "step.list",
  action: "step.view",
  summary: "The steps of an environment, or of the plan, in their order",
  path: "/upgrades/{upgrade}/steps",
  input: listStepsInput,
  output: listStepsOutput,
  run: async ({ read, upgrade, now }, input) => {
    const environment =
      input.environment === undefined ? null : await loadListEnvironment(read, upgrade.id, input.environment);
    if (input.environment !== undefined && !environment) throw notFound("environment");
    const subjects =
      input.ids !== undefined
        ? input.ids.split(",").map((id) => id.trim())
        : input.since !== undefined
          ? await movedSince(read, upgrade.id, input.since, environment?.id ?? null)
          : null;
    const only = subjects && (await stepsOf(read, upgrade.id, subjects));
    const environmentId = environment?.id ?? null;
    // The whole list is asked for again and again between two changes; parts of it are asked for because of one.
    const load = async (some: readonly string[] | null) => {
      const facts = await loadListFacts(read, upgrade.id, environmentId, some);
      return { facts, rows: steadyRows(facts, environment) };
    };
    const behind =
      environment && `${environment.name} ${environment.entry} ${environment.startedAt?.getTime()}`;
    const { facts, rows } = only
      ? await load(only)
      : await savedFacts(read, upgrade).once(`steps of ${environmentId} ${behind}`, () => load(null));
    return {
      environment: environment && environmentShown(environment),
      steps: rowsFor(rows, facts, upgrade.actor.id, now),
      whole: only === null,
      removed: only ? await removedAmong(read, environment?.id ?? null, only) : [],
      // Read ahead of the rows: they are never older than the number that stands for them.
      seq: upgrade.at.upgrade,
    };
  },
});
