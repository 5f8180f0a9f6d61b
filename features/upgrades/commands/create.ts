import { validateEnvironments } from "@/domain/environment";
import { validateSlots } from "@/domain/slot";
import { planPath } from "@/domain/version-path";
import { findPlaybook } from "@/features/playbooks/queries/find";
import { instanceCommand } from "@/lib/command";
import { AppError, type Refusal, refused } from "@/lib/errors";
import { createUpgradeInput, createUpgradeOutput } from "../schema";
import { buildUpgrade, draftEnvironments } from "./build";

/** Makes an upgrade from a playbook: its plan, environments with steps and gates, test cases and members, in one transaction. */
export const createUpgrade = instanceCommand({
  name: "upgrade.create",
  summary: "Create an upgrade from a playbook",
  method: "POST",
  path: "/upgrades",
  creates: true,
  input: createUpgradeInput,
  output: createUpgradeOutput,
  run: async ({ tx, now, newId, actor }, input) => {
    if (!actor?.id) throw new AppError("not_signed_in", "Sign in first.");
    const playbook = await findPlaybook(tx, input.playbook.slug, input.playbook.version);
    const path = planPath(playbook.content, input.from, input.to);
    if (!path.ok) throw refused(path.refusals);
    const needs: Refusal[] = [];
    if (!path.path.isNewest && input.targetReason === "") {
      needs.push({
        code: "target_reason",
        message: `${input.to} is not the newest release (${path.path.newest}). Say why it is the target.`,
      });
    }
    if (path.path.needsSupportCase && input.supportCase === "") {
      needs.push({
        code: "support_case",
        message: `${path.path.supportReasons.join(" ")} Give the support case, or say why there is none.`,
      });
    }
    if (needs.length > 0) throw refused(needs);

    const environments = draftEnvironments(input.environments, newId);
    const valid = validateEnvironments(environments);
    if (!valid.ok) throw refused(valid.refusals);
    for (const environment of environments) {
      for (const gate of ["entry", "exit"] as const) {
        const slots = environment.slots[gate];
        const verdict = slots ? validateSlots(gate, slots) : { ok: true as const };
        if (!verdict.ok) throw refused(verdict.refusals);
      }
    }

    const built = await buildUpgrade(
      tx,
      playbook,
      { ...input, path: path.path.hops, environments },
      actor.id,
      now,
      newId,
    );
    return {
      output: { id: built.id, key: input.key, version: 1, steps: built.steps, testCases: built.testCases },
      chain: built.id,
      notices: built.followed.notices,
      events: [
        {
          type: "upgrade.created",
          subject: { type: "upgrade", id: built.id },
          data: {
            key: input.key,
            title: input.title,
            from: input.from,
            to: input.to,
            playbook: playbook.content.title,
            playbookVersion: playbook.content.version,
            steps: built.steps,
            testCases: built.testCases,
            doersMaySign: input.doersMaySign,
            targetReason: input.targetReason,
            supportCase: input.supportCase,
          },
        },
        ...built.followed.events,
      ],
    };
  },
});
