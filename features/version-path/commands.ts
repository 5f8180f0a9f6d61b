import type { Playbook } from "@/domain/playbook";
import { planPaths } from "@/domain/version-paths";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError, conflict, refused } from "@/lib/errors";
import { wayId, wayText } from "./queries";
import { chooseVersionPathInput, chosenVersionPath } from "./schema";

export const chooseVersionPath = upgradeCommand({
  name: "upgrade.choosePath",
  summary: "Choose one of the ways from the source to the target release, with the reason",
  method: "PUT",
  path: "/upgrades/{upgrade}/version-path",
  input: chooseVersionPathInput,
  output: chosenVersionPath,
  run: async ({ tx, upgrade }, { version, way, reason }) => {
    const row = await tx.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      include: { playbook: { select: { content: true } } },
    });
    if (row.version !== version)
      throw conflict("the path", { path: row.path, reason: row.pathReason, version: row.version });
    const { fromVersion: from, toVersion: to } = row;
    const chosen = planPaths(row.playbook.content as unknown as Playbook, from, to).find(
      ({ hops }) => wayId(hops) === way,
    );
    if (!chosen)
      throw new AppError("invalid_input", `way: is not one of the ways from ${from} to ${to}.`, {
        fields: [{ path: "way", message: `is not one of the ways from ${from} to ${to}` }],
      });
    if (chosen.needsSupportCase && !row.supportCase)
      throw refused([
        {
          code: "support_case",
          message: `${chosen.supportReasons.join(" ")} Write the support case into the settings first.`,
        },
      ]);
    const before = row.path as unknown as { to: string }[];
    if (wayId(before) === way && row.pathReason === reason)
      throw refused([{ code: "unchanged", message: "This path is chosen for this reason already." }]);
    await tx.upgrade.update({
      where: { id: upgrade.id },
      data: {
        path: chosen.hops as unknown as Prisma.InputJsonValue,
        pathReason: reason,
        version: { increment: 1 },
      },
    });
    return {
      output: { way, version: version + 1 },
      events: [
        {
          type: "upgrade.pathChosen",
          subject: { type: "upgrade", id: upgrade.id },
          data: { was: wayText(from, before), is: wayText(from, chosen.hops), reason },
        },
      ],
      touched: [],
    };
  },
});
