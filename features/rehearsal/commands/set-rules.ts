import type { RehearsalRules } from "@/domain/rehearsal";
import { ruleChanges } from "@/domain/rule-change";
import { upgradeCommand } from "@/lib/command";
import { AppError, conflict } from "@/lib/errors";
import { rulesOf } from "../queries/runs";
import { setRehearsalInput, setRehearsalOutput } from "../schema/runs";

const labels: Record<keyof RehearsalRules, string> = {
  pilotIn: "where pilots run",
  volumeRatio: "share of production's rows",
  backOut: "back-out rehearsed",
  parity: "parity decided",
  forecast: "forecast fits the window",
  reserveMinutes: "reserve in minutes",
  window: "booked window",
};

/** Decides what has to be rehearsed before production. Audited with the reason, and it makes signatures of the go/no-go stale. */
export const setRehearsal = upgradeCommand({
  name: "upgrade.setRehearsal",
  summary: "Decide what has to be rehearsed before production",
  method: "PUT",
  path: "/upgrades/{upgrade}/rehearsal",
  input: setRehearsalInput,
  output: setRehearsalOutput,
  run: async ({ tx, upgrade }, input) => {
    const row = await tx.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: { rehearsal: true, version: true },
    });
    if (row.version !== input.version)
      throw conflict(upgrade.key, { version: row.version, rules: row.rehearsal });
    const changes = ruleChanges(labels, rulesOf(row.rehearsal), input.rules);
    if (changes.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    const rules = input.rules === null ? null : JSON.stringify(input.rules);
    await tx.$executeRaw`
      UPDATE "Upgrade" SET rehearsal = ${rules}::jsonb, version = version + 1 WHERE id = ${upgrade.id}::uuid`;
    return {
      output: { version: row.version + 1, rules: input.rules },
      events: [
        {
          type: "upgrade.rehearsalSet",
          subject: { type: "upgrade", id: upgrade.id },
          data: { changes, reason: input.reason },
        },
      ],
    };
  },
});
