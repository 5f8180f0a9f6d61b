import { describe, expect, it } from "vitest";
import { silences } from "./chart";

describe("Silences of a chart", () => {
  it("are drawn where nothing came for longer than was agreed", () => {
    expect(silences([0, 1, 2, 6, 7], 60_000, 60)).toEqual([]);
    expect(silences([0, 1, 2, 7, 8], 60_000, 60)).toEqual([{ first: 3, last: 6 }]);
    expect(silences([0, 2], 3_600_000, 60)).toEqual([{ first: 1, last: 1 }]);
    expect(silences([], 60_000, 60)).toEqual([]);
  });

  it("are none where parts are shorter than the time between two samples", () => {
    expect(silences([0, 4, 8, 12], 15_000, 60)).toEqual([]);
  });
});
