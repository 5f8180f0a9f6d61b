import type { SheetPlan } from "@/domain/case-sheet-plan";
import type { NewEvent } from "@/domain/event";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, refused } from "@/lib/errors";
import { nextNumbers, storeRevisions, storeTestCases, storeUseCases } from "@/lib/test-cases";
import { importCasesInput, importCasesOutput, previewCasesInput, previewCasesOutput } from "../schema";
import { compareSheet, readSheet } from "./sheet";

const names = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

/** Says what a table of cases would do, row by row. Nothing is changed. */
export const previewCases = upgradeCommand({
  name: "testImport.previewCases",
  summary: "Try an import of test cases from CSV: what each row would add, revise or be refused for",
  method: "POST",
  path: "/upgrades/{upgrade}/test-imports/cases/preview",
  unaudited: "a preview changes nothing",
  input: previewCasesInput,
  output: previewCasesOutput,
  prepare: readSheet,
  run: async ({ tx, upgrade, prepared }, input) => {
    const { plan, mapping, digest } = await compareSheet(tx, upgrade.id, prepared, input);
    const { table, fileName } = prepared;
    return {
      output: {
        fileName,
        encoding: table.encoding,
        delimiter: names[table.delimiter],
        header: table.header,
        mapping,
        rows: table.rows.length,
        digest,
        useCases: [...plan.useCases],
        add: plan.add.map(({ line, code, content, useCaseTitle, required }) => ({
          line,
          code,
          title: content.title,
          useCase: useCaseTitle,
          required,
        })),
        revise: plan.revise.map(({ line, code, content, parts, changes }) => ({
          line,
          code,
          title: content.title,
          changes: [...parts, ...changes.map(({ field }) => field)],
          newRevision: parts.length > 0,
        })),
        unchanged: plan.unchanged.length,
        refused: [...plan.refused],
      },
      touched: [],
      events: [],
    };
  },
});

/** Applies a table of cases: adds use cases and cases, revises known ones. */
export const importCases = upgradeCommand({
  name: "testImport.cases",
  summary: "Import use cases and test cases from CSV",
  method: "POST",
  path: "/upgrades/{upgrade}/test-imports/cases",
  creates: true,
  input: importCasesInput,
  output: importCasesOutput,
  prepare: readSheet,
  run: async (
    { tx, now, newId, upgrade, actor, prepared },
    { mapping, useCase: elsewhere, digest, skipRefused },
  ) => {
    const compared = await compareSheet(tx, upgrade.id, prepared, { mapping, useCase: elsewhere });
    const { plan } = compared;
    if (digest !== undefined && digest !== compared.digest)
      throw conflict("the test cases", { digest: compared.digest });
    if (plan.refused.length > 0 && !skipRefused) {
      throw refused(
        plan.refused
          .slice(0, 50)
          .map(({ line, reason }) => ({ code: "row_refused", message: `Line ${line}: ${reason}` })),
      );
    }
    if (plan.add.length + plan.revise.length + plan.useCases.length === 0) {
      throw refused([
        {
          code: "unchanged",
          message: "The file changes nothing: every case in it is here already, just so.",
        },
      ]);
    }
    const numbers = await nextNumbers(tx, upgrade.id);
    const useCases = plan.useCases.map(({ title, kind, priority }, index) => ({
      id: newId(),
      code: `UC-${numbers.useCase + index}`,
      title,
      description: "",
      kind,
      priority,
      ownerId: null,
    }));
    const events: NewEvent[] = await storeUseCases(tx, upgrade.id, useCases);
    const known = new Map(
      (await tx.useCase.findMany({ where: { upgradeId: upgrade.id }, select: { id: true, code: true } })).map(
        (one) => [one.id, one],
      ),
    );
    const given = new Set(plan.add.flatMap(({ code }) => code ?? []));
    let number = numbers.testCase;
    const nextCode = () => {
      while (given.has(`TC-${number}`)) number += 1;
      return `TC-${number++}`;
    };
    const added = plan.add.map(({ code, home, content, required, environmentKinds, ownerId }) => {
      const useCase = "id" in home ? known.get(home.id) : useCases[home.added];
      if (!useCase) throw new Error("A row of the sheet belongs to no use case");
      return { id: newId(), code: code ?? nextCode(), useCase, content, required, environmentKinds, ownerId };
    });
    events.push(...(await storeTestCases(tx, upgrade.id, actor.id, now, added)));
    events.push(...(await revise(tx, plan.revise, actor.id, now)));

    const revised = plan.revise.filter(({ parts }) => parts.length > 0).length;
    return {
      output: {
        useCases: useCases.length,
        added: added.length,
        revised,
        edited: plan.revise.length - revised,
        unchanged: plan.unchanged.length,
        refused: plan.refused.length,
      },
      events: [
        {
          type: "testCases.imported",
          subject: { type: "upgrade", id: upgrade.id },
          data: {
            fileName: prepared.fileName,
            sha256: prepared.sha256,
            useCases: useCases.length,
            added: added.length,
            revised,
          },
        },
        ...events,
      ],
    };
  },
});

async function revise(
  tx: WriteClient,
  revisions: SheetPlan["revise"],
  actorId: string,
  now: Date,
): Promise<NewEvent[]> {
  if (revisions.length === 0) return [];
  const rows = revisions.map(({ id, content, parts, required, environmentKinds, ownerId }) => ({
    id,
    title: content.title,
    step: parts.length > 0 ? 1 : 0,
    required,
    kinds: `{${environmentKinds.join(",")}}`,
    ownerId,
  }));
  const written = await tx.$queryRaw<{ id: string; revision: number }[]>`
    UPDATE "TestCase" c SET title = x.title, revision = c.revision + x.step, required = x.required, "environmentKinds" = x.kinds::"EnvironmentKind"[],
      "ownerId" = x."ownerId", version = c.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, title text, step int, required boolean, kinds text, "ownerId" uuid)
    WHERE c.id = x.id RETURNING c.id, c.revision`;
  const current = new Map(written.map(({ id, revision }) => [id, revision]));
  const revised = revisions.filter(({ parts }) => parts.length > 0);
  await storeRevisions(
    tx,
    actorId,
    now,
    revised.map(({ id, content }) => ({ testCaseId: id, revision: current.get(id) ?? 0, content })),
  );
  const events: NewEvent[] = [];
  for (const { id, code, content, parts, changes } of revisions) {
    const about = { subject: { type: "test_case", id } } as const;
    const named = { code, title: content.title };
    if (parts.length > 0)
      events.push({
        type: "testCase.revised",
        ...about,
        data: { ...named, revision: current.get(id) ?? 0, changes: [...parts] },
      });
    if (changes.length > 0)
      events.push({ type: "testCase.edited", ...about, data: { ...named, changes: [...changes] } });
  }
  return events;
}
