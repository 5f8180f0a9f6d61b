import type { Client } from "pg";
import { assignStep } from "@/features/steps/commands/plan-work";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { withClient } from "../running/connection";
import { stepOf, type World, world } from "./world";

/** An upgrade in which something happened: who a step is assigned to changes back and forth. `last` is its newest event. */
export async function withHistory(): Promise<World & { chain: string; last: number }> {
  const w = await world();
  for (let times = 0; times < 8; times += 1) {
    const { id, version } = await stepOf(w.key, "dev", "D-01");
    await execute(assignStep, w.lead, {
      upgrade: w.key,
      step: id,
      version,
      assigneeId: times % 2 === 0 ? w.engineer.id : null,
    });
  }
  const { id: chain } = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
  const { seq: last } = await reader.auditChain.findUniqueOrThrow({ where: { id: chain } });
  return { ...w, chain, last };
}

/** Changes history behind the application's back, as only the owner of the tables can: with the triggers off, and on again after. */
export async function tamper(work: (client: Client) => Promise<void>): Promise<void> {
  const owner = process.env.DATABASE_OWNER_URL;
  if (!owner) throw new Error("Tests that tamper need the owner's address");
  await withClient(owner, async (client) => {
    await client.query('BEGIN; ALTER TABLE "AuditEvent" DISABLE TRIGGER USER');
    await work(client);
    await client.query('ALTER TABLE "AuditEvent" ENABLE TRIGGER USER; COMMIT');
  });
}
