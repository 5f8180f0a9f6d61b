import { isDeepStrictEqual } from "node:util";
import { currentSignOffs } from "@/domain/sign-off";
import { reader } from "@/lib/db";
import { type FactRows, loadRows } from "@/lib/fact-rows";
import type { UpgradeFacts } from "@/lib/facts";
import { rowsAt } from "@/lib/kept-rows";
import { rememberedUpgrade } from "@/lib/kept-upgrade";
import { canonicalSha256, manifestOf } from "@/lib/manifests";
import { freshFacts, presentOf } from "@/lib/present";
import { gateOf, signOffsOf } from "@/lib/standing";

/**
 * Throws unless everything derived that is stored of an upgrade equals a recomputation from its facts: gates, statuses,
 * which signatures are stale, and that every stored manifest has the hash it is said to have. What this process remembers
 * of steps and cases, caught up by history alone, must equal what is read anew; so must what it remembers of the upgrade.
 */
export async function expectSettled(key: string, now = new Date()): Promise<void> {
  const { id } = await reader.upgrade.findUniqueOrThrow({ where: { key }, select: { id: true } });
  const { upgrade, environments } = await presentOf(freshFacts(reader, id), now);
  const stored = await reader.environment.findMany({
    where: { upgradeId: id },
    orderBy: { position: "asc" },
  });
  const faults: string[] = [];
  const expect = (what: string, is: unknown, should: unknown) => {
    if (is !== should) faults.push(`${what} is stored as ${String(is)}, but follows as ${String(should)}`);
  };
  const head = await reader.auditChain.findUniqueOrThrow({ where: { id } });
  const instance = await reader.auditChain.findUnique({ where: { id: "instance" } });
  const remembered = rememberedUpgrade(id, { upgrade: head.seq, instance: instance?.seq ?? 0 });
  if (remembered && !isDeepStrictEqual(withoutOrder(remembered), withoutOrder(upgrade)))
    faults.push(`${JSON.stringify(remembered)} is remembered of ${JSON.stringify(upgrade)}`);
  for (const [index, standing] of environments.entries()) {
    const { environment } = standing;
    const caughtUp = inOrder(await rowsAt(reader, id, environment, head.seq));
    const anew = inOrder(await loadRows(reader, id, environment));
    for (const [at, row] of anew.entries())
      if (!isDeepStrictEqual(caughtUp[at], row))
        faults.push(
          `${environment.name}: ${JSON.stringify(caughtUp[at])} is remembered of ${JSON.stringify(row)}`,
        );
    expect(`rows of ${environment.name}`, caughtUp.length, anew.length);
    expect(`status of ${environment.name}`, stored[index]?.status, standing.status);
    expect(
      `end of the status of ${environment.name}`,
      stored[index]?.statusUntil?.toISOString(),
      standing.until?.toISOString(),
    );
    for (const kind of ["entry", "exit"] as const) {
      const gate = gateOf(upgrade, environment.id, kind);
      const label = `${environment.name} ${kind}`;
      expect(`state of ${label}`, gate.state, standing[kind].state);
      expect(`blockers of ${label}`, gate.blockerCount, standing[kind].blockers.length);
      const present = manifestOf(upgrade, environment, standing.facts, standing[kind], now);
      const current = currentSignOffs(signOffsOf(upgrade, gate.id), now);
      for (const signOff of current.standing) {
        const row = upgrade.signOffs.find((candidate) => candidate.id === signOff.id);
        expect(
          `manifest under the signature of ${signOff.userName} on ${label}`,
          row?.manifestSha256,
          present.sha256,
        );
      }
      for (const signOff of current.stale)
        expect(
          `staleness of the signature of ${signOff.userName} on ${label}`,
          signOff.staleAt !== null,
          true,
        );
    }
  }
  for (const { id: signOff, manifest, manifestSha256 } of await reader.signOff.findMany({
    where: { upgradeId: id },
  })) {
    expect(`hash of the manifest of ${signOff}`, manifestSha256, canonicalSha256(manifest));
  }
  if (faults.length > 0) throw new Error(`${key} is not settled:\n${faults.join("\n")}`);
}

/** Gates come in any order. */
const withoutOrder = (upgrade: UpgradeFacts) => ({
  ...upgrade,
  gates: [...upgrade.gates].sort((a, b) => a.id.localeCompare(b.id)),
});

/** Every row, with its lists in one order: the database answers them in any. */
function inOrder({ steps, cases, items }: FactRows) {
  const sorted = <T>(list: readonly T[]) =>
    [...list].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return [
    ...steps.map((step) => ({
      ...step,
      evidence: sorted(step.evidence),
      attestations: sorted(step.attestations),
    })),
    ...cases.map(({ latest, ...rest }) => ({
      ...rest,
      latest: latest && { ...latest, evidence: sorted(latest.evidence) },
    })),
    ...items.map((item) => ({ ...item, evidence: sorted(item.evidence) })),
  ];
}
