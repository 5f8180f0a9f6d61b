import { movedBy, type ReachEvent } from "@/domain/event-reach";
import type { ReadClient } from "@/lib/db";
import { type FactRows, loadRows, renewRows } from "@/lib/fact-rows";
import type { EnvironmentRow } from "@/lib/facts";
import { putNewest } from "@/lib/newest";

type Client = Pick<ReadClient, "$queryRaw">;

/** How many environments a process remembers; a large one (1,000 steps, 2,000 cases) weighs about two megabytes. */
const remembered = 60;
/** With more events than this behind, everything is read again. */
const caughtUpAtMost = 200;

interface Kept {
  /** The last event of the upgrade's history that the rows are known to hold. They may be newer, never older. */
  seq: number;
  rows: FactRows;
}
const kept = globalThis as { liftlockRows?: Map<string, Kept> };
const all = (): Map<string, Kept> => {
  kept.liftlockRows ??= new Map();
  return kept.liftlockRows;
};

/** Remembers the rows of an environment as of an event that is committed. */
export function keepRows(environmentId: string, seq: number, rows: FactRows): void {
  const known = all().get(environmentId);
  if (known && known.seq > seq) return;
  putNewest(all(), environmentId, { seq, rows }, remembered);
}

/**
 * The rows of an environment as of event `seq` of its upgrade. What is remembered is caught up by the events since: no row
 * changes without one (the database refuses it), and most say which. `own` are events of the transaction at hand that are
 * not stored yet; rows read in one must be kept only when it is committed.
 */
export async function rowsAt(
  client: Client,
  upgradeId: string,
  environment: EnvironmentRow,
  seq: number,
  own: readonly ReachEvent[] = [],
): Promise<FactRows> {
  const known = all().get(environment.id);
  if (!known || known.seq > seq) return loadRows(client, upgradeId, environment);
  const since = seq - known.seq;
  if (since + own.length > caughtUpAtMost) return loadRows(client, upgradeId, environment);
  const stored = since > 0 ? await eventsSince(client, upgradeId, known.seq) : [];
  const moved = movedBy([...stored, ...own]);
  return moved === "everything"
    ? loadRows(client, upgradeId, environment)
    : renewRows(client, upgradeId, environment, known.rows, moved);
}

async function eventsSince(client: Client, chain: string, seq: number): Promise<ReachEvent[]> {
  return client.$queryRaw`
    SELECT type, json_build_object('type', "subjectType", 'id', "subjectId") AS subject FROM "AuditEvent" WHERE chain = ${chain} AND seq > ${seq}`;
}
