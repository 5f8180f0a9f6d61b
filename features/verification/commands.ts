import { checksFrom, verificationChanges, verificationRules } from "@/domain/verification";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { readVerification } from "./queries";
import { setVerificationInput, verificationView } from "./schema";

/** Decides what exits ask for. Audited with the reason; signatures go stale where it changes what they were bound to. */
export const setVerification = upgradeCommand({
  name: "upgrade.setVerification",
  summary: "Decide what exits ask for beside steps and tests, and the daily checks of hypercare",
  method: "PUT",
  path: "/upgrades/{upgrade}/verification",
  input: setVerificationInput,
  output: verificationView,
  run: async ({ tx, now, upgrade }, input) => {
    const was = await readVerification(tx, upgrade.id);
    if (was.version !== input.version) throw conflict(upgrade.key, was);
    const is = checksFrom(was.rules, verificationRules(input.rules), now);
    const changes = verificationChanges(was.rules, is);
    if (changes.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    await tx.upgrade.update({
      where: { id: upgrade.id },
      data: { verification: is as unknown as Prisma.InputJsonObject, version: { increment: 1 } },
    });
    return {
      output: await readVerification(tx, upgrade.id),
      events: [
        {
          type: "upgrade.verificationSet",
          subject: { type: "upgrade", id: upgrade.id },
          data: { changes, reason: input.reason },
        },
      ],
    };
  },
});
