import { z } from "zod";
import { type ChainHead, createChainVerifier } from "@/domain/audit-chain";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import { instanceQuery, upgradeQuery } from "@/lib/read";
import { type ChainReport, chainReport } from "../schema";
import { readChain } from "./rows";

/** Recomputes every hash of a chain as it is stored. A chain without a head and without events has nothing to tell. */
export async function verifyStored(
  read: Pick<ReadClient, "$queryRaw">,
  chain: string,
  now: Date,
): Promise<ChainReport> {
  const started = performance.now();
  const verifier = createChainVerifier(chain, sha256);
  let head: ChainHead | null = null;
  let events = 0;
  for await (const batch of readChain(read, chain)) {
    head = batch.head;
    events += batch.rows.length;
    if (!batch.rows.every((row) => verifier.next(row))) break;
  }
  const fault = verifier.finish(head ?? { seq: 0, hash: "" });
  return {
    chain,
    events,
    head,
    fault,
    verifiedAt: now.toISOString(),
    milliseconds: Math.round(performance.now() - started),
  };
}

export const verifyAudit = upgradeQuery({
  name: "audit.verify",
  action: "audit.view",
  summary:
    "Recomputes every hash of the upgrade's history and names the first event that is not as it was written",
  path: "/upgrades/{upgrade}/audit/verification",
  input: z.object({ upgrade: upgradeKey }),
  output: chainReport,
  run: ({ read, upgrade, now }) => verifyStored(read, upgrade.id, now),
});

export const verifyInstanceAudit = instanceQuery({
  name: "instance.verifyAudit",
  action: "instance.audit",
  summary:
    "Recomputes every hash of the instance's history and names the first event that is not as it was written",
  path: "/audit/verification",
  input: z.object({}),
  output: chainReport,
  run: ({ read, now }) => verifyStored(read, "instance", now),
});
