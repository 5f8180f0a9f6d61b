import { canonicalJson } from "@/domain/canonical";
import type { GateEvaluation } from "@/domain/gate";
import { buildManifest, type Manifest } from "@/domain/manifest";
import { type ManifestChange, manifestDifference } from "@/domain/manifest-difference";
import { currentSignOffs } from "@/domain/sign-off";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import type { EnvironmentGateFacts } from "@/lib/environment-facts";
import type { EnvironmentRow, UpgradeFacts } from "@/lib/facts";
import { proofsOf } from "@/lib/proofs";
import { signOffsOf } from "@/lib/standing";

/** What a signature on this gate would be bound to now, with its SHA-256. */
export interface BoundManifest {
  manifest: Manifest;
  sha256: string;
}

/** SHA-256 of a value's canonical JSON, hex: what signatures are bound to. Throws a TypeError for what is not JSON. */
export const canonicalSha256 = (value: unknown): string => sha256(canonicalJson(value));

/** The people a manifest names by their ids. */
function peopleIn(manifest: Manifest): string[] {
  const ids = [
    ...manifest.steps.map((step) => step.doneBy),
    ...manifest.executions.map((execution) => execution.executedBy),
    ...(manifest.inventory ?? []).map((item) => item.doneBy),
    ...manifest.waivers.flatMap((waiver) => [waiver.requestedBy, waiver.approvedBy]),
    ...manifest.conditions.flatMap((condition) => [condition.by, condition.clearedBy]),
    ...manifest.attestations.map((attestation) => attestation.by),
    ...manifest.previousSignOffs.map((signOff) => signOff.by),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** What differs between two manifests, with people by name: also those who have left the upgrade. */
export async function readableDifference(
  client: Pick<ReadClient, "user">,
  was: Manifest,
  is: Manifest,
): Promise<ManifestChange[]> {
  const ids = [...new Set([...peopleIn(was), ...peopleIn(is)])];
  const people = await client.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return manifestDifference(was, is, (id) => names.get(id) ?? id);
}

/** Builds the manifest of a gate from the facts it was judged by. `evaluation` is the gate's own, of the same facts. */
export function manifestOf(
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  facts: EnvironmentGateFacts,
  evaluation: GateEvaluation,
  now: Date,
): BoundManifest {
  const keyed = (gateId: string) => {
    const gate = upgrade.gates.find((candidate) => candidate.id === gateId);
    const where = upgrade.environments.find((candidate) => candidate.id === gate?.environmentId);
    if (!gate || !where) throw new Error(`There is no gate ${gateId} in ${upgrade.key}`);
    return { position: where.position, gate: gate.kind, environmentKey: where.key };
  };
  const standing = new Set(
    upgrade.gates.flatMap((gate) =>
      currentSignOffs(signOffsOf(upgrade, gate.id), now).standing.map((signOff) => signOff.id),
    ),
  );
  const manifest = buildManifest({
    upgrade: upgrade.key,
    playbook: { id: upgrade.playbook.slug, version: upgrade.playbook.version },
    from: upgrade.from,
    to: upgrade.to,
    environment: { key: environment.key, position: environment.position, changedAt: environment.changedAt },
    gate: evaluation.gate,
    steps: facts.steps,
    cases: facts.cases,
    useCases: upgrade.useCases,
    items: facts.items,
    proofs: proofsOf(upgrade, environment, now),
    waivers: evaluation.waived.flatMap(({ waiver }) => {
      const row = upgrade.waivers.find((candidate) => candidate.id === waiver.id);
      return row?.approvedById ? [{ ...row, approvedById: row.approvedById }] : [];
    }),
    conditions: upgrade.conditions.map((condition) => ({
      from: keyed(condition.gateId),
      signerId: condition.signerId,
      text: condition.text,
      clearedById: condition.clearedById,
      clearedNote: condition.clearedNote,
    })),
    signOffs: upgrade.signOffs
      .filter((signOff) => standing.has(signOff.id))
      .map((signOff) => ({
        from: keyed(signOff.gateId),
        userId: signOff.userId,
        manifestSha256: signOff.manifestSha256,
      })),
  });
  return { manifest, sha256: canonicalSha256(manifest) };
}
