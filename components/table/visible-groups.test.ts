import fc from "fast-check";
import { expect, test } from "vitest";
import { tabStop, topOfRow, visibleGroups } from "./visible-groups";

const heights = { header: 36, row: 44 };
const groups = [{ rows: 10 }, { rows: 0 }, { rows: 100 }];

test("the first screenful starts with the first header and leaves out what is below", () => {
  const slice = visibleGroups(groups, { start: 0, end: 300 }, heights);
  expect(slice.groups).toEqual([{ index: 0, first: 0, last: 6 }]);
  expect(slice.before).toBe(0);
  expect(slice.after).toBe(36 + 36 + 100 * 44);
});

test("in the middle of a long group its header is still drawn, for it sticks to the top", () => {
  const slice = visibleGroups(groups, { start: 2000, end: 2400 }, heights);
  expect(slice.groups.map((group) => group.index)).toEqual([2]);
  expect(slice.before).toBe(36 + 10 * 44 + 36);
});

test("whatever is drawn and left out adds up to the whole list, and every row in view is drawn", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ rows: fc.nat(60) }), { minLength: 1, maxLength: 12 }),
      fc.nat(20_000),
      fc.integer({ min: 100, max: 1500 }),
      (sizes, start, height) => {
        const range = { start, end: start + height };
        const slice = visibleGroups(sizes, range, heights);
        const total = sizes.reduce((sum, group) => sum + heights.header + group.rows * heights.row, 0);
        const shown = slice.groups.reduce(
          (sum, group) => sum + heights.header + (sizes[group.index]?.rows ?? 0) * heights.row,
          0,
        );
        expect(slice.before + shown + slice.after).toBe(total);
        let row = 0;
        sizes.forEach((group, index) => {
          const drawn = slice.groups.find((one) => one.index === index);
          for (let inGroup = 0; inGroup < group.rows; inGroup += 1, row += 1) {
            const top = topOfRow(sizes, row, heights) ?? Number.NaN;
            const inView = top < range.end && top + heights.row > range.start;
            if (inView) expect(drawn && inGroup >= drawn.first && inGroup < drawn.last).toBe(true);
          }
        });
      },
    ),
  );
});

test("a row that does not exist has no place", () => {
  expect(topOfRow(groups, 110, heights)).toBeNull();
  expect(topOfRow(groups, 10, heights)).toBe(36 + 440 + 36 + 36);
});

test("Tab goes to the cursor while it is drawn, else to the first row that is", () => {
  const sizes = [{ rows: 10 }, { rows: 100 }];
  const drawn = [
    { index: 0, first: 10, last: 10 },
    { index: 1, first: 4, last: 20 },
  ];
  expect(tabStop(sizes, drawn, 15)).toBe(15);
  expect(tabStop(sizes, drawn, 3)).toBe(14);
  expect(tabStop(sizes, drawn, 30)).toBe(14);
  expect(tabStop(sizes, [], 3)).toBeNull();
});
