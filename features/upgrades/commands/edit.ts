import { upgradeCommand } from "@/lib/command";
import { AppError } from "@/lib/errors";
import {
  archiveInput,
  editUpgradeInput,
  relaxSigningInput,
  restoreInput,
  upgradeVersionOutput,
} from "../schema";
import { writeUpgrade } from "./write-upgrade";

const labels = {
  title: "title",
  homeZone: "home zone",
  supportCase: "support case",
  targetReason: "reason of the target",
} as const;

/** Changes title, home zone, support case or the reason of the target. */
export const editUpgrade = upgradeCommand({
  name: "upgrade.edit",
  summary: "Change an upgrade's title, home zone, support case or reason",
  method: "PATCH",
  path: "/upgrades/{upgrade}",
  input: editUpgradeInput,
  output: upgradeVersionOutput,
  run: async ({ tx, upgrade }, { upgrade: key, version, ...wanted }) => {
    const was = await tx.upgrade.findUniqueOrThrow({ where: { id: upgrade.id } });
    const changes = (Object.keys(labels) as (keyof typeof labels)[]).flatMap((field) => {
      const is = wanted[field];
      return is !== undefined && is !== (was[field] ?? "")
        ? [{ field: labels[field], was: was[field] ?? "", is }]
        : [];
    });
    if (changes.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    await writeUpgrade(tx, upgrade.id, version, wanted);
    return {
      output: { key, version: version + 1 },
      events: [{ type: "upgrade.edited", subject: { type: "upgrade", id: upgrade.id }, data: { changes } }],
      touched: [],
    };
  },
});

/** Lets who did the work sign it, or forbids it again; printed with every signature. */
export const relaxSigning = upgradeCommand({
  name: "upgrade.relaxSigning",
  summary: "Decide whether who did the work may also sign",
  method: "PUT",
  path: "/upgrades/{upgrade}/signing",
  input: relaxSigningInput,
  output: upgradeVersionOutput,
  run: async ({ tx, upgrade }, input) => {
    await writeUpgrade(tx, upgrade.id, input.version, { doersMaySign: input.doersMaySign });
    return {
      output: { key: upgrade.key, version: input.version + 1 },
      events: [
        {
          type: "upgrade.signingRelaxed",
          subject: { type: "upgrade", id: upgrade.id },
          data: { doersMaySign: input.doersMaySign, reason: input.reason },
        },
      ],
    };
  },
});

/** Closes an upgrade: everything stays readable, nothing can be changed until it is brought back. */
export const archiveUpgrade = upgradeCommand({
  name: "upgrade.archive",
  summary: "Archive an upgrade",
  method: "POST",
  path: "/upgrades/{upgrade}/archive",
  input: archiveInput,
  output: upgradeVersionOutput,
  run: async ({ tx, now, upgrade }, input) => {
    await writeUpgrade(tx, upgrade.id, input.version, { archivedAt: now });
    return {
      output: { key: upgrade.key, version: input.version + 1 },
      events: [
        {
          type: "upgrade.archived",
          subject: { type: "upgrade", id: upgrade.id },
          data: { reason: input.reason },
        },
      ],
      touched: [],
    };
  },
});

/** Brings an upgrade back from the archive. */
export const restoreUpgrade = upgradeCommand({
  name: "upgrade.restore",
  summary: "Bring an upgrade back from the archive",
  method: "POST",
  path: "/upgrades/{upgrade}/restore",
  input: restoreInput,
  output: upgradeVersionOutput,
  run: async ({ tx, upgrade }, input) => {
    if (!upgrade.archived) throw new AppError("refused", "This upgrade is not archived.");
    await writeUpgrade(tx, upgrade.id, input.version, { archivedAt: null });
    return {
      output: { key: upgrade.key, version: input.version + 1 },
      events: [{ type: "upgrade.restored", subject: { type: "upgrade", id: upgrade.id }, data: {} }],
    };
  },
});
