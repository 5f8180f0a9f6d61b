import { kindsText } from "@/domain/case-sheet-plan";
import type { NewEvent } from "@/domain/event";
import { type CaseContent, revisedParts } from "@/domain/test-case";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, refused } from "@/lib/errors";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import {
  checkOwner,
  findTestCase,
  findUseCase,
  nextNumbers,
  storeRevisions,
  storeTestCases,
} from "@/lib/test-cases";
import {
  addTestCaseInput,
  archiveTestCaseInput,
  changedTestCase,
  editTestCaseInput,
  restoreTestCaseInput,
} from "../schema";
import { namesOf } from "./owners";

type CaseRow = Awaited<ReturnType<typeof findTestCase>>;

async function contentOf(tx: WriteClient, { id, revision }: CaseRow): Promise<CaseContent> {
  const row = await tx.testCaseRevision.findUniqueOrThrow({
    where: { testCaseId_revision: { testCaseId: id, revision } },
  });
  const { title, steps, expected, threshold, unit, direction } = row;
  return {
    title,
    steps,
    expected,
    threshold: threshold !== null && direction ? { value: threshold, unit: unit ?? "", direction } : null,
  };
}

async function seenCase(tx: WriteClient, row: CaseRow, version: number) {
  if (row.version !== version) throw await current(tx, row);
}

async function current(tx: WriteClient, row: CaseRow) {
  const { id, code, required, environmentKinds, ownerId, revision, version } = row;
  return conflict(code, {
    id,
    code,
    ...(await contentOf(tx, row)),
    required,
    environmentKinds,
    ownerId,
    revision,
    version,
  });
}

