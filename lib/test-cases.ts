import type { EnvironmentKind } from "@/domain/environment";
import type { NewEvent } from "@/domain/event";
import type { CaseContent } from "@/domain/test-case";
import type { Priority, UseCaseKind } from "@/domain/use-case";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient, WriteClient } from "@/lib/db";
import { AppError, notFound } from "@/lib/errors";

const isId = (value: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value);

/** Finds by id or by code, in one upgrade only. */
export const byReference = (upgradeId: string, reference: string) =>
  isId(reference) ? { upgradeId, id: reference } : { upgradeId, code: reference.toUpperCase() };

/** The test case of this id or code in the upgrade. Throws `not_found`. */
export async function findTestCase(
  client: Pick<ReadClient, "testCase">,
  upgrade: UpgradeScope,
  reference: string,
) {
  const row = await client.testCase.findFirst({ where: byReference(upgrade.id, reference) });
  if (!row) throw notFound("test case");
  return row;
}

/** The use case of this id or code in the upgrade. Throws `not_found`. */
export async function findUseCase(
  client: Pick<ReadClient, "useCase">,
  upgrade: UpgradeScope,
  reference: string,
) {
  const row = await client.useCase.findFirst({ where: byReference(upgrade.id, reference) });
  if (!row) throw notFound("use case");
  return row;
}

/** Throws `invalid_input` when the owner is not a member who can sign in. Null is nobody. */
export async function checkOwner(
  client: Pick<ReadClient, "member">,
  upgrade: UpgradeScope,
  ownerId: string | null | undefined,
): Promise<void> {
  if (!ownerId) return;
  const member = await client.member.findFirst({
    where: { upgradeId: upgrade.id, userId: ownerId, user: { disabledAt: null } },
  });
  if (!member)
    throw new AppError("invalid_input", "ownerId: is nobody of this upgrade.", {
      fields: [{ path: "ownerId", message: "is nobody of this upgrade" }],
    });
}

/** The numbers behind the highest in use, archived ones included: a code is never given twice. */
export async function nextNumbers(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
): Promise<{ useCase: number; testCase: number }> {
  const [row] = await client.$queryRaw<{ useCase: number; testCase: number }[]>`
    SELECT (SELECT coalesce(max(substring(code FROM '^UC-([0-9]{1,9})$')::int), 0) + 1 FROM "UseCase" WHERE "upgradeId" = ${upgradeId}::uuid) AS "useCase",
      (SELECT coalesce(max(substring(code FROM '^TC-([0-9]{1,9})$')::int), 0) + 1 FROM "TestCase" WHERE "upgradeId" = ${upgradeId}::uuid) AS "testCase"`;
  return row ?? { useCase: 1, testCase: 1 };
}

export interface NewUseCase {
  id: string;
  code: string;
  title: string;
  description: string;
  kind: UseCaseKind;
  priority: Priority;
  ownerId: string | null;
}

export interface NewTestCase {
  id: string;
  code: string;
  useCase: { id: string; code: string };
  content: CaseContent;
  required: boolean;
  environmentKinds: readonly EnvironmentKind[];
  ownerId: string | null;
}

/** Stores new use cases and answers their events. */
export async function storeUseCases(
  tx: WriteClient,
  upgradeId: string,
  useCases: readonly NewUseCase[],
): Promise<NewEvent[]> {
  if (useCases.length > 0)
    await tx.useCase.createMany({ data: useCases.map((useCase) => ({ ...useCase, upgradeId })) });
  return useCases.map(({ id, code, title, kind, priority }) => ({
    type: "useCase.added",
    subject: { type: "use_case", id },
    data: { code, title, kind, priority },
  }));
}

/** Stores new cases with their first revisions and answers their events. */
export async function storeTestCases(
  tx: WriteClient,
  upgradeId: string,
  actorId: string,
  now: Date,
  cases: readonly NewTestCase[],
): Promise<NewEvent[]> {
  if (cases.length > 0) {
    await tx.testCase.createMany({
      data: cases.map(({ id, code, useCase, content, required, environmentKinds, ownerId }) => ({
        id,
        upgradeId,
        useCaseId: useCase.id,
        code,
        title: content.title,
        required,
        environmentKinds: [...environmentKinds],
        ownerId,
      })),
    });
    await storeRevisions(
      tx,
      actorId,
      now,
      cases.map(({ id, content }) => ({ testCaseId: id, revision: 1, content })),
    );
  }
  return cases.map(({ id, code, useCase, content, required }) => ({
    type: "testCase.added",
    subject: { type: "test_case", id },
    data: { code, title: content.title, useCase: useCase.code, required },
  }));
}

/** Stores the texts of cases as they are from now on. */
export async function storeRevisions(
  tx: WriteClient,
  actorId: string,
  now: Date,
  revisions: readonly { testCaseId: string; revision: number; content: CaseContent }[],
): Promise<void> {
  await tx.testCaseRevision.createMany({
    data: revisions.map(({ testCaseId, revision, content: { title, steps, expected, threshold } }) => ({
      testCaseId,
      revision,
      title,
      steps,
      expected,
      threshold: threshold?.value ?? null,
      unit: threshold?.unit ?? null,
      direction: threshold?.direction ?? null,
      createdAt: now,
      createdById: actorId,
    })),
  });
}
