import { counted, named } from "@/domain/sentence";
import type { WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { type LoadedStep, loadMembers } from "../queries/facts";

/** Tells whoever was given steps, in one notice however many they are. */
export function assignedNotices(
  upgrade: string,
  actor: { name: string },
  to: string,
  steps: readonly LoadedStep[],
): Notice[] {
  const [first] = steps;
  if (!first) return [];
  const what = steps.length === 1 ? named(first) : `${counted(steps.length, "step")} of ${placeOf(first)}`;
  return [
    {
      kind: "assigned",
      to: [to],
      title: `${actor.name} assigned ${what} to you`,
      href: hrefOf(upgrade, steps),
    },
  ];
}

/** Tells the assignees and the leads what was blocked and why. */
export async function blockedNotices(
  tx: WriteClient,
  upgrade: { id: string; key: string },
  steps: readonly LoadedStep[],
): Promise<Notice[]> {
  const [first] = steps;
  if (!first) return [];
  const members = await loadMembers(tx, upgrade.id);
  const leads = members.filter((member) => member.roles.includes("lead")).map((member) => member.id);
  const blocked = (list: readonly LoadedStep[], to: readonly string[]): Notice => {
    const only = list.length === 1 ? list[0] : undefined;
    const title = only
      ? `${named(only)} in ${placeOf(only)} is blocked: ${only.stateReason}`
      : `${counted(list.length, "step")} of ${placeOf(first)} are blocked: ${first.stateReason}`;
    return { kind: "blocker_mine", to, title, href: hrefOf(upgrade.key, list) };
  };
  const assignees = new Map<string, LoadedStep[]>();
  for (const step of steps) {
    if (step.assigneeId === null || leads.includes(step.assigneeId)) continue;
    assignees.set(step.assigneeId, [...(assignees.get(step.assigneeId) ?? []), step]);
  }
  return [blocked(steps, leads), ...[...assignees].map(([id, own]) => blocked(own, [id]))];
}

const placeOf = (step: LoadedStep) => step.in?.name ?? "the plan";

function hrefOf(upgrade: string, steps: readonly LoadedStep[]): string {
  const [first] = steps;
  const environment = first?.in?.key ?? null;
  if (first && steps.length === 1) return paths.step(upgrade, environment, first.code);
  return environment === null ? paths.plan(upgrade) : paths.checklist(upgrade, environment);
}