async function write(
  tx: WriteClient,
  row: CaseRow,
  data: Parameters<WriteClient["testCase"]["updateMany"]>[0]["data"],
) {
  const { count } = await tx.testCase.updateMany({
    where: { id: row.id, version: row.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw await current(tx, row);
}

const toldOwner = (upgrade: string, ownerId: string, code: string, title: string): Notice => ({
  kind: "assigned",
  to: [ownerId],
  title: `You own the test case ${code} “${title}”`,
  href: paths.testCase(upgrade, code),
});

export const addTestCase = upgradeCommand({
  name: "testCase.add",
  summary: "Add a test case to a use case",
  method: "POST",
  path: "/upgrades/{upgrade}/test-cases",
  creates: true,
  input: addTestCaseInput,
  output: changedTestCase,
  run: async (
    { tx, now, newId, upgrade, actor },
    { upgrade: key, useCase: reference, required, environmentKinds, ownerId, ...content },
  ) => {
    const useCase = await findUseCase(tx, upgrade, reference);
    if (useCase.archivedAt)
      throw refused([
        { code: "archived", message: `${useCase.code} is archived. Restore it before adding cases.` },
      ]);
    await checkOwner(tx, upgrade, ownerId);
    const added = {
      id: newId(),
      code: `TC-${(await nextNumbers(tx, upgrade.id)).testCase}`,
      useCase,
      content,
      required,
      environmentKinds,
      ownerId,
    };
    const events = await storeTestCases(tx, upgrade.id, actor.id, now, [added]);
    return {
      output: { id: added.id, code: added.code, revision: 1, version: 1 },
      events,
      notices: ownerId ? [toldOwner(key, ownerId, added.code, content.title)] : [],
    };
  },
});

export const editTestCase = upgradeCommand({
  name: "testCase.edit",
  summary: "Edit a test case; a change of title, steps, expected result or threshold makes a new revision",
  method: "PATCH",
  path: "/upgrades/{upgrade}/test-cases/{testCase}",
  input: editTestCaseInput,
  output: changedTestCase,
  run: async (
    { tx, now, upgrade, actor },
    { upgrade: key, testCase: reference, version, useCase: home, ...given },
  ) => {
    const row = await findTestCase(tx, upgrade, reference);
    await seenCase(tx, row, version);
    if (row.archivedAt)
      throw refused([{ code: "archived", message: `${row.code} is archived. Restore it before editing.` }]);
    await checkOwner(tx, upgrade, given.ownerId);
    const was = await contentOf(tx, row);
    const is: CaseContent = {
      title: given.title ?? was.title,
      steps: given.steps ?? was.steps,
      expected: given.expected ?? was.expected,
      threshold: given.threshold === undefined ? was.threshold : given.threshold,
    };
    const metadata = {
      required: given.required ?? row.required,
      environmentKinds: given.environmentKinds ?? row.environmentKinds,
      ownerId: given.ownerId === undefined ? row.ownerId : given.ownerId,
    };
    const wasHome = await tx.useCase.findUniqueOrThrow({ where: { id: row.useCaseId } });
    const isHome = home === undefined ? wasHome : await findUseCase(tx, upgrade, home);
    if (isHome.id !== wasHome.id && isHome.archivedAt)
      throw refused([{ code: "archived", message: `${isHome.code} is archived. Choose another use case.` }]);
    const nameOf = await namesOf(tx, [row.ownerId, metadata.ownerId]);
    const parts = revisedParts(was, is);
    const changes = [
      { field: "use case", was: wasHome.code, is: isHome.code },
      { field: "required", was: row.required ? "yes" : "no", is: metadata.required ? "yes" : "no" },
      {
        field: "environments",
        was: kindsText(row.environmentKinds),
        is: kindsText(metadata.environmentKinds),
      },
      { field: "owner", was: nameOf(row.ownerId), is: nameOf(metadata.ownerId) },
    ].filter((change) => change.was !== change.is);
    if (parts.length + changes.length === 0)
      throw refused([{ code: "unchanged", message: `Nothing of ${row.code} was changed.` }]);

    const revision = row.revision + (parts.length > 0 ? 1 : 0);
    await write(tx, row, { ...metadata, useCaseId: isHome.id, title: is.title, revision });
    if (parts.length > 0)
      await storeRevisions(tx, actor.id, now, [{ testCaseId: row.id, revision, content: is }]);
    const about = { subject: { type: "test_case", id: row.id } } as const;
    const named = { code: row.code, title: is.title };
    const events: NewEvent[] = [];
    if (parts.length > 0)
      events.push({ type: "testCase.revised", ...about, data: { ...named, revision, changes: parts } });
    if (changes.length > 0) events.push({ type: "testCase.edited", ...about, data: { ...named, changes } });
    const handed = metadata.ownerId !== null && metadata.ownerId !== row.ownerId;
    return {
      output: { id: row.id, code: row.code, revision, version: row.version + 1 },
      events,
      notices: handed && metadata.ownerId ? [toldOwner(key, metadata.ownerId, row.code, is.title)] : [],
    };
  },
});

export const archiveTestCase = upgradeCommand({
  name: "testCase.archive",
  summary: "Archive a test case; its executions stay",
  method: "POST",
  path: "/upgrades/{upgrade}/test-cases/{testCase}/archive",
  input: archiveTestCaseInput,
  output: changedTestCase,
  run: async ({ tx, now, upgrade }, { testCase: reference, version, reason }) => {
    const row = await findTestCase(tx, upgrade, reference);
    await seenCase(tx, row, version);
    if (row.archivedAt) throw refused([{ code: "archived", message: `${row.code} is archived already.` }]);
    await write(tx, row, { archivedAt: now });
    const { id, code, title, revision } = row;
    return {
      output: { id, code, revision, version: row.version + 1 },
      events: [
        { type: "testCase.archived", subject: { type: "test_case", id }, data: { code, title, reason } },
      ],
    };
  },
});

export const restoreTestCase = upgradeCommand({
  name: "testCase.restore",
  summary: "Bring a test case back from the archive",
  method: "POST",
  path: "/upgrades/{upgrade}/test-cases/{testCase}/restore",
  input: restoreTestCaseInput,
  output: changedTestCase,
  run: async ({ tx, upgrade }, { testCase: reference, version }) => {
    const row = await findTestCase(tx, upgrade, reference);
    await seenCase(tx, row, version);
    if (!row.archivedAt) throw refused([{ code: "not_archived", message: `${row.code} is not archived.` }]);
    const useCase = await tx.useCase.findUniqueOrThrow({ where: { id: row.useCaseId } });
    if (useCase.archivedAt)
      throw refused([
        {
          code: "use_case_archived",
          message: `Its use case ${useCase.code} is archived. Restore that first.`,
        },
      ]);
    await write(tx, row, { archivedAt: null });
    const { id, code, title, revision } = row;
    return {
      output: { id, code, revision, version: row.version + 1 },
      events: [{ type: "testCase.restored", subject: { type: "test_case", id }, data: { code, title } }],
    };
  },
});
