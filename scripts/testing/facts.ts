import { createHash, randomUUID } from "node:crypto";
import type { Page } from "@/domain/attestation";
import { appendEvents, lockChain } from "@/lib/audit";
import { reader, type WriteClient, writer } from "@/lib/db";
import { settle } from "@/lib/settle";

/**
 * Changes facts of an upgrade past the commands, as one event, and settles what follows: for tests of gates, which care
 * about facts and not about how they came to be.
 */
export async function changeFacts(
  key: string,
  change: (tx: WriteClient, upgradeId: string) => Promise<unknown>,
  now = new Date(),
): Promise<void> {
  const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key }, select: { id: true } });
  await writer.$transaction(async (tx) => {
    const head = await lockChain(tx, id);
    await change(tx, id);
    const followed = await settle(tx, id, now);
    await appendEvents(tx, head, { id: null, name: "Test" }, [], now, [
      { type: "upgrade.edited", subject: { type: "upgrade", id }, data: { changes: [] } },
      ...followed.events,
    ]);
  });
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

/** Everything a person needs to do so that nothing but signatures keeps both gates of the environment shut. Answers when it was done. */
export async function clearEnvironment(
  key: string,
  environment: string,
  doneById: string,
  now = new Date(),
): Promise<Date> {
  const row = await reader.environment.findFirstOrThrow({ where: { key: environment, upgrade: { key } } });
  await changeFacts(
    key,
    async (tx, upgradeId) => {
      const steps = await tx.step.findMany({
        where: {
          upgradeId,
          removedAt: null,
          state: "todo",
          OR: [{ environmentId: row.id }, { environmentId: null }],
        },
      });
      for (const step of steps) {
        await tx.step.update({
          where: { id: step.id },
          data: { state: "done", doneById, startedAt: now, finishedAt: now, stateSince: now },
        });
        const kind = step.evidenceRequired === "any" ? "note" : step.evidenceRequired;
        if (kind !== "none") {
          await tx.evidence.create({
            data: {
              upgradeId,
              stepId: step.id,
              kind,
              name: `${step.code}.log`,
              text: "ok",
              sha256: hash(step.id),
              addedById: doneById,
              addedAt: now,
            },
          });
        }
        if (!step.attestation) continue;
        const readers = await tx.member.findMany({
          where: { upgradeId, roles: { hasSome: ["lead", "engineer", "manager"] } },
        });
        await tx.attestation.createMany({
          data: readers.map(({ userId }) => ({
            stepId: step.id,
            userId,
            statement: "Read",
            pages: (step.readings as Page[]).map(({ id, title }) => ({ id, title, version: "1" })),
            at: now,
          })),
          skipDuplicates: true,
        });
      }
      await tx.environment.update({ where: { id: row.id }, data: { startedAt: now } });
      const run = await tx.testRun.create({
        data: {
          upgradeId,
          environmentId: row.id,
          number: 1 + (await tx.testRun.count({ where: { environmentId: row.id } })),
          title: "All",
          createdById: doneById,
          startedAt: now,
        },
      });
      for (const testCase of await tx.testCase.findMany({ where: { upgradeId, archivedAt: null } })) {
        await recordResult(tx, {
          upgradeId,
          environmentId: row.id,
          runId: run.id,
          testCase,
          result: "passed",
          by: doneById,
          now,
        });
      }
    },
    now,
  );
  return now;
}

/** Records one execution as the newest of its case. */
export async function recordResult(
  tx: WriteClient,
  given: {
    upgradeId: string;
    environmentId: string;
    runId: string;
    testCase: { id: string; revision: number };
    result: "passed" | "failed";
    by: string;
    now: Date;
  },
): Promise<void> {
  const { upgradeId, environmentId, runId, testCase, result, by, now } = given;
  const executionId = randomUUID();
  const common = {
    testCaseId: testCase.id,
    environmentId,
    revision: testCase.revision,
    result,
    executedById: by,
    executedAt: now,
  };
  await tx.testExecution.create({ data: { id: executionId, upgradeId, runId, ...common } });
  const standing = { ...common, executionId };
  await tx.testStanding.upsert({
    where: { environmentId_testCaseId: { environmentId, testCaseId: testCase.id } },
    create: standing,
    update: standing,
  });
}
