import { closestCase } from "@/domain/result-match";
import { thresholdText } from "@/domain/test-case";
import { upgradeQuery } from "@/lib/read";
import { importCounts, inboxInput, inboxOutput, listImportsInput, listImportsOutput } from "../schema";

/** Imported files, newest first. */
export const listImports = upgradeQuery({
  name: "testImport.list",
  action: "test.view",
  summary: "Imported result files",
  path: "/upgrades/{upgrade}/test-imports",
  input: listImportsInput,
  output: listImportsOutput,
  run: async ({ read, upgrade }, { cursor: passed = 0, limit }) => {
    const rows = await read.testImport.findMany({
      where: { upgradeId: upgrade.id },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      skip: passed,
      include: { _count: { select: { items: { where: { state: "open" } } } } },
    });
    const page = rows.slice(0, limit);
    const [environments, runs, people] = await Promise.all([
      read.environment.findMany({
        where: { upgradeId: upgrade.id },
        select: { id: true, key: true, name: true },
      }),
      read.testRun.findMany({
        where: { upgradeId: upgrade.id, id: { in: page.map((one) => one.runId) } },
        select: { id: true, number: true },
      }),
      read.user.findMany({
        where: { id: { in: page.map((one) => one.createdById) } },
        select: { id: true, name: true },
      }),
    ]);
    return {
      items: page.map(
        ({ id, fileName, sha256, environmentId, runId, createdById, createdAt, counts, _count }) => {
          const where = environments.find((one) => one.id === environmentId);
          return {
            id,
            fileName,
            sha256,
            environment: { key: where?.key ?? "", name: where?.name ?? "" },
            run: { id: runId, number: runs.find((one) => one.id === runId)?.number ?? 0 },
            importedBy: people.find((one) => one.id === createdById)?.name ?? "Somebody",
            importedAt: createdAt.toISOString(),
            counts: importCounts.parse(counts),
            open: _count.items,
          };
        },
      ),
      next: rows.length > limit ? String(passed + limit) : null,
    };
  },
});

/** Results of unknown cases. Each open one names the closest case, so that sorting it is one click. */
export const importInbox = upgradeQuery({
  name: "importItem.list",
  action: "test.view",
  summary: "Imported results of unknown test cases, with the closest case of each",
  path: "/upgrades/{upgrade}/import-items",
  input: inboxInput,
  output: inboxOutput,
  run: async ({ read, upgrade }, { state, import: importId, cursor: passed = 0, limit }) => {
    const where = { upgradeId: upgrade.id, ...(importId && { importId }) };
    const [rows, groups, environments, cases] = await Promise.all([
      read.importItem.findMany({
        where: { ...where, state },
        orderBy: [{ suite: "asc" }, { className: "asc" }, { name: "asc" }, { id: "asc" }],
        take: limit + 1,
        skip: passed,
        include: { import: { select: { fileName: true } } },
      }),
      read.importItem.groupBy({ by: ["state"], where, _count: true }),
      read.environment.findMany({
        where: { upgradeId: upgrade.id },
        select: { id: true, key: true, name: true },
      }),
      read.testCase.findMany({
        where: { upgradeId: upgrade.id },
        select: { id: true, code: true, title: true, archivedAt: true, revision: true },
      }),
    ]);
    const page = rows.slice(0, limit);
    const closest = closestCase(state === "open" ? cases.filter((one) => one.archivedAt === null) : []);
    const named = new Map(
      page.map((row) => [
        row.id,
        row.testCaseId ?? closest(row.name) ?? closest(`${row.className} ${row.name}`),
      ]),
    );
    const byId = new Map(cases.map((one) => [one.id, one]));
    const shown = [...named.values()].flatMap((id) => byId.get(id ?? "") ?? []);
    const [runs, people, revisions] = await Promise.all([
      read.testRun.findMany({
        where: { id: { in: page.map((row) => row.runId) } },
        select: { id: true, number: true },
      }),
      read.user.findMany({
        where: { id: { in: page.flatMap((row) => row.resolvedById ?? []) } },
        select: { id: true, name: true },
      }),
      read.testCaseRevision.findMany({
        where: { testCaseId: { in: shown.map((one) => one.id) }, threshold: { not: null } },
      }),
    ]);
    const thresholdOf = (id: string, revision: number) => {
      const row = revisions.find((one) => one.testCaseId === id && one.revision === revision);
      return row?.threshold != null && row.direction
        ? thresholdText({ value: row.threshold, unit: row.unit ?? "", direction: row.direction })
        : null;
    };
    const count = (of: typeof state) => groups.find((group) => group.state === of)?._count ?? 0;
    return {
      items: page.map((row) => {
        const environment = environments.find((one) => one.id === row.environmentId);
        const found = byId.get(named.get(row.id) ?? "");
        return {
          id: row.id,
          version: row.version,
          fileName: row.import.fileName,
          importId: row.importId,
          environment: { key: environment?.key ?? "", name: environment?.name ?? "" },
          run: runs.find((one) => one.id === row.runId)?.number ?? 0,
          suite: row.suite,
          className: row.className,
          name: row.name,
          result: row.result,
          minutes: row.minutes,
          message: row.message,
          executedAt: row.executedAt.toISOString(),
          state: row.state,
          reason: row.reason,
          testCase: found
            ? { code: found.code, title: found.title, threshold: thresholdOf(found.id, found.revision) }
            : null,
          resolvedBy: people.find((one) => one.id === row.resolvedById)?.name ?? null,
          resolvedAt: row.resolvedAt?.toISOString() ?? null,
        };
      }),
      counts: {
        open: count("open"),
        mapped: count("mapped"),
        created: count("created"),
        dismissed: count("dismissed"),
      },
      next: rows.length > limit ? String(passed + limit) : null,
    };
  },
});
