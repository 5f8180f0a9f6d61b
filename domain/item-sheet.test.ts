import { describe, expect, it } from "vitest";
import { matchColumns, plainHeading, sheetColumns } from "./item-sheet";
import { kind, places, world } from "./item-sheet.fixture";
import { planItemSheet } from "./item-sheet-plan";
import type { ItemRow } from "./item-sheet-row";

const planned = (head: string, ...lines: string[]) => {
  const header = head.split(";");
  const rows = lines.map((text, at): ItemRow => ({ line: at + 2, cells: text.split(";"), faults: [] }));
  return planItemSheet(kind, matchColumns(sheetColumns(kind, places), header), header, rows, world);
};
const refusals = (head: string, ...lines: string[]) =>
  planned(head, ...lines).refused.map(({ line, column, reason }) => `${line} ${column}: ${reason}`);

describe("The columns of a table of items", () => {
  it("are told apart: a field and an environment never have the heading of something else", () => {
    const odd = ["Code", "Code", "Verdict", "Größe", "GRÖSSE", "***"];
    const fields = odd.map((label, at) => ({ id: `f${at}`, label, kind: "text" as const, options: [] }));
    const dev = { id: "e1", key: "dev", name: "Code", kind: "dev" } as const;
    const columns = sheetColumns({ fields, verdicts: [] }, [dev, { ...dev, id: "e2" }]);
    expect(new Set(columns.map(({ heading }) => plainHeading(heading))).size).toBe(columns.length);
    const { columns: found } = matchColumns(
      columns,
      columns.map(({ heading }) => heading),
    );
    expect(found).toEqual(columns.map((one) => (one.of.part === "source" ? null : one)));
  });

  it("are recognised in German and by ids and keys; the others are named with the reason", () => {
    const columns = sheetColumns(kind, places);
    const header = [
      "KENNUNG",
      "Titel",
      "Fällig am",
      "Zuständig",
      "ends",
      "dev",
      "Colour",
      "Quelle",
      "",
      "Bezeichnung",
    ];
    const { columns: found, ignored } = matchColumns(columns, header);
    expect(found.map((one) => one?.heading ?? null)).toEqual([
      ...["Code", "Title", "Due", "Owner", "Ends on", "Dev", null, null, null, null],
    ]);
    expect(ignored.map(({ heading, why }) => `${heading}: ${why}`)).toEqual([
      "Colour: No column of this inventory is called so.",
      "Quelle: An item keeps where it came from; that is not imported.",
      ": The column has no heading. Give it one, or empty it.",
      "Bezeichnung: “Title” is in the file twice; the other column counts.",
    ]);
  });
});

