import fc from "fast-check";
import { expect, test } from "vitest";
import { placement } from "./anchored";

const viewport = { width: 360, height: 640 };

test("a panel opens below its button, aligned with it", () => {
  const at = placement({ left: 40, top: 100, width: 80, height: 32 }, { width: 200, height: 180 }, viewport);
  expect(at).toMatchObject({ side: "bottom", left: 40, top: 138 });
});

test("a panel without room below opens above", () => {
  const at = placement({ left: 40, top: 580, width: 80, height: 32 }, { width: 200, height: 180 }, viewport);
  expect(at).toMatchObject({ side: "top", top: 394 });
});

test("a panel at the right edge of a phone moves left instead of leaving the screen", () => {
  const at = placement({ left: 320, top: 10, width: 32, height: 32 }, { width: 240, height: 100 }, viewport);
  expect(at.left).toBe(112);
});

test("wherever the anchor is, a panel that can fit lies inside the screen", () => {
  const box = fc.record({ left: fc.nat(320), top: fc.nat(600), width: fc.nat(40), height: fc.nat(40) });
  const size = fc.record({
    width: fc.integer({ min: 1, max: 344 }),
    height: fc.integer({ min: 1, max: 900 }),
  });
  fc.assert(
    fc.property(box, size, fc.constantFrom("start", "center", "end"), (anchor, panel, align) => {
      const at = placement(anchor, panel, viewport, { align });
      expect(at.left).toBeGreaterThanOrEqual(0);
      expect(at.left + panel.width).toBeLessThanOrEqual(viewport.width);
      expect(at.top).toBeGreaterThanOrEqual(0);
      expect(at.top + Math.min(panel.height, at.maxHeight)).toBeLessThanOrEqual(viewport.height);
    }),
  );
});
