import { type StoredVerification, type VerificationRules, verificationRules } from "@/domain/verification";
import type { ReadClient } from "@/lib/db";
import { kindsOfPlaybook } from "@/lib/kinds";

/** What the exits of an upgrade ask for beside steps and tests: as a lead changed it, else as its playbook says. */
export async function loadVerification(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
): Promise<VerificationRules> {
  const [row] = await client.$queryRaw<{ verification: StoredVerification | null; playbookId: string }[]>`
    SELECT verification, "playbookId" FROM "Upgrade" WHERE id = ${upgradeId}::uuid`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  return verificationRules(row.verification ?? (await kindsOfPlaybook(client, row.playbookId)).verification);
}
