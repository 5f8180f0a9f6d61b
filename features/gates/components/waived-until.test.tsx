import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { WaivedUntil } from "./waived-until";

const said = (...days: number[]) =>
  renderToStaticMarkup(
    <WaivedUntil
      ends={days.map((day) => new Date(Date.UTC(2026, 10, day, 9)).toISOString())}
      zone="UTC"
      now="2026-11-01T09:00:00.000Z"
    />,
  ).replace(/<[^>]*>/g, "");

test("waivers say when they end: one or two ends by name, of more the first", () => {
  expect(said()).toBe("");
  expect(said(20)).toMatch(/^ until .*20 Nov/);
  expect(said(20, 20)).toBe(said(20));
  expect(said(22, 20)).toMatch(/^ until .*20 Nov.* and .*22 Nov/);
  expect(said(24, 22, 20)).toMatch(/^, the first until .*20 Nov/);
  expect(said(24, 22, 20)).not.toContain("22 Nov");
});
