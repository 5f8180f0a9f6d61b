import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countState, countTitle, decideAcceptance, decideCount, differenceOf } from "./count";

const side = fc.option(fc.nat({ max: 5 }), { nil: null });
const count = fc.record({
  name: fc.constant("apis"),
  before: side,
  after: side,
  accepted: fc.option(fc.constant("Retired"), { nil: null }),
});

describe("Counts before and after", () => {
  it("are equal, different, accepted, or not complete", () => {
    const of = (before: number | null, after: number | null, accepted: string | null = null) =>
      countState({ before, after, accepted });
    expect(of(3, 3)).toBe("equal");
    expect(of(3, 2)).toBe("different");
    expect(of(3, 2, "One was retired")).toBe("accepted");
    expect(of(3, null)).toBe("incomplete");
    expect(of(null, null)).toBe("incomplete");
    expect(differenceOf({ before: 214, after: 212 })).toBe(-2);
    expect(differenceOf({ before: null, after: 212 })).toBeNull();
  });

  it("lose what was accepted as soon as a number is another one", () => {
    fc.assert(
      fc.property(count, side, side, (was, before, after) => {
        const verdict = decideCount(was, { before, after });
        if (was.before === before && was.after === after) expect(verdict.ok).toBe(false);
        else expect(verdict).toMatchObject({ ok: true, is: { before, after, accepted: null } });
      }),
    );
  });

  it("keep the side that was not counted again", () => {
    const was = { name: "apis", before: 214, after: 212, accepted: "Two were retired" };
    expect(decideCount(was, { after: 213 })).toMatchObject({ is: { before: 214, after: 213 } });
    expect(decideCount(was, { after: null })).toMatchObject({ is: { before: 214, after: null } });
    expect(decideCount(was, { after: -1 })).toMatchObject({ ok: false });
    expect(decideCount(was, { before: 1.5 })).toMatchObject({ ok: false });
  });

  it("are accepted only where they differ, and with a reason", () => {
    fc.assert(
      fc.property(count, fc.constantFrom("", "  ", "Two were retired"), (was, reason) => {
        const differs = was.before !== null && was.after !== null && was.before !== was.after;
        const verdict = decideAcceptance(was, reason);
        expect(verdict.ok).toBe(differs && reason.trim() !== "");
        if (verdict.ok) expect(countState(verdict.is)).toBe("accepted");
      }),
    );
  });

  it("have names people read", () => {
    expect(countTitle("deployed_revisions")).toBe("Deployed revisions");
    expect(countTitle("scopes_in_use")).toBe("Scopes in use");
  });
});
