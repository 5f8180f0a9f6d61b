import type { RowRefusal, SheetRow } from "./case-sheet";
import type { EnvironmentKind } from "./environment";
import { type CaseContent, revisedParts } from "./test-case";
import type { Priority, UseCaseKind } from "./use-case";

/** What is there already, to compare a sheet with. */
export type SheetWorld = {
  readonly useCases: readonly {
    readonly id: string;
    readonly code: string;
    readonly title: string;
    readonly archived: boolean;
  }[];
  readonly cases: readonly SheetCase[];
  readonly members: readonly { readonly id: string; readonly name: string; readonly email: string }[];
};

export type SheetCase = CaseContent & {
  readonly id: string;
  readonly code: string;
  readonly useCaseId: string;
  readonly archived: boolean;
  readonly required: boolean;
  readonly environmentKinds: readonly EnvironmentKind[];
  readonly ownerId: string | null;
};

/** Where a new case belongs: a use case that is there, or one of the plan's own by its place in the list. */
export type SheetHome = { readonly id: string } | { readonly added: number };

export type SheetAddition = {
  readonly line: number;
  /** Given by the sheet; null for the next free one. */
  readonly code: string | null;
  readonly home: SheetHome;
  readonly useCaseTitle: string;
  readonly content: CaseContent;
  readonly required: boolean;
  readonly environmentKinds: readonly EnvironmentKind[];
  readonly ownerId: string | null;
};

export type SheetRevision = {
  readonly line: number;
  readonly id: string;
  readonly code: string;
  readonly content: CaseContent;
  /** What of its content changes; empty when only other fields do. */
  readonly parts: readonly string[];
  readonly changes: readonly { readonly field: string; readonly was: string; readonly is: string }[];
  readonly required: boolean;
  readonly environmentKinds: readonly EnvironmentKind[];
  readonly ownerId: string | null;
};

/** What a sheet would do: nothing of it is done yet. */
export type SheetPlan = {
  readonly useCases: readonly {
    readonly line: number;
    readonly title: string;
    readonly kind: UseCaseKind;
    readonly priority: Priority;
  }[];
  readonly add: readonly SheetAddition[];
  readonly revise: readonly SheetRevision[];
  readonly unchanged: readonly { readonly line: number; readonly title: string }[];
  readonly refused: readonly RowRefusal[];
};

/**
 * Compares rows with what is there. A case is recognised by its code, or by its title within its use case; fields that a
 * row leaves empty keep what they are. A row is added, revised, unchanged or refused, never two of them. New cases that
 * name no use case go into `elsewhere`, a title or code.
 */
