import fc from "fast-check";
import { expect, it } from "vitest";
import { type LogGroup, logClasses, logLevels } from "./facts";
import { asksForDecision, triage } from "./triage";

const known = fc.record({
  rule: fc.constant("rule"),
  class: fc.constantFrom(...logClasses),
  cause: fc.constant("It is so."),
  remedy: fc.constant(null),
  source: fc.constant("example/product#1"),
  folds: fc.option(fc.record({ seconds: fc.option(fc.constant(180)), entries: fc.option(fc.constant(5)) })),
});
const time = fc.option(
  fc.integer({ min: 0, max: 59 }).map((minute) => `2026-12-06 01:${String(minute).padStart(2, "0")}:00.000`),
);
const group: fc.Arbitrary<LogGroup> = fc.record({
  signature: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  level: fc.constantFrom(...logLevels),
  logger: fc.constant("Logger"),
  message: fc.constant("said"),
  exception: fc.constant(null),
  cause: fc.constant(null),
  frame: fc.constant(null),
  known: fc.option(known),
  entries: fc.integer({ min: 1, max: 9 }),
  lines: fc.constant(1),
  first: time,
  last: time,
  files: fc.constant([]),
  example: fc.constant("said"),
});
const log = fc.uniqueArray(group, { selector: ({ signature }) => signature });

it("Triage loses no message, and puts folded ones last, new ones before those seen before", () => {
  fc.assert(
    fc.property(log, log, (current, baseline) => {
      const shown = triage(current, baseline);
      expect(shown.map(({ signature }) => signature).sort()).toEqual(
        current.map(({ signature }) => signature).sort(),
      );
      const rank = shown.map(({ folded, isNew }) => Number(folded) * 2 + Number(!isNew));
      expect(rank).toEqual(rank.toSorted((a, b) => a - b));
      expect(triage(current.toReversed(), baseline)).toEqual(shown);
    }),
  );
});

it("An error is asked about unless what is known of it folds it: unknown is never harmless", () => {
  fc.assert(
    fc.property(group, (one) => {
      const isError = one.level === "error" || one.level === "fatal";
      if (isError && !one.known?.folds) expect(asksForDecision(one)).toBe(true);
      if (isError && one.known?.folds?.seconds != null && (one.first === null || one.last === null))
        expect(asksForDecision(one)).toBe(true);
      if (isError && one.known?.folds?.entries != null && one.entries > one.known.folds.entries)
        expect(asksForDecision(one)).toBe(true);
    }),
  );
});
