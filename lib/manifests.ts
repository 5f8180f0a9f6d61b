import { canonicalJson } from "@/domain/canonical";
import type { GateEvaluation } from "@/domain/gate";
import { buildManifest, type Manifest, type ManifestEvidence, type ManifestFacts } from "@/domain/manifest";
import { type ManifestChange, manifestDifference } from "@/domain/manifest-difference";
import { resolveNeededBy } from "@/domain/needed-by";
import { currentSignOffs } from "@/domain/sign-off";
import { sha256 } from "@/lib/audit";
import type { ReadClient } from "@/lib/db";
import type { EnvironmentRow, UpgradeFacts } from "@/lib/facts";
import { signOffsOf } from "@/lib/standing";

type Client = Pick<ReadClient, "$queryRaw">;
type Dated<T> = { [K in keyof T]: T[K] extends Date | null ? string | null : T[K] };
type StepFacts = ManifestFacts["steps"][number];
type CaseFacts = ManifestFacts["cases"][number];

interface StepAnswer extends Omit<Dated<StepFacts>, "attestations"> {
  environmentId: string | null;
  neededBy: string | null;
  attestations: { userId: string; at: string }[];
}
interface CaseAnswer extends Omit<CaseFacts, "latest"> {
  latest:
    | (Omit<NonNullable<CaseFacts["latest"]>, "executedAt" | "evidence"> & {
        executedAt: string;
        evidence: ManifestEvidence[] | null;
      })
    | null;
}

/** What a signature on this gate would be bound to now, with its SHA-256. */
export interface BoundManifest {
  manifest: Manifest;
  sha256: string;
}

async function steps(
  client: Client,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
): Promise<StepFacts[]> {
  const [row] = await client.$queryRaw<{ steps: StepAnswer[] | null }[]>`
    SELECT json_agg(json_build_object(
      'code', s.code, 'title', s.title, 'gate', s.gate, 'state', s.state, 'required', s.required, 'stateReason', s."stateReason",
      'doneById', s."doneById", 'finishedAt', s."finishedAt", 'environmentId', s."environmentId", 'neededBy', s."neededBy",
      'evidence', coalesce((SELECT json_agg(json_build_object('kind', v.kind, 'name', v.name, 'sha256', v.sha256)) FROM "Evidence" v
        WHERE v."stepId" = s.id AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL), '[]'), 'attestations', coalesce((SELECT json_agg(json_build_object('userId', t."userId", 'at', t.at)) FROM "Attestation" t WHERE t."stepId" = s.id), '[]'))) AS steps
    FROM "Step" s
    WHERE s."upgradeId" = ${upgrade.id}::uuid AND s."removedAt" IS NULL
      AND (s."environmentId" = ${environment.id}::uuid OR (s."environmentId" IS NULL AND s."neededBy" IS NOT NULL))`;
  return (row?.steps ?? []).flatMap(({ environmentId, neededBy, ...step }) => {
    const needed =
      environmentId === null
        ? resolveNeededBy(neededBy, upgrade.environments)
        : { environmentId, gate: step.gate };
    if (needed?.environmentId !== environment.id) return [];
    return {
      ...step,
      gate: needed.gate,
      finishedAt: step.finishedAt === null ? null : new Date(step.finishedAt),
      attestations: step.attestations.map(({ userId, at }) => ({ userId, at: new Date(at) })),
    };
  });
}

async function cases(client: Client, upgradeId: string, environment: EnvironmentRow): Promise<CaseFacts[]> {
  const [row] = await client.$queryRaw<{ cases: CaseAnswer[] | null }[]>`
    SELECT json_agg(json_build_object(
      'code', c.code, 'required', c.required, 'revision', c.revision, 'useCaseCode', u.code,
      'latest', CASE WHEN t."executionId" IS NOT NULL THEN json_build_object(
        'revision', t.revision, 'result', t.result, 'measured', x.measured, 'executedById', t."executedById", 'executedAt', t."executedAt",
        'evidence', (SELECT json_agg(json_build_object('kind', e.kind, 'name', e.name, 'sha256', e.sha256)) FROM "Evidence" e
          WHERE e."executionId" = t."executionId" AND e."supersededById" IS NULL AND e."withdrawnAt" IS NULL)) END)) AS cases
    FROM "TestCase" c
    JOIN "UseCase" u ON u.id = c."useCaseId"
    LEFT JOIN "TestStanding" t ON t."testCaseId" = c.id AND t."environmentId" = ${environment.id}::uuid
    LEFT JOIN "TestExecution" x ON x.id = t."executionId"
    WHERE c."upgradeId" = ${upgradeId}::uuid AND c."archivedAt" IS NULL
      AND (cardinality(c."environmentKinds") = 0 OR ${environment.kind}::"EnvironmentKind" = ANY (c."environmentKinds"))`;
  return (row?.cases ?? []).map(({ latest, ...testCase }) => ({
    ...testCase,
    latest: latest && { ...latest, executedAt: new Date(latest.executedAt), evidence: latest.evidence ?? [] },
  }));
}

/** SHA-256 of a value's canonical JSON, hex: what signatures are bound to. Throws a TypeError for what is not JSON. */
export const canonicalSha256 = (value: unknown): string => sha256(canonicalJson(value));

/** The people a manifest names by their ids. */
function peopleIn(manifest: Manifest): string[] {
  const ids = [
    ...manifest.steps.map((step) => step.doneBy),
    ...manifest.executions.map((execution) => execution.executedBy),
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

/** Builds the manifest of a gate as things are now. `evaluation` is the gate's own, of the same moment. */
export async function loadManifest(
  client: Client,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
  evaluation: GateEvaluation,
  now: Date,
): Promise<BoundManifest> {
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
    steps: await steps(client, upgrade, environment),
    cases: evaluation.gate === "exit" ? await cases(client, upgrade.id, environment) : [],
    useCases: upgrade.useCases,
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
