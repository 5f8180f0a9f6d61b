import { expect, test } from "vitest";
import type { Found } from "@/features/search/schema";
import { placesOf } from "./step-places";

const found = (kind: Found["kind"], label: string): Found => ({
  id: label,
  kind,
  label,
  hint: "Dev, to do",
  href: "/",
});

test("a step that is not here is found by its whole code, not by letters of it", () => {
  const items = [
    found("step", "D-1 Back up"),
    found("step", "D-15 Compare counts"),
    found("step", "P-02 See D-1 first"),
    found("test_case", "D-1 Something else"),
  ];
  expect(placesOf(items, "d-1").map(({ label }) => label)).toEqual(["D-1 Back up"]);
  expect(placesOf(items, "ZZ-1")).toEqual([]);
});
