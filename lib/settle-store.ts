import type { EventType } from "@/domain/event";
import type { GateEvaluation } from "@/domain/gate";
import { type GateKind, gateLabel } from "@/domain/gate-kind";
import { whoCanSign } from "@/domain/sign-off";
import type { WriteClient } from "@/lib/db";
import { loadWork } from "@/lib/environment-facts";
import type { EnvironmentRow, UpgradeFacts } from "@/lib/facts";
import type { Followed } from "@/lib/followed";
import { paths } from "@/lib/paths";
import { type EnvironmentStanding, gateOf, signOffsOf } from "@/lib/standing";

/** What follows and is put into the facts at hand as it is stored. */
export const mirrored: ReadonlySet<string> = new Set<EventType>([
  "gate.opened",
  "gate.ready",
  "gate.shut",
  "environment.statusChanged",
]);

/** Stores the status of an environment and until when time leaves it alone, where they moved. */
export async function storeStatus(
  tx: WriteClient,
  environment: EnvironmentRow,
  { status, until }: Pick<EnvironmentStanding, "status" | "until">,
  followed: Followed,
): Promise<void> {
  const was = environment.status;
  if (status === was && until?.getTime() === environment.statusUntil?.getTime()) return;
  await tx.$executeRaw`
    UPDATE "Environment" SET status = ${status}::"EnvironmentStatus", "statusUntil" = ${until} WHERE id = ${environment.id}::uuid`;
  followed.moved = true;
  environment.status = status;
  environment.statusUntil = until;
  if (status === was) return;
  followed.events.push({
    type: "environment.statusChanged",
    subject: { type: "environment", id: environment.id },
    environmentId: environment.id,
    data: { environment: environment.name, was, is: status },
  });
}

/** Tells the people named by a blocker that came up this moment. Stale signatures and rejections are told by what made them. */
export function tellNewBlockers(
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  evaluation: GateEvaluation,
  now: Date,
  followed: Followed,
): void {
  for (const blocker of evaluation.blockers) {
    if (
      blocker.clearedBy.people.length === 0 ||
      blocker.since?.getTime() !== now.getTime() ||
      blocker.subject.type === "sign_off"
    )
      continue;
    followed.notices.push({
      kind: "blocker_mine",
      to: blocker.clearedBy.people,
      title: `${gateLabel(environment.name, evaluation.gate)} is shut by this: ${blocker.title}`,
      href: paths.gate(upgrade.key, environment.key, evaluation.gate),
    });
  }
}

/** Stores what a gate says now. Answers whether its state moved. */
export async function storeGate(
  tx: WriteClient,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  kind: GateKind,
  evaluation: GateEvaluation,
  now: Date,
  followed: Followed,
): Promise<boolean> {
  const gate = gateOf(upgrade, environment.id, kind);
  const { state } = evaluation;
  const blockerCount = evaluation.blockers.length;
  if (gate.state === state && gate.blockerCount === blockerCount) return false;
  const was = gate.state;
  await tx.$executeRaw`
    UPDATE "Gate" SET state = ${state}::"GateState", "blockerCount" = ${blockerCount},
      "openedAt" = CASE WHEN ${state === "open"} THEN ${now}::timestamptz ELSE "openedAt" END WHERE id = ${gate.id}::uuid`;
  followed.moved = true;
  gate.state = state;
  gate.blockerCount = blockerCount;
  if (was === state) return false;

  const label = gateLabel(environment.name, kind);
  const href = paths.gate(upgrade.key, environment.key, kind);
  const subject = { type: "gate", id: gate.id } as const;
  if (state === "open") {
    followed.events.push({
      type: "gate.opened",
      subject,
      environmentId: environment.id,
      data: { gate: label },
    });
    const workers = upgrade.members.filter(
      (member) => member.roles.includes("lead") || member.roles.includes("engineer"),
    );
    followed.notices.push({
      kind: "gate_opened",
      to: workers.map((member) => member.id),
      title: `The gate ${label} is open`,
      href,
    });
  } else if (state === "ready") {
    followed.events.push({
      type: "gate.ready",
      subject,
      environmentId: environment.id,
      data: { gate: label },
    });
    const work = await loadWork(tx, environment.id);
    const asked = whoCanSign(
      upgrade.members.filter((member) => !member.disabled),
      {
        slots: gate.slots,
        signOffs: signOffsOf(upgrade, gate.id),
        doersMaySign: upgrade.doersMaySign,
        now,
        work,
      },
    );
    const to = asked.flatMap((slot) => slot.can.map((member) => member.id));
    followed.notices.push({
      kind: "signature_wanted",
      to,
      title: `${label} is ready for your signature`,
      href,
    });
  } else {
    followed.events.push({
      type: "gate.shut",
      subject,
      environmentId: environment.id,
      data: { gate: label, blockers: blockerCount },
    });
  }
  return true;
}
