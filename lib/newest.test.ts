import { expect, it } from "vitest";
import { putNewest } from "./newest";

it("Of what is put, the newest are kept, and what is put again is new again", () => {
  const all = new Map<string, number>();
  for (const [at, key] of ["a", "b", "a", "c"].entries()) putNewest(all, key, at, 2);
  expect([...all]).toEqual([
    ["a", 2],
    ["c", 3],
  ]);
});
