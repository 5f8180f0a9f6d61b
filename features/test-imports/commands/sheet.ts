import { canonicalJson } from "@/domain/canonical";
import { type RowRefusal, readRow, type SheetRow } from "@/domain/case-sheet";
import { guessMapping, type SheetMapping } from "@/domain/case-sheet-heads";
import { planSheet, type SheetPlan, type SheetWorld } from "@/domain/case-sheet-plan";
import { cleanFileName } from "@/domain/file-name";
import { sha256 } from "@/lib/audit";
import { type CsvDelimiter, type CsvTable, csvLimit, parseCsv } from "@/lib/csv";
import type { ReadClient } from "@/lib/db";
import { AppError } from "@/lib/errors";

const delimiters: Readonly<Record<string, CsvDelimiter>> = {
  comma: ",",
  semicolon: ";",
  tab: "\t",
  pipe: "|",
};

/** A table as sent, before it is compared with anything. */
export interface Sheet {
  table: CsvTable;
  fileName: string;
  sha256: string;
}

/** Reads the file of an import of cases, before any lock is held. */
export async function readSheet(input: { file: File; delimiter?: string | undefined }): Promise<Sheet> {
  if (input.file.size > csvLimit.bytes)
    throw new AppError("too_large", "The file is larger than 5 MiB. Split it and import the parts.");
  const bytes = new Uint8Array(await input.file.arrayBuffer());
  const table = parseCsv(bytes, input.delimiter === undefined ? undefined : delimiters[input.delimiter]);
  return {
    table,
    fileName: cleanFileName(input.file.name),
    sha256: sha256(bytes),
  };
}

/** What a sheet would do to the upgrade now, and a digest of exactly that. */
export interface ComparedSheet {
  plan: SheetPlan;
  mapping: SheetMapping;
  digest: string;
}

/** Compares a sheet with the cases of an upgrade. Throws `invalid_input` when no column names cases or use cases. */
export async function compareSheet(
  client: Pick<ReadClient, "$queryRaw" | "useCase" | "member">,
  upgradeId: string,
  sheet: Sheet,
  { mapping: given, useCase }: { mapping?: SheetMapping | undefined; useCase?: string | undefined },
): Promise<ComparedSheet> {
  const { header, rows } = sheet.table;
  const mapping = given ?? guessMapping(header);
  const outside = Object.entries(mapping).find(([, column]) => column >= header.length);
  if (outside)
    throw new AppError(
      "invalid_input",
      `mapping: the file has ${header.length} columns, so ${outside[0]} can't be column ${outside[1]}.`,
    );
  const refused: RowRefusal[] = [];
  const read: SheetRow[] = [];
  for (const { line, cells } of rows) {
    const answer = readRow(line, cells, mapping);
    if (answer.ok) read.push(answer.row);
    else refused.push(answer.refusal);
  }
  const compared = planSheet(read, await loadWorld(client, upgradeId), useCase);
  const plan = { ...compared, refused: [...refused, ...compared.refused].sort((a, b) => a.line - b.line) };
  return { plan, mapping, digest: sha256(canonicalJson({ plan, file: sheet.sha256 })) };
}

async function loadWorld(
  client: Pick<ReadClient, "$queryRaw" | "useCase" | "member">,
  upgradeId: string,
): Promise<SheetWorld> {
  type Case = Omit<SheetWorld["cases"][number], "threshold"> & {
    value: number | null;
    unit: string | null;
    direction: "at_least" | "at_most" | null;
  };
  const useCases = await client.useCase.findMany({
    where: { upgradeId },
    select: { id: true, code: true, title: true, archivedAt: true },
  });
  const members = await client.member.findMany({
    where: { upgradeId, user: { disabledAt: null } },
    select: { user: { select: { id: true, name: true, email: true } } },
  });
  const [row] = await client.$queryRaw<{ cases: Case[] | null }[]>`
    SELECT json_agg(json_build_object('id', c.id, 'code', c.code, 'useCaseId', c."useCaseId", 'archived', c."archivedAt" IS NOT NULL, 'required', c.required,
      'environmentKinds', to_json(c."environmentKinds"), 'ownerId', c."ownerId", 'title', r.title, 'steps', r.steps, 'expected', r.expected,
      'value', r.threshold, 'unit', r.unit, 'direction', r.direction)) AS cases
    FROM "TestCase" c JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision WHERE c."upgradeId" = ${upgradeId}::uuid`;
  return {
    useCases: useCases.map(({ archivedAt, ...useCase }) => ({ ...useCase, archived: archivedAt !== null })),
    members: members.map(({ user }) => user),
    cases: (row?.cases ?? []).map(({ value, unit, direction, ...one }) => ({
      ...one,
      threshold: value !== null && direction ? { value, unit: unit ?? "", direction } : null,
    })),
  };
}
