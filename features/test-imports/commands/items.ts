import type { WriteClient } from "@/lib/db";
import type { JunitResult } from "@/lib/junit-collector";

/** Puts results that could not be recorded into the inbox. `testCaseId` names the case they are of, when that is known. */
export async function storeItems(
  tx: WriteClient,
  where: { upgradeId: string; environmentId: string; runId: string; importId: string; now: Date },
  waiting: readonly { result: JunitResult; testCaseId: string | null; reason: string }[],
): Promise<void> {
  if (waiting.length === 0) return;
  const { upgradeId, environmentId, runId, importId, now } = where;
  const rows = waiting.map(({ result, testCaseId, reason }) => ({
    suite: result.suite,
    className: result.className,
    name: result.name,
    result: result.result,
    minutes: result.minutes,
    message: result.message,
    executedAt: result.at === null || result.at > now ? now : result.at,
    testCaseId,
    reason,
  }));
  await tx.$executeRaw`
    INSERT INTO "ImportItem" (id, "importId", "upgradeId", "environmentId", "runId", suite, "className", name, result, minutes, message, "executedAt", "testCaseId", reason)
    SELECT gen_random_uuid(), ${importId}::uuid, ${upgradeId}::uuid, ${environmentId}::uuid, ${runId}::uuid, x.suite, x."className", x.name, x.result::"TestResult",
      x.minutes, x.message, x."executedAt", x."testCaseId", x.reason
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(suite text, "className" text, name text, result text, minutes float8, message text,
      "executedAt" timestamptz, "testCaseId" uuid, reason text)`;
}
