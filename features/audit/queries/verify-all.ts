import type { ReadClient } from "@/lib/db";
import type { ChainReport } from "../schema";
import { verifyStored } from "./verify";

/** One chain of the database, by the name people know it by. */
export interface NamedReport {
  name: string;
  report: ChainReport;
}

/**
 * Verifies every chain there is, or ought to be: those with a head, those with events, and one for each upgrade, since
 * an upgrade is never made without an event.
 */
export async function* verifyAll(
  read: Pick<ReadClient, "$queryRaw">,
  now: Date,
): AsyncGenerator<NamedReport> {
  const chains = await read.$queryRaw<{ id: string; key: string | null }[]>`
    SELECT c.id, u.key FROM (SELECT id FROM "AuditChain" UNION SELECT chain FROM "AuditEvent" UNION SELECT id::text FROM "Upgrade") c
    LEFT JOIN "Upgrade" u ON u.id::text = c.id ORDER BY c.id <> 'instance', u.key, c.id`;
  for (const { id, key } of chains) {
    const report = await verifyStored(read, id, now);
    const gone = key !== null && report.events === 0 && report.fault === null;
    const fault = gone
      ? {
          kind: "removed" as const,
          seq: 1,
          message: "The whole history of this upgrade was removed, its head with it.",
        }
      : report.fault;
    yield {
      name: key ? `upgrade ${key}` : id === "instance" ? "instance" : `chain ${id}`,
      report: { ...report, fault },
    };
  }
}
