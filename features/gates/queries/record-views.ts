import { gateLabel } from "@/domain/gate-kind";
import type { Role } from "@/domain/role";
import { currentSignOffs, decideWithdraw } from "@/domain/sign-off";
import { decideWaiverApproval, decideWaiverEnd, waiverState } from "@/domain/waiver";
import type { SignOffView } from "@/features/sign-offs/schema";
import type { ConditionRow, GateRow, SignOffRow, UpgradeFacts, WaiverRow } from "@/lib/facts";
import { nameOf as gateNameOf, signOffsOf } from "@/lib/standing";
import type { ConditionView, WaiverView } from "../schema";
import type { NameOf } from "./people";

/** Who asks, and what the policy has to say about the actions shown beside a record; null: it allows them. */
export interface Asker {
  id: string;
  roles: readonly Role[];
  refused: (action: "signOff.withdraw" | "waiver.approve" | "waiver.end") => string | null;
}

/** What follows a gate on the way up, for withdrawing: the environment itself behind its entry, the next one behind its exit. */
export function nextOf(upgrade: UpgradeFacts, gate: GateRow): { name: string; started: boolean } | null {
  const place = upgrade.environments.findIndex((environment) => environment.id === gate.environmentId);
  const next = upgrade.environments[gate.kind === "entry" ? place : place + 1];
  return next ? { name: next.name, started: next.startedAt !== null } : null;
}

/** Every decision on a gate, the latest first, with what became of it. */
export function signOffViews(upgrade: UpgradeFacts, gate: GateRow, now: Date, asker: Asker): SignOffView[] {
  const own = upgrade.signOffs.filter((signOff) => signOff.gateId === gate.id);
  const current = currentSignOffs(signOffsOf(upgrade, gate.id), now);
  const stateOf = (row: SignOffRow): SignOffView["state"] => {
    if (row.withdrawnAt) return "withdrawn";
    if (current.standing.some(({ id }) => id === row.id)) return "standing";
    if (current.stale.some(({ id }) => id === row.id)) return "stale";
    return current.rejections.some(({ id }) => id === row.id) ? "rejected" : "replaced";
  };
  return own
    .map((row): SignOffView => {
      const state = stateOf(row);
      const withdrawable = state === "standing" || state === "stale" || state === "rejected";
      return {
        id: row.id,
        by: { id: row.userId, name: row.userName },
        roles: [...row.roles],
        decision: row.decision,
        meaning: row.meaning,
        statement: row.statement,
        signedAt: row.signedAt.toISOString(),
        state,
        staleAt: (row.staleAt ?? (state === "stale" ? row.validUntil : null))?.toISOString() ?? null,
        changes: row.staleChanges,
        withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
        withdrawnReason: row.withdrawnReason ?? "",
        manifestSha256: row.manifestSha256,
        cannotWithdraw: withdrawable ? whyNotWithdraw(upgrade, gate, row, asker) : null,
      };
    })
    .reverse();
}

function whyNotWithdraw(upgrade: UpgradeFacts, gate: GateRow, row: SignOffRow, asker: Asker): string[] {
  const refused = asker.refused("signOff.withdraw");
  if (refused) return [refused];
  const verdict = decideWithdraw({
    actorId: asker.id,
    signOff: row,
    reason: "asked",
    next: nextOf(upgrade, gate),
  });
  return verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.message);
}

/** A waiver with what the asker may do about it. */
export function waiverView(row: WaiverRow, now: Date, nameOf: NameOf, asker: Asker): WaiverView {
  const person = (id: string | null) => (id === null ? null : nameOf(id));
  const approval = decideWaiverApproval({ waiver: row, actor: asker, now });
  const end = decideWaiverEnd({ waiver: row, actor: asker, reason: "asked", now });
  const why = (refused: string | null, verdict: typeof approval | typeof end) =>
    refused ? [refused] : verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.message);
  return {
    id: row.id,
    version: row.version,
    state: waiverState(row, now),
    blockerKey: row.blockerKey,
    blockerTitle: row.blockerTitle,
    reason: row.reason,
    requestedBy: nameOf(row.requestedById),
    requestedAt: row.requestedAt.toISOString(),
    approvedBy: person(row.approvedById),
    approvedAt: row.approvedAt?.toISOString() ?? null,
    expiresAt: row.expiresAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    endedBy: person(row.endedById),
    endedReason: row.endedReason ?? "",
    cannotApprove: why(asker.refused("waiver.approve"), approval),
    cannotEnd: why(asker.refused("waiver.end"), end),
  };
}

/** A condition with the gate it was given at. */
export function conditionView(upgrade: UpgradeFacts, row: ConditionRow, nameOf: NameOf): ConditionView {
  const from = gateNameOf(upgrade, row.gateId);
  return {
    id: row.id,
    version: row.version,
    text: row.text,
    by: nameOf(row.signerId),
    gate: gateLabel(from.environmentName, from.gate),
    since: row.openedAt.toISOString(),
    clearedAt: row.closedAt?.toISOString() ?? null,
    clearedBy: row.clearedById === null ? null : nameOf(row.clearedById),
    note: row.clearedNote ?? "",
  };
}
