import { decideClose, decideEditFinding } from "@/domain/hypercare/finding";
import { ruleChanges } from "@/domain/rule-change";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, conflict, notFound, refused } from "@/lib/errors";
import { readHypercare } from "../queries";
import { closeFindingInput, editFindingInput, hypercareView } from "../schema";
import { aboutCare } from "./care";
import { ownerName } from "./owner";

const labels = { what: "what", severity: "severity", link: "defect", owner: "who sees to it" };

/** Changes what a finding says while it is open. */
export const editFinding = upgradeCommand({
  name: "hypercare.editFinding",
  summary: "Change an open finding of hypercare: what, severity, defect, who sees to it",
  method: "PATCH",
  path: "/upgrades/{upgrade}/hypercare-findings/{finding}",
  input: editFindingInput,
  output: hypercareView,
  run: async ({ tx, now, upgrade }, input) => {
    const was = await findingOf(tx, upgrade, input);
    const verdict = decideEditFinding(was);
    if (!verdict.ok) throw refused(verdict.refusals);
    const name = async (id: string | null) => (id === null ? "nobody" : ownerName(tx, upgrade.id, id));
    const { what = was.what, severity = was.severity, link = was.link, owner = was.ownerId } = input;
    const changes = ruleChanges(
      labels,
      { ...was, owner: was.ownerId === owner ? "" : await formerOwner(tx, was.ownerId) },
      { what, severity, link, owner: was.ownerId === owner ? "" : await name(owner) },
    );
    if (changes.length === 0) throw new AppError("invalid_input", "Nothing is different from what is there.");
    await tx.hypercareFinding.update({
      where: { id: was.id },
      data: { what, severity, link, ownerId: owner, version: { increment: 1 } },
    });
    return {
      output: await readHypercare(tx, upgrade, was.environment.key, now),
      events: [
        {
          type: "hypercare.findingEdited",
          ...aboutCare(was.environment),
          data: { environment: was.environment.name, number: was.number, changes },
        },
      ],
      touched: [was.environmentId],
    };
  },
});

/** Closes a finding with what was done about it. */
export const closeFinding = upgradeCommand({
  name: "hypercare.closeFinding",
  summary: "Close a finding of hypercare with what was done",
  method: "POST",
  path: "/upgrades/{upgrade}/hypercare-findings/{finding}/close",
  input: closeFindingInput,
  output: hypercareView,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const was = await findingOf(tx, upgrade, input);
    const verdict = decideClose(was, input.done);
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.hypercareFinding.update({
      where: { id: was.id },
      data: { done: input.done, closedAt: now, closedById: actor.id, version: { increment: 1 } },
    });
    return {
      output: await readHypercare(tx, upgrade, was.environment.key, now),
      events: [
        {
          type: "hypercare.findingClosed",
          ...aboutCare(was.environment),
          data: {
            environment: was.environment.name,
            number: was.number,
            what: was.what,
            done: input.done,
          },
        },
      ],
      touched: [was.environmentId],
    };
  },
});

/** The finding the caller saw. Throws `not_found`, or `version_conflict` when it is another one by now. */
async function findingOf(
  tx: WriteClient,
  upgrade: UpgradeScope,
  { finding, version }: { finding: string; version: number },
) {
  const was = await tx.hypercareFinding.findFirst({
    where: { id: finding, upgradeId: upgrade.id },
    include: { environment: { select: { id: true, key: true, name: true } } },
  });
  if (!was) throw notFound("finding");
  if (was.version !== version)
    throw conflict(`finding ${was.number}`, {
      what: was.what,
      severity: was.severity,
      done: was.done,
      version: was.version,
    });
  return was;
}

/** Who saw to it before, also when they have left. */
async function formerOwner(tx: WriteClient, userId: string | null): Promise<string> {
  if (userId === null) return "nobody";
  return (await tx.user.findUnique({ where: { id: userId }, select: { name: true } }))?.name ?? "somebody";
}
