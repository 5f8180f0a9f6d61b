import type { Answers } from "@/domain/condition";
import type { Playbook } from "@/domain/playbook";
import { planPath } from "@/domain/version-path";
import { upgradeCommand } from "@/lib/command";
import { type Refusal, refused } from "@/lib/errors";
import { cloneUpgradeInput, createUpgradeOutput } from "../schema";
import { buildUpgrade, draftEnvironments } from "./build";
import { findPrevious } from "./previous";

/**
 * Makes another upgrade like this one: playbook version, answers, environments, slots, variables and, if asked, people. No
 * work, evidence or signature comes along. The team's own tests and the items of its inventories do, also in a plain copy:
 * they say what the installation is and has to do, which is the same whoever looks after it next; only what became of
 * them (states, executions, evidence) is work, and verdicts are decisions about one pair of releases, so they are proposed.
 *
 * As the next hop it starts from the source's target and is linked behind it: it waits until the source is in production.
 */
export const cloneUpgrade = upgradeCommand({
  name: "upgrade.clone",
  summary: "Clone an upgrade without its work",
  method: "POST",
  path: "/upgrades/{upgrade}/clone",
  creates: true,
  input: cloneUpgradeInput,
  output: createUpgradeOutput,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const source = await tx.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      include: {
        playbook: true,
        members: { include: { user: { select: { disabledAt: true } } } },
        environments: {
          orderBy: { position: "asc" },
          include: { variables: true, gates: { include: { slots: true } } },
        },
      },
    });
    const content = source.playbook.content as unknown as Playbook;
    const from = input.from ?? (input.nextHop ? source.toVersion : source.fromVersion);
    const to = input.to ?? (input.nextHop ? null : source.toVersion);
    if (to === null)
      throw refused([{ code: "target", message: `Say to which release the hop from ${from} leads.` }]);
    const previous = input.nextHop
      ? await findPrevious(tx, actor.id, source.key, { key: input.key, from })
      : null;
    const path = planPath(content, from, to);
    if (!path.ok) throw refused(path.refusals);
    const same = from === source.fromVersion && to === source.toVersion;
    const targetReason = input.targetReason || (same ? (source.targetReason ?? "") : "");
    const supportCase = input.supportCase || (same ? (source.supportCase ?? "") : "");
    const needs: Refusal[] = [];
    if (!path.path.isNewest && targetReason === "")
      needs.push({
        code: "target_reason",
        message: `${to} is not the newest release (${path.path.newest}). Say why it is the target.`,
      });
    if (path.path.needsSupportCase && supportCase === "")
      needs.push({
        code: "support_case",
        message: `${path.path.supportReasons.join(" ")} Give the support case, or say why there is none.`,
      });
    if (needs.length > 0) throw refused(needs);

    const slotsOf = (environment: (typeof source.environments)[number], kind: "entry" | "exit") =>
      environment.gates
        .find((gate) => gate.kind === kind)
        ?.slots.map(({ role, count }) => ({ role, count })) ?? [];
    const environments = draftEnvironments(
      source.environments.map((environment) => ({
        name: environment.name,
        kind: environment.kind,
        slots: { entry: slotsOf(environment, "entry"), exit: slotsOf(environment, "exit") },
      })),
      newId,
    );
    const built = await buildUpgrade(
      tx,
      { id: source.playbookId, content, sha256: source.playbook.sha256 },
      {
        key: input.key,
        title: input.title,
        from,
        to,
        path: path.path.hops,
        answers: source.answers as Answers,
        environments,
        members: input.members
          ? source.members
              .filter((member) => !member.user.disabledAt)
              .map(({ userId, roles }) => ({ userId, roles }))
          : [],
        homeZone: source.homeZone,
        doersMaySign: false,
        targetReason,
        supportCase,
        clonedFromId: source.id,
        ...(previous && { previousId: previous.id }),
        carry: {
          source: { id: source.id, key: source.key },
          playbook: content,
          environmentIds: new Map(
            source.environments.flatMap(({ id }, index) => {
              const copy = environments[index];
              return copy ? [[id, copy.id] as const] : [];
            }),
          ),
          actorId: actor.id,
          now,
          newId,
        },
      },
      actor.id,
      now,
      newId,
    );
    await tx.environmentVariable.createMany({
      data: source.environments.flatMap((environment, index) => {
        const environmentId = environments[index]?.id;
        return environmentId
          ? environment.variables.map(({ name, value }) => ({ environmentId, name, value }))
          : [];
      }),
    });
    return {
      output: { id: built.id, key: input.key, version: 1, steps: built.steps, testCases: built.testCases },
      chain: built.id,
      touched: [],
      notices: built.followed.notices,
      events: [
        {
          type: "upgrade.cloned",
          subject: { type: "upgrade", id: built.id },
          data: { key: input.key, title: input.title, source: source.key, supportCase },
        },
        ...(previous
          ? [
              {
                type: "upgrade.previousLinked" as const,
                subject: { type: "upgrade" as const, id: built.id },
                data: { previous: previous.key },
              },
            ]
          : []),
        ...built.events,
        ...built.followed.events,
      ],
    };
  },
});
