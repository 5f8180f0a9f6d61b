import { describe, expect, it } from "vitest";
import { readRow } from "./case-sheet";
import { guessMapping } from "./case-sheet-heads";
import { planSheet, type SheetWorld } from "./case-sheet-plan";

const header = [
  "ID",
  "Use Case",
  "Test Case",
  "Test Steps",
  "Expected Result",
  "Threshold",
  "Unit",
  "Direction",
  "Required",
  "Environments",
  "Owner",
  "Priority",
];
const mapping = guessMapping(header);
const row = (line: number, cells: Partial<Record<(typeof header)[number], string>>) =>
  readRow(
    line,
    header.map((name) => cells[name] ?? ""),
    mapping,
  );
const good = (line: number, cells: Record<string, string>) => {
  const read = row(line, cells);
  if (!read.ok) throw new Error(read.refusal.reason);
  return read.row;
};
describe("The heads of a table", () => {
  it("are recognised in German, umlauts and all", () => {
    const heads = ["Anwendungsfall", "Name", "Schritte", "Erwartet", "Schwellwert", "Einheit", "PRIORITÄT"];
    expect(guessMapping(heads)).toEqual({
      useCase: 0,
      title: 1,
      steps: 2,
      expected: 3,
      threshold: 4,
      unit: 5,
      priority: 6,
    });
  });
});

const world: SheetWorld = {
  useCases: [
    { id: "u1", code: "UC-1", title: "Issue tokens", archived: false },
    { id: "u2", code: "UC-2", title: "Old things", archived: true },
  ],
  cases: [
    {
      id: "c1",
      code: "TC-1",
      useCaseId: "u1",
      archived: false,
      title: "Issue a token",
      steps: "Ask.",
      expected: "200",
      threshold: null,
      required: true,
      environmentKinds: [],
      ownerId: null,
    },
    {
      id: "c2",
      code: "TC-2",
      useCaseId: "u1",
      archived: true,
      title: "Gone",
      steps: "",
      expected: "",
      threshold: null,
      required: true,
      environmentKinds: [],
      ownerId: null,
    },
  ],
  members: [{ id: "ines", name: "Ines", email: "ines@example.com" }],
};
const plan = (...rows: Record<string, string>[]) =>
  planSheet(
    rows.map((cells, index) => good(index + 2, cells)),
    world,
  );

describe("Columns are recognised by their heads", () => {
  it("whatever their case and order, each once", () => {
    expect(guessMapping(["Expected", "SUMMARY", "test-steps", "Owner", "Notes", "Key"])).toEqual({
      expected: 0,
      title: 1,
      steps: 2,
      owner: 3,
      code: 5,
    });
    expect(guessMapping(["Name", "Title"])).toEqual({ title: 1 });
    expect(Object.keys(mapping)).toHaveLength(12);
  });
});

describe("A row means one thing or is refused with every reason", () => {
  it("reads thresholds with the limit's direction and unit in one cell or in three", () => {
    expect(
      good(2, { "Use Case": "Fast", "Test Case": "a", Threshold: "≥ 1,200.5 requests/s" }).threshold,
    ).toEqual({ value: 1200.5, unit: "requests/s", direction: "at_least" });
    expect(
      good(2, { "Use Case": "Fast", "Test Case": "a", Threshold: "0,5", Unit: "s", Direction: "at most" })
        .threshold,
    ).toEqual({ value: 0.5, unit: "s", direction: "at_most" });
  });

  it("reads environments and yes and no in people's words", () => {
    expect(
      good(2, { "Use Case": "u", "Test Case": "t", Environments: "Pre-prod, production", Required: "No" }),
    ).toMatchObject({ environments: ["pre_prod", "prod"], required: false });
    expect(good(2, { "Use Case": "u", "Test Case": "t", Environments: "all" }).environments).toEqual([]);
  });

  it.each([
    [{ "Use Case": "", "Test Case": "" }, "neither a title nor a use case"],
    [{ ID: "TC-9", "Use Case": "u" }, "a code but no title"],
    [{ ID: "31", "Use Case": "u", "Test Case": "t" }, "like TC-31"],
    [{ "Use Case": "u", "Test Case": "t", Threshold: "fast", Direction: "at least" }, "is no number"],
    [{ "Use Case": "u", "Test Case": "t", Threshold: "800" }, "needs a direction"],
    [{ "Use Case": "u", "Test Case": "t", Direction: "at least" }, "no threshold"],
    [{ "Use Case": "u", "Test Case": "t", Required: "perhaps" }, "yes or no"],
    [{ "Use Case": "u", "Test Case": "t", Environments: "moon" }, "list of environments"],
    [{ "Use Case": "u", "Test Case": "t", Priority: "urgent" }, "is no priority"],
    [{ "Use Case": "u", "Test Case": "x".repeat(201) }, "more than 200 characters"],
    [{ "Use Case": "u", "Test Case": "two\nlines" }, "several lines"],
  ])("refuses %j", (cells, reason) => {
    const read = row(7, cells);
    expect(read).toMatchObject({ ok: false, refusal: { line: 7, reason: expect.stringContaining(reason) } });
  });
});

