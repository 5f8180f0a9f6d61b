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
});

export type LastChange = NonNullable<UndoFacts["last"]> & { clock: EnvironmentClock | null; what: string };

/** The last change of a step's state, as undo judges it; null when there was none or the last one was an undo. */
export async function lastChange(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  step: LoadedStep,
): Promise<LastChange | null> {
  const types = [...Object.keys(doings), "step.undone"];
  const [event] = await client.$queryRaw<
    { type: string; seq: number; at: Date; actorId: string | null; before: unknown }[]
  >`
    SELECT type, seq, at, "actorId", data->'before' AS before FROM "AuditEvent"
    WHERE chain = ${upgradeId} AND "subjectId" = ${step.id} AND type = ANY (${types}) ORDER BY seq DESC LIMIT 1`;
  const what = event && doings[event.type];
  const parsed = storedBefore.safeParse(event?.before);
  if (!event?.actorId || !what || !parsed.success) return null;
  const { version, environment: clock, ...before } = parsed.data;
  return {
    actorId: event.actorId,
    at: event.at,
    version: version + 1,
    before,
    clock,
    what,
    startedEnvironment:
      clock !== null && clock.startedAt === null && (await isOnlyWork(client, upgradeId, step, event)),
  };
}

/** Whether the environment is started by this change, and nothing has been begun or tested there since, taken back or not. */
async function isOnlyWork(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  step: LoadedStep,
  change: { seq: number; at: Date },
): Promise<boolean> {
  if (!step.in || step.in.startedAt?.getTime() !== change.at.getTime()) return false;
  const [row] = await client.$queryRaw<{ more: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "AuditEvent" WHERE chain = ${upgradeId} AND "environmentId" = ${step.in.id} AND seq > ${change.seq}
      AND type = ANY (${begun})) AS more`;
  return row?.more === false;
}
