import { z } from "zod";
import type { EnvironmentClock } from "@/domain/environment-change";
import type { EventType } from "@/domain/event";
import { stepStates } from "@/domain/step";
import type { UndoFacts } from "@/domain/step-change";
import type { ReadClient } from "@/lib/db";
import type { LoadedStep } from "./facts";

/** What each change of a step's state is called when it is taken back. An undo is not taken back: make the change anew. */
const doings: Readonly<Record<string, string>> = {
  "step.started": "started",
  "step.finished": "finished",
  "step.blocked": "blocked",
  "step.unblocked": "unblocked",
  "step.paused": "paused",
  "step.resumed": "went on",
  "step.skipped": "skipped",
  "step.skipRequested": "asked to skip",
  "step.skipConfirmed": "confirmed skipping",
  "step.skipDeclined": "declined skipping",
  "step.markedNotApplicable": "marked not applicable",
  "step.reopened": "reopened",
};

/** Events after which an environment can't be as if nobody had ever worked in it. */
const begun: EventType[] = [
  "step.started",
  "step.finished",
  "testExecution.recorded",
  "testResults.imported",
];

const time = z.coerce.date();
const optionalTime = z
  .string()
  .nullable()
  .transform((value) => (value === null ? null : new Date(value)));

/** A stored `before`, read as carefully as anything from outside: older history may hold other shapes. */
const storedBefore = z.object({
  version: z.int(),
  environment: z.object({ startedAt: optionalTime, changedAt: optionalTime }).nullable(),
  state: z.enum(stepStates),
  stateReason: z.string(),
  stateSince: time,
  startedAt: optionalTime,
  finishedAt: optionalTime,
  doneById: z.string().nullable(),
  skipRequestedById: z.string().nullable(),
  skipReason: z.string(),
  pausedAt: optionalTime.default(null),
  pauseReason: z.string().default(""),
});

export type LastChange = NonNullable<UndoFacts["last"]> & {
  seq: number;
  clock: EnvironmentClock | null;
  what: string;
};

interface Change {
  stepId: string;
  type: string;
  seq: number;
  at: Date;
  actorId: string | null;
  before: unknown;
}

/**
 * By step, the last change of its state, as undo judges it; none where there was none or the last one was an undo. Pass
 * together what is to be taken back together.
 */
export async function lastChanges(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  steps: readonly LoadedStep[],
): Promise<Map<string, LastChange>> {
  const types = [...Object.keys(doings), "step.undone"];
  const ids = steps.map(({ id }) => id);
  const events = await client.$queryRaw<Change[]>`
    SELECT DISTINCT ON ("subjectId") "subjectId" AS "stepId", type, seq, at, "actorId", data->'before' AS before FROM "AuditEvent"
    WHERE chain = ${upgradeId} AND "subjectId" = ANY (${ids}) AND type = ANY (${types}) ORDER BY "subjectId", seq DESC`;
  const found = new Map<string, LastChange>();
  for (const event of events) {
    const step = steps.find(({ id }) => id === event.stepId);
    const what = doings[event.type];
    const parsed = storedBefore.safeParse(event.before);
    if (!step || !event.actorId || !what || !parsed.success) continue;
    const { version, environment: clock, ...before } = parsed.data;
    const starts = clock !== null && clock.startedAt === null;
    found.set(step.id, {
      actorId: event.actorId,
      seq: event.seq,
      at: event.at,
      version: version + 1,
      before,
      clock,
      what,
      startedEnvironment: starts && (await isOnlyWork(client, upgradeId, step, event, ids)),
    });
  }
  return found;
}

/** The last change of one step. */
export const lastChange = async (
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  step: LoadedStep,
): Promise<LastChange | null> => (await lastChanges(client, upgradeId, [step])).get(step.id) ?? null;

/**
 * Whether the environment is started by this change, and nothing has been begun or tested there since, taken back or
 * not; `together` are the steps whose changes are taken back with it.
 */
async function isOnlyWork(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  step: LoadedStep,
  change: { seq: number; at: Date },
  together: readonly string[],
): Promise<boolean> {
  if (!step.in || step.in.startedAt?.getTime() !== change.at.getTime()) return false;
  const [row] = await client.$queryRaw<{ more: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "AuditEvent" WHERE chain = ${upgradeId} AND "environmentId" = ${step.in.id} AND seq > ${change.seq}
      AND type = ANY (${begun}) AND "subjectId" <> ALL (${together})) AS more`;
  return row?.more === false;
}
