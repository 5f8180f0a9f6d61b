import { describe, expect, it } from "vitest";
import { crosses } from "./knowledge";
import { sameValue, sameWithUnit, valueText } from "./setting-value";
import { targetLines } from "./target-lines";

describe("a change of a release", () => {
  const change = { after: "3.2.0", by: "4.0.0" };
  it("is crossed by upgrades that begin before it and end with or after it", () => {
    expect(crosses(change, "3.2.0", "4.0.0")).toBe("yes");
    expect(crosses(change, "2.6.0", "4.7.0")).toBe("yes");
    expect(crosses(change, "4.0.0", "4.1.0")).toBe("no");
    expect(crosses(change, "3.0.0", "3.2.0")).toBe("no");
  });
  it("is perhaps crossed when only part of the span it lies in is", () => {
    const span = { after: "4.2.0", by: "4.5.0" };
    expect(crosses(span, "4.2.0", "4.3.0")).toBe("perhaps");
    expect(crosses(span, "4.4.0", "4.5.0")).toBe("perhaps");
    expect(crosses(span, "4.2.0", "4.5.0")).toBe("yes");
  });
  it("without releases is part of every upgrade", () => {
    expect(crosses({ after: null, by: null }, "1.0", "2.0")).toBe("yes");
  });
});

describe("values", () => {
  it("are the same when the product reads the same text", () => {
    expect(sameValue(9099, "9099")).toBe(true);
    expect(sameValue(["*"], "*")).toBe(true);
    expect(sameValue(["a", "b"], "a")).toBe(false);
    expect(sameValue([["a"]], ["a"])).toBe(false);
    expect(sameWithUnit("200", "200s")).toBe(true);
    expect(sameWithUnit("200", "200 s")).toBe(false);
    expect(valueText(["a", { literal: "5.0" }])).toBe("[a, 5.0]");
  });
});

describe("the lines of the target's file", () => {
  const line = (key: string, value: string, appends = false, secret = false) => ({
    key: `from ${value}`,
    targets: [{ key, value, appends }],
    secret,
  });
  it("say each key once, the first value where two differ, and which those were", () => {
    const { lines, conflicts } = targetLines([
      line("a", "1"),
      line("a", "2"),
      line("a", "1"),
      line("b", "3"),
    ]);
    expect(lines).toEqual([
      { key: "a", value: "1", from: [0, 2] },
      { key: "b", value: "3", from: [3] },
    ]);
    expect(conflicts).toEqual([{ key: "a", kept: 0, lost: 1 }]);
  });
  it("put values of one list together in order", () => {
    expect(targetLines([line("a", "1", true), line("a", "2", true)]).lines).toEqual([
      { key: "a", value: ["1", "2"], from: [0, 1] },
    ]);
  });
  it("say nothing about whether two secrets differ", () => {
    expect(targetLines([line("a", "1", false, true), line("a", "2", false, true)]).conflicts).toEqual([]);
  });
});
