import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median, playbookProposals, proposalText, type ReviewedStep } from "./review";

const step = (more: Partial<ReviewedStep> = {}): ReviewedStep => ({
  playbookStepId: "data.dump",
  code: "D-02",
  title: "Dump the database",
  planned: 20,
  measured: [],
  ...more,
});

describe("what a playbook may learn", () => {
  it("is minutes that were missed by a quarter and by five, in the middle of all attempts and environments", () => {
    const is = (...measured: number[]) =>
      playbookProposals([step({ measured })]).map((one) => one.kind === "minutes" && one.is);
    expect(is()).toEqual([]);
    expect(is(24)).toEqual([]);
    expect(is(25)).toEqual([25]);
    expect(is(15)).toEqual([15]);
    expect(is(20, 21, 90)).toEqual([]);
    expect(playbookProposals([step({ measured: [40] }), step({ measured: [44, 60] })])).toMatchObject([
      { is: 44, attempts: 3, was: 20 },
    ]);
    expect(playbookProposals([step({ planned: 2, measured: [4] })])).toEqual([]);
  });

  it("is minutes nobody planned, and steps the team added", () => {
    expect(playbookProposals([step({ planned: null, measured: [0.2] })])).toMatchObject([
      { kind: "minutes", was: null, is: 1 },
    ]);
    const added = step({ playbookStepId: null, code: "E-1", title: 'Warm the "cache"' });
    expect(playbookProposals([added, added])).toEqual([
      { kind: "step", code: "E-1", title: 'Warm the "cache"', minutes: 20 },
    ]);
  });

  it("is the same in whatever order attempts come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 9 }), (measured) => {
        expect(playbookProposals([step({ measured: measured.toReversed() })])).toEqual(
          playbookProposals([step({ measured })]),
        );
        expect(measured).toContain(median(measured));
      }),
    );
  });

  it("is written as a difference one can read", () => {
    const text = proposalText(
      playbookProposals([step({ measured: [50] }), step({ playbookStepId: null, code: "E-1" })]),
    );
    expect(text).toContain("-   minutes: 20\n+   minutes: 50");
    expect(text).toContain("+ - code: E-1");
  });
});