describe("A row of a table of items", () => {
  it("names only what is there, in one form, and says which code is not", () => {
    const head = "Title;What it changes";
    const { add, refused } = planned(head, "Axle;p-02 tc-1,P-02", "Wire;P-02 X-9", "Lamp; , ");
    expect(add.map(({ edits }) => edits.fields)).toEqual([{ changes: "P-02, TC-1" }]);
    expect(refused.map(({ line, column, reason }) => `${line} ${column}: ${reason}`)).toEqual([
      expect.stringMatching(
        /^3 What it changes: “P-02 X-9” can't be taken: it names X-9, which this upgrade/,
      ),
      expect.stringMatching(/^4 What it changes: “,” names nothing\. Name steps, /),
    ]);
  });

  it("changes the item of its code, or of its title, and is new otherwise", () => {
    const { add, change, unchanged, refused } = planned(
      "Code;Title;Size;Level;Verdict;Reason;Owner;Due;Dev;Production",
      "pa-1;;29,5;attention;keep as it is;Worn;KIM.TWO@example.com;24.12.2027;open;",
      ";front WHEEL;;;;;;;;",
      "PA-9;Door;7;;Rebuild;;ines;2027-01-31;in progress;not applicable: none there",
    );
    expect(refused.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      "3 It is about the same item as row 2. Leave one of the two.",
    ]);
    expect(unchanged).toEqual([]);
    expect(change).toEqual([
      {
        ...{ line: 2, id: "i1", code: "PA-1", version: 3, title: "Front wheel" },
        edits: {
          fields: { size: 29.5 },
          level: "attention",
          verdict: { value: "keep", reason: "Worn" },
          ownerId: "u3",
          dueAt: "2027-12-24T12:00:00.000Z",
          states: [{ environmentId: "e1", was: "not_applicable", is: "open", reason: "" }],
        },
      },
    ]);
    expect(add).toEqual([
      {
        ...{ line: 4, key: "door", code: "PA-9", title: "Door" },
        edits: {
          title: "Door",
          fields: { size: 7 },
          verdict: { value: "rebuild", reason: "" },
          ownerId: "u1",
          dueAt: "2027-01-31T12:00:00.000Z",
          states: [
            { environmentId: "e1", was: "open", is: "doing", reason: "" },
            { environmentId: "e2", was: "open", is: "not_applicable", reason: "none there" },
          ],
        },
      },
    ]);
  });

  it("leaves alone what it leaves empty, and what is so already", () => {
    expect(
      planned(
        "Code;Title;Verdict;Reason;Owner;Due;Dev",
        "PA-1;;;New axle;Ines;2026-12-24;not applicable: No wheels there",
      ).unchanged,
    ).toEqual([{ line: 2, code: "PA-1" }]);
    expect(planned("Code;Verdict", "PA-1;rebuild").unchanged).toHaveLength(1);
  });

  it("with a verdict that changes does not keep the reason of the one before", () => {
    expect(planned("Code;Verdict", "PA-1;keep").change[0]?.edits.verdict).toEqual({
      value: "keep",
      reason: "",
    });
    expect(planned("Code;Reason", "PA-1;Rusty").change[0]?.edits.verdict).toEqual({
      value: "rebuild",
      reason: "Rusty",
    });
  });

  it("that can't be taken is refused with its column, why, and what to do", () => {
    expect(
      refusals("Code;Title;Size", ";;3", "PA-77;;", "PA-2;;4", "SL-1;x;", ";Bolt;", ";gone;", "PA-1;;;;odd"),
    ).toEqual([
      "2 Title: It has neither a code nor a title. Give it a title.",
      "3 Code: There is no “PA-77” here. Correct the code, or give a title for a new item.",
      "4 Code: PA-2 “Gone” was removed. Bring it back first, or leave the row out.",
      "5 Code: SL-1 is a seal. Import it on its own list, or empty Code.",
      "6 Title: PA-3, PA-4 are called so. Say by its code which is meant.",
      "7 Title: PA-2 “Gone” was removed. Bring it back first, or leave the row out.",
      "8 null: It has more cells than there are headings: “odd” is under none.",
    ]);
    expect(
      refusals(
        "Title;Size;Spare;Ends on;Type;Level;Owner;Due;Verdict;Dev;Production",
        "Door;big;maybe;31.02.2027;roof;high;Kim;soon;sell;broken;not applicable",
        "Roof;1,234;;;;;Nobody;;;;",
      ),
    ).toEqual([
      "2 Size: “big” is no number. Write it as 1234.5.",
      "2 Spare: “maybe” is neither yes nor no. Write yes or no.",
      "2 Ends on: “31.02.2027” is no day. Write it as 2026-12-24.",
      "2 Type: “roof” is no choice. Use A wheel.",
      "2 Level: “high” is no level. Use must act, attention or info.",
      "2 Owner: Several people here are called “Kim”. Give the e-mail address.",
      "2 Due: “soon” is no day. Write it as 2026-12-24.",
      "2 Dev: “broken” is no state. Use open, in progress, done, or “not applicable: why”.",
      "2 Production: Say why it is not applicable in this environment. Write it behind a colon: “not applicable: why”.",
      "2 Verdict: “sell” is no verdict here. Choose one of keep, rebuild.",
      "3 Size: “1,234” can mean two numbers. Write 1234 or 1.234.",
      "3 Owner: “Nobody” is nobody of this upgrade. Give the e-mail address or the name of a member, or add them first.",
    ]);
    expect(refusals("Title;Reason", "Door;because")).toEqual([
      "2 Reason: A reason says nothing without a verdict. Fill in Verdict too, or empty Reason.",
    ]);
    expect(refusals("Code;Dev", "PA-1;not applicable: Other words")).toEqual([
      "2 Dev: It is so in Dev already, and why is kept with the day it became so. Leave the reason away.",
    ]);
  });
});