describe("A sheet is compared with what is there", () => {
  it("adds, revises, leaves unchanged and refuses, and makes each new use case once", () => {
    const { useCases, add, revise, unchanged, refused } = plan(
      { ID: "TC-1", "Test Case": "Issue a token", "Expected Result": "201" },
      { "Use Case": "issue TOKENS", "Test Case": "issue a token", ID: "" },
      { "Use Case": "Survive", "Test Case": "Fail over", Owner: "INES@example.com", Priority: "High" },
      { "Use Case": "survive", "Test Case": "Fail back" },
      { "Use Case": "Old things", "Test Case": "x" },
      { ID: "TC-2", "Test Case": "Gone" },
      { ID: "TC-77", "Test Case": "homeless" },
      { "Use Case": "UC-9", "Test Case": "x" },
      { "Use Case": "Survive", "Test Case": "y", Owner: "Otto" },
      { "Use Case": "Issue tokens" },
      { ID: "TC-1", "Test Case": "Issue a token" },
    );
    expect(useCases).toEqual([{ line: 4, title: "Survive", kind: "functional", priority: "must" }]);
    expect(add.map(({ line, home, ownerId }) => [line, home, ownerId])).toEqual([
      [4, { added: 0 }, "ines"],
      [5, { added: 0 }, null],
    ]);
    expect(revise).toEqual([
      expect.objectContaining({
        line: 2,
        code: "TC-1",
        parts: ["expected result"],
        content: expect.objectContaining({ steps: "Ask.", expected: "201" }),
      }),
    ]);
    expect(unchanged.map(({ line }) => line)).toEqual([11]);
    expect(refused.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "The same case stands in line 2 already."],
      [6, "The use case “Old things” is archived. Restore it first."],
      [7, "TC-2 is archived. Restore it first."],
      [8, "A new case needs a use case: name one in the row, or one for all rows without."],
      [9, "There is no use case UC-9 here."],
      [10, "“Otto” is nobody of this upgrade."],
      [12, "The same case stands in line 2 already."],
    ]);
  });

  it("recognises a case without a code by its title, so that the same sheet twice changes nothing", () => {
    expect(plan({ "Use Case": "UC-1", "Test Case": "Issue a token" }).unchanged).toHaveLength(1);
  });

  it("takes other fields of a known case as an edit without a new revision", () => {
    expect(plan({ ID: "tc-1", "Test Case": "Issue a token", Required: "no", Owner: "Ines" }).revise).toEqual([
      expect.objectContaining({
        parts: [],
        changes: [
          { field: "required", was: "yes", is: "no" },
          { field: "owner", was: "nobody", is: "Ines" },
        ],
      }),
    ]);
  });

  it("lets a new case bring its own code", () => {
    expect(plan({ ID: "ABC-12", "Use Case": "UC-1", "Test Case": "New" }).add[0]?.code).toBe("ABC-12");
  });
});
