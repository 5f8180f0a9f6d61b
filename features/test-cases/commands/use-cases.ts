import type { NewEvent } from "@/domain/event";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, refused } from "@/lib/errors";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { checkOwner, findUseCase, nextNumbers, storeUseCases } from "@/lib/test-cases";
import {
  addUseCaseInput,
  archiveUseCaseInput,
  changedUseCase,
  editUseCaseInput,
  restoreUseCaseInput,
} from "../schema";
import { namesOf } from "./owners";

type UseCaseRow = Awaited<ReturnType<typeof findUseCase>>;

const seen = (row: UseCaseRow, version: number) => {
  if (row.version !== version) throw current(row);
};
const current = ({ id, code, title, description, kind, priority, ownerId, version }: UseCaseRow) =>
  conflict(code, { id, code, title, description, kind, priority, ownerId, version });

async function write(
  tx: WriteClient,
  row: UseCaseRow,
  data: Parameters<WriteClient["useCase"]["updateMany"]>[0]["data"],
) {
  const { count } = await tx.useCase.updateMany({
    where: { id: row.id, version: row.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw current(row);
  return { id: row.id, code: row.code, version: row.version + 1, archivedCases: 0 };
}

const toldOwner = (upgrade: string, ownerId: string, code: string, title: string): Notice => ({
  kind: "assigned",
  to: [ownerId],
  title: `You own the use case ${code} “${title}”`,
  href: `${paths.tests(upgrade)}?open=${code}`,
});

export const addUseCase = upgradeCommand({
  name: "useCase.add",
  summary: "Add a use case",
  method: "POST",
  path: "/upgrades/{upgrade}/use-cases",
  creates: true,
  input: addUseCaseInput,
  output: changedUseCase,
  run: async ({ tx, newId, upgrade }, { upgrade: key, ...fields }) => {
    await checkOwner(tx, upgrade, fields.ownerId);
    const useCase = { id: newId(), code: `UC-${(await nextNumbers(tx, upgrade.id)).useCase}`, ...fields };
    const events = await storeUseCases(tx, upgrade.id, [useCase]);
    return {
      output: { id: useCase.id, code: useCase.code, version: 1, archivedCases: 0 },
      events,
      notices: fields.ownerId ? [toldOwner(key, fields.ownerId, useCase.code, useCase.title)] : [],
    };
  },
});

export const editUseCase = upgradeCommand({
  name: "useCase.edit",
  summary: "Edit a use case",
  method: "PATCH",
  path: "/upgrades/{upgrade}/use-cases/{useCase}",
  input: editUseCaseInput,
  output: changedUseCase,
  run: async ({ tx, upgrade }, { upgrade: key, useCase: reference, version, ...given }) => {
    const row = await findUseCase(tx, upgrade, reference);
    seen(row, version);
    if (row.archivedAt)
      throw refused([{ code: "archived", message: `${row.code} is archived. Restore it before editing.` }]);
    await checkOwner(tx, upgrade, given.ownerId);
    const is = {
      title: given.title ?? row.title,
      description: given.description ?? row.description,
      kind: given.kind ?? row.kind,
      priority: given.priority ?? row.priority,
      ownerId: given.ownerId === undefined ? row.ownerId : given.ownerId,
    };
    const nameOf = await namesOf(tx, [row.ownerId, is.ownerId]);
    const changes = [
      { field: "title", was: row.title, is: is.title },
      { field: "description", was: row.description, is: is.description },
      { field: "kind", was: row.kind, is: is.kind },
      { field: "priority", was: row.priority, is: is.priority },
      { field: "owner", was: nameOf(row.ownerId), is: nameOf(is.ownerId) },
    ].filter((change) => change.was !== change.is);
    if (changes.length === 0)
      throw refused([{ code: "unchanged", message: `Nothing of ${row.code} was changed.` }]);
    const output = await write(tx, row, is);
    const handed = is.ownerId !== null && is.ownerId !== row.ownerId;
    return {
      output,
      events: [
        {
          type: "useCase.edited",
          subject: { type: "use_case", id: row.id },
          data: { code: row.code, title: is.title, changes },
        },
      ],
      notices: handed && is.ownerId ? [toldOwner(key, is.ownerId, row.code, is.title)] : [],
    };
  },
});

export const archiveUseCase = upgradeCommand({
  name: "useCase.archive",
  summary: "Archive a use case together with its test cases",
  method: "POST",
  path: "/upgrades/{upgrade}/use-cases/{useCase}/archive",
  input: archiveUseCaseInput,
  output: changedUseCase,
  run: async ({ tx, now, upgrade }, { useCase: reference, version, reason }) => {
    const row = await findUseCase(tx, upgrade, reference);
    seen(row, version);
    if (row.archivedAt) throw refused([{ code: "archived", message: `${row.code} is archived already.` }]);
    const output = await write(tx, row, { archivedAt: now });
    const cases = await tx.testCase.findMany({
      where: { useCaseId: row.id, archivedAt: null },
      select: { id: true, code: true, title: true },
    });
    await tx.testCase.updateMany({
      where: { useCaseId: row.id, archivedAt: null },
      data: { archivedAt: now, version: { increment: 1 } },
    });
    const along = cases.map(
      ({ id, code, title }): NewEvent => ({
        type: "testCase.archived",
        subject: { type: "test_case", id },
        data: { code, title, reason: `with ${row.code}: ${reason}` },
      }),
    );
    return {
      output: { ...output, archivedCases: cases.length },
      events: [
        {
          type: "useCase.archived",
          subject: { type: "use_case", id: row.id },
          data: { code: row.code, title: row.title, reason },
        },
        ...along,
      ],
    };
  },
});

export const restoreUseCase = upgradeCommand({
  name: "useCase.restore",
  summary: "Bring a use case back from the archive; its test cases are restored one by one",
  method: "POST",
  path: "/upgrades/{upgrade}/use-cases/{useCase}/restore",
  input: restoreUseCaseInput,
  output: changedUseCase,
  run: async ({ tx, upgrade }, { useCase: reference, version }) => {
    const row = await findUseCase(tx, upgrade, reference);
    seen(row, version);
    if (!row.archivedAt) throw refused([{ code: "not_archived", message: `${row.code} is not archived.` }]);
    const output = await write(tx, row, { archivedAt: null });
    return {
      output,
      events: [
        {
          type: "useCase.restored",
          subject: { type: "use_case", id: row.id },
          data: { code: row.code, title: row.title },
        },
      ],
    };
  },
});
