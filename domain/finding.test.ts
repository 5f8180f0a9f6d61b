import { describe, expect, it } from "vitest";
import { highestLevel, sortFindings } from "./finding";

describe("findings", () => {
  it("are as grave as the gravest of them, and not grave at all when there are none", () => {
    expect(highestLevel([])).toBe("info");
    expect(highestLevel([{ level: "attention" }, { level: "info" }])).toBe("attention");
    expect(highestLevel([{ level: "info" }, { level: "must_act" }])).toBe("must_act");
  });

  it("come gravest first, and in the order they were found in within a level", () => {
    const found = [
      { level: "info" as const, at: 1 },
      { level: "must_act" as const, at: 2 },
      { level: "info" as const, at: 3 },
      { level: "attention" as const, at: 4 },
    ];
    expect(sortFindings(found).map(({ at }) => at)).toEqual([2, 4, 1, 3]);
  });
});
