import { createHash } from "node:crypto";
import { startRun } from "@/features/test-runs/commands/runs";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { changeFacts } from "./facts";
import type { World } from "./world";

/** Opens dev's entry gate: does what it asks of the small playbook, and nothing behind it. */
export async function openDev({ key, lead }: Pick<World, "key" | "lead">, now = new Date()): Promise<void> {
  await changeFacts(
    key,
    async (tx, upgradeId) => {
      const dev = await tx.environment.findFirstOrThrow({ where: { upgradeId, key: "dev" } });
      const steps = await tx.step.findMany({
        where: { upgradeId, OR: [{ code: "P-01" }, { code: "D-01", environmentId: dev.id }] },
      });
      for (const { id, code } of steps) {
        await tx.step.update({
          where: { id },
          data: { state: "done", doneById: lead.id, startedAt: now, finishedAt: now, stateSince: now },
        });
        const sha256 = createHash("sha256").update(id).digest("hex");
        await tx.evidence.create({
          data: {
            upgradeId,
            stepId: id,
            kind: "note",
            name: `${code} note`,
            text: "ok",
            sha256,
            addedById: lead.id,
            addedAt: now,
          },
        });
      }
    },
    now,
  );
}

/** Starts a run and answers its id. */
export async function runIn(
  { key, engineer }: Pick<World, "key" | "engineer">,
  environment = "dev",
): Promise<string> {
  return (await execute(startRun, engineer, { upgrade: key, environment, title: "Smoke" })).id;
}

/** The row of a test case. */
export const caseOf = (key: string, code: string) =>
  reader.testCase.findFirstOrThrow({ where: { upgrade: { key }, code } });

/** The types of the newest events of an upgrade, oldest first. */
export async function lastEvents(key: string, count: number): Promise<string[]> {
  const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key } });
  const rows = await reader.auditEvent.findMany({
    where: { chain: id },
    orderBy: { seq: "desc" },
    take: count,
  });
  return rows.map((row) => row.type).reverse();
}
