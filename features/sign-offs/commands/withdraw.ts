import { decideWithdraw } from "@/domain/sign-off";
import { nextOf } from "@/features/gates/queries/record-views";
import { gateTitle } from "@/features/gates/queries/summary";
import { upgradeCommand } from "@/lib/command";
import { conflict, notFound, refused } from "@/lib/errors";
import { loadUpgradeFacts } from "@/lib/facts";
import { paths } from "@/lib/paths";
import { withdrawInput, withdrawOutput } from "../schema";

/** Takes one's own decision back, as long as nobody has built on it. It stays in the history with its reason. */
export const withdraw = upgradeCommand({
  name: "signOff.withdraw",
  summary: "Withdraw one's own signature or rejection, with a reason",
  method: "POST",
  path: "/upgrades/{upgrade}/sign-offs/{signOff}/withdraw",
  input: withdrawInput,
  output: withdrawOutput,
  run: async ({ tx, now, upgrade: scope, actor }, input) => {
    const upgrade = await loadUpgradeFacts(tx, scope.id);
    const signOff = upgrade.signOffs.find(({ id }) => id === input.signOff);
    const gate = upgrade.gates.find(({ id }) => id === signOff?.gateId);
    const environment = upgrade.environments.find(({ id }) => id === gate?.environmentId);
    if (!signOff || !gate || !environment) throw notFound("signature");
    const verdict = decideWithdraw({
      actorId: actor.id,
      signOff,
      reason: input.reason,
      next: nextOf(upgrade, gate),
    });
    if (!verdict.ok) throw refused(verdict.refusals);

    const { count } = await tx.signOff.updateMany({
      where: { id: signOff.id, withdrawnAt: null },
      data: { withdrawnAt: now, withdrawnReason: input.reason },
    });
    if (count !== 1) throw conflict("the signature", {});
    const label = gateTitle(environment, gate.kind);
    const leads = upgrade.members
      .filter((member) => member.roles.includes("lead"))
      .map((member) => member.id);
    return {
      output: { id: signOff.id },
      events: [
        {
          type: "signOff.withdrawn",
          subject: { type: "sign_off", id: signOff.id },
          environmentId: environment.id,
          data: { gate: label, reason: input.reason },
        },
      ],
      notices:
        signOff.decision === "approve"
          ? [
              {
                kind: "signature_wanted",
                to: leads,
                title: `${actor.name} withdrew their signature of ${label}`,
                href: paths.gate(upgrade.key, environment.key, gate.kind),
              },
            ]
          : [],
    };
  },
});