export function planSheet(
  rows: readonly SheetRow[],
  world: SheetWorld,
  elsewhere: string | null = null,
): SheetPlan {
  const useCases: { line: number; title: string; kind: UseCaseKind; priority: Priority }[] = [];
  const add: SheetAddition[] = [];
  const revise: SheetRevision[] = [];
  const unchanged: { line: number; title: string }[] = [];
  const refused: RowRefusal[] = [];
  const casesByCode = new Map(world.cases.map((one) => [one.code, one]));
  const casesByTitle = new Map(
    world.cases.filter((one) => !one.archived).map((one) => [`${one.useCaseId} ${fold(one.title)}`, one]),
  );
  const useCasesByName = new Map<string, { home: SheetHome; title: string; archived: boolean }>();
  for (const one of world.useCases) {
    const known = { home: { id: one.id }, title: one.title, archived: one.archived };
    if (!one.archived || !useCasesByName.has(fold(one.title))) useCasesByName.set(fold(one.title), known);
  }
  for (const one of world.useCases)
    useCasesByName.set(fold(one.code), { home: { id: one.id }, title: one.title, archived: one.archived });
  const members = new Map(
    world.members.flatMap(
      (one) =>
        [
          [fold(one.name), one.id],
          [fold(one.email), one.id],
        ] as const,
    ),
  );
  const seen = new Map<string, number>();

  const homeOf = (row: SheetRow, name: string): { home: SheetHome; title: string } | string => {
    const known = useCasesByName.get(fold(name));
    if (known) return known.archived ? `The use case “${known.title}” is archived. Restore it first.` : known;
    if (/^UC-\d+$/i.test(name)) return `There is no use case ${name.toUpperCase()} here.`;
    const made = { home: { added: useCases.length }, title: name, archived: false };
    useCases.push({
      line: row.line,
      title: name,
      kind: row.kind ?? (row.threshold ? "non_functional" : "functional"),
      priority: row.priority ?? "should",
    });
    useCasesByName.set(fold(name), made);
    return made;
  };

  for (const given of rows) {
    const homeless = given.useCase === null && !(given.code !== null && casesByCode.has(given.code));
    const row = homeless ? { ...given, useCase: elsewhere } : given;
    const label = row.title ?? row.useCase ?? "";
    const no = (reason: string) => refused.push({ line: row.line, title: label, reason });
    const ownerId = row.owner === null ? null : (members.get(fold(row.owner)) ?? null);
    if (row.owner !== null && ownerId === null) {
      no(`“${row.owner}” is nobody of this upgrade.`);
      continue;
    }
    if (row.title === null) {
      const before = useCases.length;
      const home = homeOf(row, row.useCase ?? "");
      if (typeof home === "string") no(home);
      else if (useCases.length === before) unchanged.push({ line: row.line, title: label });
      continue;
    }
    const byCode = row.code === null ? undefined : casesByCode.get(row.code);
    if (!byCode && row.useCase === null) {
      no("A new case needs a use case: name one in the row, or one for all rows without.");
      continue;
    }
    // Asked before a use case is made for it: a refused row adds nothing.
    const known = row.useCase === null ? undefined : useCasesByName.get(fold(row.useCase));
    const knownId = known && "id" in known.home ? known.home.id : null;
    const existing =
      byCode ??
      (row.code === null && knownId ? casesByTitle.get(`${knownId} ${fold(row.title)}`) : undefined);
    const key = existing ? existing.code : (row.code ?? `${fold(row.useCase ?? "")} ${fold(row.title)}`);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      no(`The same case stands in line ${earlier} already.`);
      continue;
    }
    seen.set(key, row.line);
    if (existing?.archived) {
      no(`${existing.code} is archived. Restore it first.`);
      continue;
    }
    if (existing) {
      const revision = revisionOf(row, row.title, existing, ownerId, world);
      if (revision.parts.length + revision.changes.length === 0)
        unchanged.push({ line: row.line, title: label });
      else revise.push(revision);
      continue;
    }
    const home = homeOf(row, row.useCase ?? "");
    if (typeof home === "string") {
      no(home);
      continue;
    }
    add.push({
      line: row.line,
      code: row.code,
      home: home.home,
      useCaseTitle: home.title,
      content: {
        title: row.title,
        steps: row.steps ?? "",
        expected: row.expected ?? "",
        threshold: row.threshold ?? null,
      },
      required: row.required ?? true,
      environmentKinds: row.environments ?? [],
      ownerId,
    });
  }
  return { useCases, add, revise, unchanged, refused };
}

function revisionOf(
  row: SheetRow,
  title: string,
  was: SheetCase,
  ownerId: string | null,
  world: SheetWorld,
): SheetRevision {
  const content: CaseContent = {
    title,
    steps: row.steps ?? was.steps,
    expected: row.expected ?? was.expected,
    threshold: row.threshold ?? was.threshold,
  };
  const is = {
    required: row.required ?? was.required,
    environmentKinds: row.environments ?? was.environmentKinds,
    ownerId: ownerId ?? was.ownerId,
  };
  const nameOf = (id: string | null) => world.members.find((member) => member.id === id)?.name ?? "nobody";
  const changes = [
    { field: "required", was: was.required ? "yes" : "no", is: is.required ? "yes" : "no" },
    { field: "environments", was: kindsText(was.environmentKinds), is: kindsText(is.environmentKinds) },
    { field: "owner", was: nameOf(was.ownerId), is: nameOf(is.ownerId) },
  ].filter((change) => change.was !== change.is);
  return {
    line: row.line,
    id: was.id,
    code: was.code,
    content,
    parts: revisedParts(was, content),
    changes,
    ...is,
  };
}

/** "all", or the kinds as people write them: "pre-prod, prod". */
export function kindsText(kinds: readonly EnvironmentKind[]): string {
  return kinds.length === 0 ? "all" : kinds.map((kind) => kind.replaceAll("_", "-")).join(", ");
}

const fold = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, " ");
