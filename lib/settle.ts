import type { NewEvent } from "@/domain/event";
import type { GateEvaluation } from "@/domain/gate";
import { gateLabel } from "@/domain/gate-kind";
import type { Manifest } from "@/domain/manifest";
import { changeSentence } from "@/domain/manifest-difference";
import { waiverState } from "@/domain/waiver";
import type { Prisma, WriteClient } from "@/lib/db";
import { type EnvironmentGateFacts, environmentFacts } from "@/lib/environment-facts";
import { loadRows } from "@/lib/fact-rows";
import { type EnvironmentRow, loadUpgradeFacts, type UpgradeFacts } from "@/lib/facts";
import { type Followed, nothingFollowed } from "@/lib/followed";
import { rowsAt } from "@/lib/kept-rows";
import { type Heads, upgradeAt } from "@/lib/kept-upgrade";
import { manifestOf, readableDifference } from "@/lib/manifests";
import { paths } from "@/lib/paths";
import { mirrored, storeGate, storeStatus, tellNewBlockers } from "@/lib/settle-store";
import { asBelow, type Below, gateOf, standingOf, storedBelow } from "@/lib/standing";

/** What is known of the change whose consequences are settled. Nothing known: everything is read and judged. */
export interface Change {
  /** The environments in which something changed; those above are looked at only when a gate below them moved. */
  touched?: readonly string[] | undefined;
  /** The last stored events, of the upgrade read under its lock, and the events of this change, not stored yet. */
  since?: { at: Heads; events: readonly NewEvent[] };
}

/** How many differences an event of a stale signature names; the rest is counted. The page shows all of them. */
const namedChanges = 5;

/**
 * Brings everything that is derived up to date in the transaction of the fact that changed: waivers that ended, signatures
 * gone stale, gates opened or shut, the status of environments.
 */
export async function settle(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
  { touched, since }: Change = {},
): Promise<Followed> {
  const followed = nothingFollowed();
  if (touched?.length === 0) return followed;
  const upgrade = since
    ? await upgradeAt(tx, upgradeId, since.at, since.events)
    : await loadUpgradeFacts(tx, upgradeId);
  let moved = await expireWaivers(tx, upgrade, now, followed);
  let below: Below | null = null;
  for (const environment of upgrade.environments) {
    if (touched && !moved && !touched.includes(environment.id)) {
      below = storedBelow(upgrade, environment, now);
      continue;
    }
    const rows = since
      ? await rowsAt(tx, upgradeId, environment, since.at.upgrade, since.events)
      : await loadRows(tx, upgradeId, environment);
    followed.rows.set(environment.id, rows);
    const facts = environmentFacts(upgrade, environment, rows);
    let standing = standingOf(upgrade, environment, facts, below, now);
    for (const kind of ["entry", "exit"] as const) {
      if (await markStale(tx, upgrade, environment, facts, standing[kind], now, followed)) {
        moved = true;
        standing = standingOf(upgrade, environment, facts, below, now);
      }
    }
    for (const kind of ["entry", "exit"] as const) {
      moved = (await storeGate(tx, upgrade, environment, kind, standing[kind], now, followed)) || moved;
      tellNewBlockers(upgrade, environment, standing[kind], now, followed);
    }
    await storeStatus(tx, environment, standing, followed);
    below = asBelow(standing.exit);
  }
  // What expired or went stale is stored, and not all of it put into the facts at hand.
  if (followed.events.every(({ type }) => mirrored.has(type))) followed.upgrade = upgrade;
  return followed;
}

/** Records that approved waivers ended; their blockers blocked again from that very moment. */
async function expireWaivers(
  tx: WriteClient,
  upgrade: UpgradeFacts,
  now: Date,
  followed: Followed,
): Promise<boolean> {
  const ended = upgrade.waivers.filter(
    (waiver) => waiver.approvedById && !waiver.expiredRecorded && waiverState(waiver, now) === "expired",
  );
  for (const waiver of ended) {
    await tx.waiver.update({ where: { id: waiver.id }, data: { expiredAt: waiver.expiresAt } });
    const gate = upgrade.gates.find((candidate) => candidate.id === waiver.gateId);
    const environment = upgrade.environments.find((candidate) => candidate.id === gate?.environmentId);
    if (!gate || !environment) continue;
    followed.events.push({
      type: "waiver.expired",
      subject: { type: "waiver", id: waiver.id },
      environmentId: environment.id,
      data: { gate: gateLabel(environment.name, gate.kind), blocker: waiver.blockerTitle },
    });
    followed.notices.push({
      kind: "blocker_mine",
      to: [waiver.requestedById],
      title: `Your waiver of “${waiver.blockerTitle}” ended: it blocks ${gateLabel(environment.name, gate.kind)} again`,
      href: paths.gate(upgrade.key, environment.key, gate.kind),
    });
  }
  return ended.length > 0;
}

/** Marks the approvals of a gate stale whose manifest is no longer the present one, in the store and in the facts at hand. */
async function markStale(
  tx: WriteClient,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  facts: EnvironmentGateFacts,
  evaluation: GateEvaluation,
  now: Date,
  followed: Followed,
): Promise<boolean> {
  const gate = gateOf(upgrade, environment.id, evaluation.gate);
  const own = upgrade.signOffs.filter(
    (signOff) =>
      signOff.gateId === gate.id &&
      !signOff.withdrawnAt &&
      !signOff.staleAt &&
      signOff.decision === "approve",
  );
  if (own.length === 0) return false;
  const present = manifestOf(upgrade, environment, facts, evaluation, now);
  const stale = own.filter((signOff) => signOff.manifestSha256 !== present.sha256);
  const label = gateLabel(environment.name, evaluation.gate);
  for (const signOff of stale) {
    const { manifest } = await tx.signOff.findUniqueOrThrow({
      where: { id: signOff.id },
      select: { manifest: true },
    });
    const changes = await readableDifference(tx, manifest as unknown as Manifest, present.manifest);
    // What time did counts from that very moment, however late it is recorded.
    const staleAt = signOff.validUntil && signOff.validUntil < now ? signOff.validUntil : now;
    await tx.signOff.update({
      where: { id: signOff.id },
      data: { staleAt, staleChanges: changes as unknown as Prisma.InputJsonValue },
    });
    signOff.staleAt = staleAt;
    signOff.staleChanges = changes;
    followed.events.push({
      type: "signOff.wentStale",
      subject: { type: "sign_off", id: signOff.id },
      environmentId: environment.id,
      data: {
        gate: label,
        signer: signOff.userName,
        changes: changes.slice(0, namedChanges),
        more: Math.max(0, changes.length - namedChanges),
      },
    });
    followed.notices.push({
      kind: "signature_stale",
      to: [signOff.userId],
      title: `Your signature of ${label} went stale: ${changes[0] ? changeSentence(changes[0]) : "its evidence changed"}`,
      href: paths.gate(upgrade.key, environment.key, evaluation.gate),
    });
  }
  return stale.length > 0;
}
