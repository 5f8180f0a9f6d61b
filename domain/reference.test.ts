import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fieldFaults } from "./inventory";
import {
  mostReferences,
  namedCodes,
  parseReferences,
  printReferences,
  referenceFaults,
  renamedReferences,
  withPlainReferences,
} from "./reference";

const decision = {
  fields: [
    { id: "changes", label: "What it changed", kind: "references", options: [] },
    { id: "context", label: "Context", kind: "text", options: [] },
  ],
} as const;
const many = (count: number) => Array.from({ length: count }, (_, at) => `P-${at}`).join(" ");
const facts = { there: new Set(["P-09", "CU-3"]), before: {}, own: null };

describe("A list of references", () => {
  it("is read whatever stands between the codes, in upper case, each code once", () => {
    expect(parseReferences(" p-09,CU-3;\n tc-1\r\nP-09 ,, uc-2\u0000")).toEqual([
      "P-09",
      "CU-3",
      "TC-1",
      "UC-2",
    ]);
    expect(parseReferences(" , ; \n")).toEqual([]);
  });

  it("is the same when it is read, printed and read again", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc
        .array(fc.constantFrom("p-09", "CU-3", ",", ";", " ", "\n", "\t", "ß", "ŉ", "İ", "\u00a0"))
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (given) => {
        const codes = parseReferences(given);
        expect(parseReferences(printReferences(codes))).toEqual(codes);
        expect(new Set(codes).size).toBe(codes.length);
        expect(codes.join("")).not.toMatch(/[\s,;]/);
      }),
    );
  });

  it("is stored in one form, and left open when it names nothing; other fields stay as they are", () => {
    const given = { changes: "p-09\ncu-3", context: "p-09\ncu-3" };
    expect(withPlainReferences(decision, given)).toEqual({ changes: "P-09, CU-3", context: "p-09\ncu-3" });
    expect(withPlainReferences(decision, { changes: " ," })).toEqual({ changes: null });
    expect(withPlainReferences(decision, { context: "x" })).toEqual({ context: "x" });
    expect(namedCodes(decision, given)).toEqual(["P-09", "CU-3"]);
  });

  it("has no more codes than a sentence, and is a text", () => {
    expect(fieldFaults(decision, { changes: many(mostReferences) })).toEqual([]);
    expect(fieldFaults(decision, { changes: many(mostReferences + 1) })).toEqual([
      { field: "changes", message: "names 51 codes; at most 50 can be named" },
    ]);
    expect(fieldFaults(decision, { changes: 7 })).toHaveLength(1);
  });
});

describe("References that are carried along", () => {
  it("name the same under its new code, and nothing that stayed behind", () => {
    const codes = new Map([
      ["P-09", "P-09"],
      ["TC-3", "TC-4"],
      ["TC-4", "TC-3"],
    ]);
    const carried = (changes: string) => renamedReferences(decision, { changes, context: "TC-3" }, codes);
    expect(carried("TC-3, E-1, P-09, TC-4")).toEqual({ changes: "TC-4, P-09, TC-3", context: "TC-3" });
    expect(carried("E-1")).toEqual({ changes: null, context: "TC-3" });
    expect(renamedReferences(decision, {}, codes)).toEqual({});
  });
});

describe("What a reference names", () => {
  it("has to be there; a refusal names the code and says what can be named", () => {
    expect(referenceFaults(decision, { changes: "P-09, CU-3", context: "X-1" }, facts)).toEqual([]);
    expect(referenceFaults(decision, { changes: "P-09, X-1" }, facts)).toEqual([
      {
        field: "changes",
        message:
          "names X-1, which this upgrade hasn't got; name steps, inventory items, test cases and use cases of this upgrade, by their codes: P-09, CU-3, TC-1, UC-2",
      },
    ]);
    const [long] = referenceFaults(decision, { changes: `${many(6)} ${"Y".repeat(90)}` }, facts);
    expect(long?.message).toContain("names P-0, P-1, P-2, P-3, P-4 and 2 more,");
  });

  it("may stay named after it has left, and is never the item itself", () => {
    const before = { changes: "GONE-1" };
    expect(referenceFaults(decision, { changes: "GONE-1, P-09" }, { ...facts, before })).toEqual([]);
    expect(referenceFaults(decision, { changes: "GONE-2" }, { ...facts, before })).toHaveLength(1);
    expect(referenceFaults(decision, { changes: "CU-3" }, { ...facts, own: "CU-3" })).toEqual([
      { field: "changes", message: "names CU-3, which is the item itself" },
    ]);
  });

  it("is refused exactly when one of its codes is new and unknown", () => {
    const code = fc.constantFrom("A-1", "A-2", "A-3", "A-4", "A-5");
    fc.assert(
      fc.property(fc.array(code), fc.array(code), fc.array(code), (named, there, before) => {
        const faults = referenceFaults(
          decision,
          { changes: named.join("\n") },
          { there: new Set(there), before: { changes: printReferences(before) }, own: null },
        );
        const unknown = named.some((one) => !there.includes(one) && !before.includes(one));
        expect(faults.length > 0).toBe(unknown);
      }),
    );
  });
});
