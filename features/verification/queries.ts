import type { VerificationRules } from "@/domain/verification";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { loadVerification } from "@/lib/verification-facts";
import { type VerificationView, verificationInput, verificationView } from "./schema";

/** What the exits of an upgrade ask for beside steps and tests. */
export const getVerification = upgradeQuery({
  name: "upgrade.verification",
  action: "upgrade.view",
  summary: "What exits ask for beside steps and tests: health, counts, logs, hypercare with its daily checks",
  path: "/upgrades/{upgrade}/verification",
  input: verificationInput,
  output: verificationView,
  run: async ({ read, upgrade }) => readVerification(read, upgrade.id),
});

/** Also for the command that sets them, inside its transaction. */
export async function readVerification(
  client: Pick<ReadClient, "$queryRaw" | "upgrade">,
  upgradeId: string,
): Promise<VerificationView> {
  const { version } = await client.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    select: { version: true },
  });
  return { version, rules: rulesView(await loadVerification(client, upgradeId)) };
}

const rulesView = ({ health, counts, logs, hypercare }: VerificationRules): VerificationView["rules"] => ({
  health: [...health],
  counts: [...counts],
  logs: [...logs],
  hypercare: hypercare && {
    in: [...hypercare.in],
    days: hypercare.days,
    checks: hypercare.checks.map((check) => ({ ...check, sources: [...check.sources] })),
  },
});
