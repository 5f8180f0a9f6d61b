import type { UpgradeScope } from "@/lib/actor";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { type FoundRun, findRun } from "../queries/find-run";

/** The run as the caller saw it, going on. Throws when it is not here, was changed, or has ended (unless that is asked for). */
export async function seenRun(
  tx: WriteClient,
  upgrade: UpgradeScope,
  input: { run: string; version: number },
  { ended = false }: { ended?: boolean } = {},
): Promise<FoundRun> {
  const run = await findRun(tx, upgrade, input.run);
  if (run.version !== input.version)
    throw conflict(nameOfRun(run), { version: run.version, endedAt: run.endedAt?.toISOString() ?? null });
  if (run.endedAt && !ended) throw hasEnded(run);
  return run;
}

export const hasEnded = (run: FoundRun) => new AppError("refused", `${nameOfRun(run)} has ended.`);

export const nameOfRun = ({ kind, number, environment }: FoundRun) =>
  kind === "pilot" ? `Pilot ${number} of ${environment.name}` : `The live run of ${environment.name}`;

/** What every event of a run carries. */
export const ofRun = ({ kind, number, environment }: FoundRun) => ({
  environment: environment.name,
  kind,
  number,
});

/** Where its events belong. */
export const aboutRun = ({ id, environment }: FoundRun) =>
  ({ subject: { type: "migration_run", id }, environmentId: environment.id }) as const;

/** Writes what changed and counts its version up; the transaction holds the lock of the chain, so nobody is between. */
export async function writeRun(
  tx: WriteClient,
  run: FoundRun,
  data: Prisma.MigrationRunUncheckedUpdateInput,
): Promise<{ id: string; number: number; version: number }> {
  await tx.migrationRun.update({ where: { id: run.id }, data: { ...data, version: { increment: 1 } } });
  return { id: run.id, number: run.number, version: run.version + 1 };
}

/** Interruptions of a run, oldest first. */
export function interruptionsOf(tx: Pick<WriteClient, "runEntry">, runId: string) {
  return tx.runEntry.findMany({ where: { runId, kind: "interruption" }, orderBy: { at: "asc" } });
}
