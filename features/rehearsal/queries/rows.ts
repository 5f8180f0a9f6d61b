import type { z } from "zod";
import { minutesBetween, volumeRatio } from "@/domain/migration-run";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { runDataOf, type StoredRunData } from "@/lib/rehearsal-facts";
import type { RunRow, runEntry } from "../schema/runs";

type Client = Pick<ReadClient, "migrationRun" | "runEntry" | "user" | "environment">;
export type EntryRow = z.output<typeof runEntry>;

const iso = (date: Date | null) => date?.toISOString() ?? null;

/** Names of people, also of those who left. */
export async function peopleByName(client: Pick<ReadClient, "user">, ids: readonly string[]) {
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id: string) => ({ id, name: names.get(id) ?? "Somebody" });
}

/** Runs of an upgrade, or one of them, the latest first, with their entries oldest first. */
export async function readRuns(
  client: Client,
  upgrade: Pick<UpgradeScope, "id">,
  now: Date,
  only?: string,
): Promise<{ row: RunRow; entries: EntryRow[] }[]> {
  const rows = await client.migrationRun.findMany({
    where: { upgradeId: upgrade.id, ...(only && { id: only }) },
    orderBy: [{ startedAt: "desc" }, { id: "desc" }],
    include: {
      environment: { select: { key: true, name: true } },
      entries: { orderBy: [{ at: "asc" }, { id: "asc" }] },
    },
  });
  const person = await peopleByName(
    client,
    rows.flatMap((row) => [row.startedById, ...row.participantIds, ...row.entries.map(({ byId }) => byId)]),
  );
  return rows.map(({ environment, entries, ...run }) => {
    const until = run.endedAt ?? now;
    const pauses = entries
      .filter(({ kind }) => kind === "interruption")
      .map(({ at, until: end }) => ({ from: at, to: end }));
    const minutes = minutesBetween(run.startedAt, until, pauses);
    const data = run.data as unknown as StoredRunData | null;
    const known = runDataOf(data);
    return {
      row: {
        id: run.id,
        environment,
        kind: run.kind,
        number: run.number,
        data,
        ratio: known && volumeRatio(known),
        startedAt: run.startedAt.toISOString(),
        startedBy: person(run.startedById),
        endedAt: iso(run.endedAt),
        outcome: run.outcome,
        lessons: run.lessons,
        minutes,
        interruptedMinutes: minutesBetween(run.startedAt, until) - minutes,
        deviations: entries.filter(({ kind }) => kind === "deviation").length,
        backOut: run.backOutAt && {
          startedAt: run.backOutAt.toISOString(),
          endedAt: iso(run.backOutEndedAt),
          minutes: minutesBetween(run.backOutAt, run.backOutEndedAt ?? until),
        },
        participants: run.participantIds.map(person),
        version: run.version,
      },
      entries: entries.map((entry) => ({
        id: entry.id,
        kind: entry.kind,
        text: entry.text,
        at: entry.at.toISOString(),
        until: iso(entry.until),
        by: person(entry.byId),
      })),
    };
  });
}
