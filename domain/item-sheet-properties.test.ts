import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { environmentKinds } from "./environment";
import { findingLevels } from "./finding";
import { fieldKinds, type InventoryKind, itemStates } from "./inventory";
import { cellText, matchColumns, type SheetPlace, sheetCell, sheetColumns } from "./item-sheet";
import { item, kind, members, places, world } from "./item-sheet.fixture";
import { planItemSheet } from "./item-sheet-plan";
import type { KnownItem } from "./item-sheet-row";

const text = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.constantFrom(
    "=1+1",
    "'=1",
    "-5",
    "@x",
    "\t=x",
    " a ",
    "a\r\nb",
    "yes",
    "2026-12-24",
    "1.50",
    "not applicable: x",
  ),
);
const day = fc.date({ min: new Date("1800-01-01"), max: new Date("2200-01-01"), noInvalidDate: true });
const fieldValue = {
  text,
  long_text: text,
  link: fc.webUrl(),
  number: fc.double({ noNaN: true, noDefaultInfinity: true }),
  boolean: fc.boolean(),
  date: day.map((at) => at.toISOString().slice(0, 10)),
  choice: fc.constantFrom("a", "b"),
  references: fc.constantFrom("P-02", "PA-1, TC-1", "P-02, X-9"),
} as const;

const story = fc
  .record({
    labels: fc.array(fc.tuple(text, fc.constantFrom(...fieldKinds)), { maxLength: 6 }),
    names: fc.array(fc.tuple(text, fc.constantFrom(...environmentKinds)), { maxLength: 4 }),
    verdicts: fc.boolean(),
  })
  .chain(({ labels, names, verdicts }) => {
    const own: InventoryKind = {
      ...kind,
      verdicts: verdicts ? kind.verdicts : [],
      fields: labels.map(([label, of], at) => ({
        id: `f${at}`,
        label: label || "x",
        kind: of,
        options:
          of === "choice"
            ? [
                { value: "a", label: "b" },
                { value: "b", label: "B" },
              ]
            : [],
      })),
    };
    const there = names.map(
      ([name, of], at): SheetPlace => ({ id: `e${at}`, key: `k${at}`, name, kind: of }),
    );
    const any = fc.record({
      title: text.map((title) => title.trim() || "x"),
      level: fc.constantFrom(...findingLevels),
      verdict: fc.constantFrom(null, "keep", "rebuild", "forgotten"),
      verdictReason: text,
      note: text,
      owner: fc.constantFrom(null, ...members, { id: "u9", name: "Left", email: "left@example.com" }),
      dueAt: fc.option(day.map((at) => at.toISOString())),
      environmentIds: fc.subarray(there.map(({ id }) => id)),
      fields: fc.record(
        Object.fromEntries(
          own.fields.map((field) => [field.id, fc.oneof(fc.constant(null), fieldValue[field.kind])]),
        ),
        { requiredKeys: [] },
      ),
      states: fc.dictionary(fc.constantFrom("e0", "e1", "e2"), fc.constantFrom(...itemStates)),
    });
    return fc.record({
      own: fc.constant(own),
      there: fc.constant(there),
      items: fc.array(any, { maxLength: 8 }),
    });
  });

describe("An export", () => {
  it("imported again changes nothing, whatever the items hold", () => {
    fc.assert(
      fc.property(story, ({ own, there, items }) => {
        const known = items.map(
          ({ owner, ...one }, at): KnownItem => ({
            ...item,
            ...one,
            fields: one.fields as KnownItem["fields"],
            id: `i${at}`,
            code: `PA-${at + 1}`,
            key: `k${at}`,
            owner,
            ownerId: owner?.id ?? null,
            stateReasons: {},
          }),
        );
        const columns = sheetColumns(own, there);
        const header = columns.map(({ heading }) => heading);
        const guard = (cell: string) => (/^[\t\r\n ]*[=+\-@]/.test(cell) ? `'${cell}` : cell);
        for (const as of [
          (cell: string) => cell,
          guard,
          (cell: string) => cell.replace(/\r\n?/g, "\n").trim(),
        ]) {
          const rows = known.map((one, at) => ({
            line: at + 2,
            cells: columns.map(({ of }) => as(cellText(sheetCell(own, one, of)))),
            faults: [],
          }));
          const plan = planItemSheet(own, matchColumns(columns, header), header, rows, {
            ...world,
            items: known,
          });
          expect(plan).toEqual({
            ...{ add: [], change: [], refused: [] },
            unchanged: known.map(({ code }, at) => ({ line: at + 2, code })),
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  it("and any other table puts every row into exactly one place", () => {
    const cell = fc.constantFrom(
      "",
      "PA-1",
      "PA-2",
      "SL-1",
      "x",
      "Front wheel",
      "Bolt",
      "3",
      "open",
      "keep",
      "=x",
      "Kim",
    );
    const header = ["Code", "Title", "Size", "Dev", "Verdict", "Owner", "Reason"];
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 8 }), { maxLength: 20 }), (table) => {
        const rows = table.map((cells, at) => ({ line: at + 2, cells, faults: [] }));
        const plan = planItemSheet(
          kind,
          matchColumns(sheetColumns(kind, places), header),
          header,
          rows,
          world,
        );
        const lines = [plan.add, plan.change, plan.unchanged].flatMap((part) => part.map(({ line }) => line));
        const refused = [...new Set(plan.refused.map(({ line }) => line))];
        expect([...lines, ...refused].sort((a, b) => a - b)).toEqual(rows.map(({ line }) => line));
      }),
    );
  });
});
