import fc from "fast-check";
import { expect, test } from "vitest";
import { findingLevels } from "./finding";
import { certificates } from "./inventory.fixture";
import { type EndingItem, endingOf } from "./item-ending";

const kind = {
  fields: certificates.fields.map((field) => (field.id === "until" ? { ...field, ends: true } : field)),
};
const item = (until: string | null, more: Partial<EndingItem> = {}): EndingItem => ({
  title: "gateway key",
  level: "info",
  fields: { until },
  findings: [],
  ...more,
});
const now = new Date("2026-11-28T12:00:00Z");

test("an end is told 90, 30 and 7 days before it, and when its day is over", () => {
  expect(endingOf(kind, item("2027-03-01"), now)).toBeNull();
  expect(endingOf(kind, item("2027-02-20"), now)).toMatchObject({
    level: "attention",
    message: "Until: 2027-02-20, in less than 90 days.",
  });
  expect(endingOf(kind, item("2026-12-20"), now)?.message).toBe("Until: 2026-12-20, in less than 30 days.");
  expect(endingOf(kind, item("2026-11-28"), now)?.message).toBe("Until: 2026-11-28, in less than 7 days.");
  expect(endingOf(kind, item("2026-11-27"), now)).toMatchObject({
    level: "must_act",
    message: "Until: 2026-11-27. That day is over.",
  });
});

test("the same is not told again, a nearer end is, and so is another day", () => {
  const told = endingOf(kind, item("2026-12-20"), now);
  const known = item("2026-12-20", { level: "attention", findings: told?.findings ?? [] });
  expect(endingOf(kind, known, now)).toBeNull();
  const later = endingOf(kind, known, new Date("2026-12-15T00:00:00Z"));
  expect(later?.findings).toHaveLength(1);
  expect(later?.message).toContain("7 days");
  expect(endingOf(kind, { ...known, fields: { until: "2026-12-21" } }, now)?.message).toContain("2026-12-21");
});

test("nothing is said without a day, or where the kind has none", () => {
  expect(endingOf(kind, item(null), now)).toBeNull();
  expect(endingOf(kind, item("soon"), now)).toBeNull();
  expect(endingOf(certificates, item("2026-11-01"), now)).toBeNull();
});

test("the level never falls, other findings stay, and after telling there is nothing to tell", () => {
  const days = fc.integer({ min: -400, max: 400 });
  fc.assert(
    fc.property(days, fc.constantFrom(...findingLevels), (ahead, level) => {
      const until = new Date(now.getTime() + ahead * 86_400_000).toISOString().slice(0, 10);
      const own = { rule: "own", level, key: "k", from: null, to: null, message: "m", source: null };
      const before = item(until, { level, findings: [own] });
      const ending = endingOf(kind, before, now);
      if (!ending) return;
      expect(findingLevels.indexOf(ending.level)).toBeGreaterThanOrEqual(findingLevels.indexOf(level));
      expect(ending.findings).toContainEqual(own);
      expect(endingOf(kind, { ...before, ...ending }, now)).toBeNull();
    }),
  );
});
