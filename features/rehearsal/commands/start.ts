import type { z } from "zod";
import { canStartBehind } from "@/domain/gate";
import { decideStartRun, volumeRatio } from "@/domain/migration-run";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, notFound, refused } from "@/lib/errors";
import { runDataOf, type StoredRunData } from "@/lib/rehearsal-facts";
import { type runData, savedRun, startRunInput } from "../schema/runs";

/** The data of a run in a few words: "a dump of production", "generated data, 80 % of production". */
export function dataText(stored: z.output<typeof runData> | null): string {
  const data = runDataOf(stored);
  if (data === null) return "";
  if (data.source === "production_dump")
    return `a dump of production${data.takenAt ? ` taken ${data.takenAt.toISOString().slice(0, 10)}` : ""}`;
  const ratio = volumeRatio(data);
  return `generated data${ratio === null ? "" : `, ${Math.floor(ratio * 100)} % of production`}`;
}

/** Names of members, in the order asked for. Throws `invalid_input` for somebody who is none. */
export async function namesOf(tx: WriteClient, upgradeId: string, ids: readonly string[]): Promise<string[]> {
  const members = await tx.member.findMany({
    where: { upgradeId, userId: { in: [...ids] } },
    select: { userId: true, user: { select: { name: true } } },
  });
  const names = new Map(members.map(({ userId, user }) => [userId, user.name]));
  return [...new Set(ids)].map((id) => {
    const name = names.get(id);
    if (!name)
      throw new AppError("invalid_input", "participants: names somebody who is not in this upgrade.");
    return name;
  });
}

/** Begins a pilot, or production's live run: from now on every step of the environment is timed as part of it. */
export const startRun = upgradeCommand({
  name: "run.start",
  summary: "Begin a pilot in an environment, or the live run of production",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/migration-runs",
  creates: true,
  input: startRunInput,
  output: savedRun,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
      include: {
        gates: { where: { kind: "entry" }, select: { state: true } },
        migrations: { orderBy: { number: "desc" }, take: 1 },
      },
    });
    if (!environment) throw notFound("environment");
    const [last] = environment.migrations;
    const data: StoredRunData | null = input.kind === "pilot" ? input.data : null;
    const verdict = decideStartRun({
      kind: input.kind,
      environment,
      entryOpen: canStartBehind(environment.gates[0]?.state ?? "shut", environment),
      running: last && !last.endedAt ? last.number : null,
      data: runDataOf(data),
      now,
    });
    if (!verdict.ok) throw refused(verdict.refusals);
    const participants = await namesOf(tx, upgrade.id, input.participants);
    const id = newId();
    const number = (last?.number ?? 0) + 1;
    await tx.migrationRun.create({
      data: {
        id,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        kind: input.kind,
        number,
        ...(data && { data: data as unknown as Prisma.InputJsonValue }),
        participantIds: [...new Set(input.participants)],
        startedAt: now,
        startedById: actor.id,
      },
    });
    return {
      output: { id, number, version: 1 },
      events: [
        {
          type: "run.started",
          subject: { type: "migration_run", id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            kind: input.kind,
            number,
            data: dataText(data),
            participants,
          },
        },
      ],
      touched: [],
    };
  },
});
