import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caseOf, closestCase, codeIn, externalName, matchResults, worstOf } from "./result-match";
import { testResults } from "./test-execution";

const codes = new Map([
  ["TC-31", "id31"],
  ["TC-7", "id7"],
  ["API-2", "api2"],
]);
const result = (name: string, more: Partial<{ suite: string; className: string; keys: string[] }> = {}) => ({
  suite: "",
  className: "",
  keys: [],
  name,
  ...more,
});

describe("A code in a name is found however it is written", () => {
  it.each([
    ["TC-31 Revoke an access token", "TC-31"],
    ["[TC-31] revoke", "TC-31"],
    ["TC-31_revoke", "TC-31"],
    ["test_tc_31_revoke[jwt]", "TC-31"],
    ["tc31_revoke", "TC-31"],
    ["TC-0031: revoke", "TC-31"],
    ["revoke (API-2)", "API-2"],
    ["http2 with TC-7", "TC-7"],
  ])("%s", (text, code) => expect(codeIn(text, codes)).toBe(code));

  it.each(["TC-310 other", "TC-99 unknown", "XTC-31", "TC-31a", "", "TC-"])("but not in “%s”", (text) =>
    expect(codeIn(text, codes)).toBeNull(),
  );
});

describe("A result belongs to one case or to none", () => {
  it("a property wins over names, the nearest name over the ones around it, a mapping comes last", () => {
    const mappings = new Map([[externalName(result("logs in")), "mapped"]]);
    const known = { codes, mappings };
    expect(caseOf(result("TC-31", { keys: ["TC-7"] }), known)).toBe("id7");
    expect(caseOf(result("returns 401", { suite: "TC-7 outer › TC-31 inner" }), known)).toBe("id31");
    expect(caseOf(result("a", { className: "TC-7", suite: "TC-31" }), known)).toBe("id7");
    expect(caseOf(result("logs in"), known)).toBe("mapped");
    expect(caseOf(result("logs out"), known)).toBeNull();
    expect(caseOf(result("logs in", { keys: ["ELSEWHERE-1"] }), known)).toBe("mapped");
  });

  it("none is dropped and none counted twice", () => {
    const some = fc.record({
      suite: fc.string(),
      className: fc.string(),
      name: fc.constantFrom("TC-31 a", "TC-7", "x", "API-2_b", "TC-8"),
      keys: fc.array(fc.constantFrom("TC-7", "?"), { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(some), (results) => {
        const { matched, unknown } = matchResults(results, { codes, mappings: new Map() });
        const all = [...[...matched.values()].flat(), ...unknown];
        expect(all).toHaveLength(results.length);
        expect(new Set(all)).toEqual(new Set(results));
      }),
    );
  });

  it("of several results the worst counts: only a pass everywhere is a pass", () => {
    expect(
      worstOf([
        { result: "passed" },
        { result: "skipped" },
        { result: "failed" },
        { result: "passed" },
      ] as const).result,
    ).toBe("failed");
    expect(worstOf([{ result: "passed" }, { result: "skipped" }] as const).result).toBe("skipped");
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...testResults), { minLength: 1 }), (list) => {
        const worst = worstOf(list.map((one) => ({ result: one }))).result;
        expect(worst === "passed").toBe(list.every((one) => one === "passed"));
      }),
    );
  });
});

it("An unknown name is suggested the closest case, and none when nothing is close", () => {
  const closest = closestCase([
    { id: "revoke", title: "Revoke an access token" },
    { id: "publish", title: "Publish an API to the gateway" },
  ]);
  expect(closest("shouldRevokeAccessTokens")).toBe("revoke");
  expect(closest("test_publish_api_gateway")).toBe("publish");
  expect(closest("renders the footer")).toBeNull();
  expect(closest("")).toBeNull();
});
