/** What a column of a table of test cases can mean. */
export const sheetFields = [
  "code",
  "useCase",
  "kind",
  "priority",
  "title",
  "steps",
  "expected",
  "threshold",
  "unit",
  "direction",
  "required",
  "environments",
  "owner",
] as const;
export type SheetField = (typeof sheetFields)[number];

/** Column by field, counted from 0. */
export type SheetMapping = Partial<Record<SheetField, number>>;

/** Heads of columns in English and German, without accents. */
const headers: Readonly<Record<SheetField, readonly string[]>> = {
  code: [
    "code",
    "id",
    "case id",
    "test case id",
    "test id",
    "key",
    "test key",
    "tc id",
    "tc",
    "kennung",
    "nummer",
  ],
  useCase: [
    "use case",
    "usecase",
    "use case code",
    "requirement",
    "feature",
    "story",
    "area",
    "module",
    "suite",
    "section",
    "anwendungsfall",
    "anforderung",
    "bereich",
  ],
  kind: ["kind", "type", "use case kind", "use case type", "category", "art", "typ"],
  priority: ["priority", "prio", "importance", "moscow", "prioritat", "wichtigkeit"],
  title: [
    "title",
    "test case",
    "name",
    "summary",
    "test case title",
    "test case name",
    "test",
    "scenario",
    "titel",
    "testfall",
    "bezeichnung",
  ],
  steps: [
    "steps",
    "test steps",
    "procedure",
    "description",
    "actions",
    "action",
    "step",
    "schritte",
    "testschritte",
    "vorgehen",
    "beschreibung",
  ],
  expected: [
    "expected",
    "expected result",
    "expected results",
    "expectation",
    "expected outcome",
    "erwartet",
    "erwartetes ergebnis",
    "erwartung",
  ],
  threshold: [
    "threshold",
    "limit",
    "target",
    "target value",
    "value",
    "schwellwert",
    "schwelle",
    "grenzwert",
  ],
  unit: ["unit", "units", "einheit"],
  direction: ["direction", "comparison", "operator", "at least or at most", "richtung"],
  required: ["required", "mandatory", "must pass", "pflicht", "erforderlich"],
  environments: ["environments", "environment", "env", "envs", "run in", "umgebung", "umgebungen"],
  owner: ["owner", "assignee", "tester", "responsible", "verantwortlich", "zustandig"],
};

/** Guesses what each column means by its head. A column means one thing, and each thing is in one column. */
export function guessMapping(header: readonly string[]): SheetMapping {
  const names = header.map((name) =>
    name
      .toLowerCase()
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .replace(/[^a-z]+/g, " ")
      .trim(),
  );
  const mapping: SheetMapping = {};
  const taken = new Set<number>();
  for (const field of sheetFields) {
    for (const name of headers[field]) {
      const index = names.findIndex((candidate, at) => candidate === name && !taken.has(at));
      if (index < 0) continue;
      mapping[field] = index;
      taken.add(index);
      break;
    }
  }
  return mapping;
}
