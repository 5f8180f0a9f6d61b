import { describe, expect, it } from "vitest";
import { asFilters, readAddress } from "./history-filters";

describe("The address of a history screen", () => {
  it("keeps what it knows and drops what makes no sense", () => {
    expect(
      readAddress({
        group: "steps",
        person: "me",
        q: "  dump ",
        from: "yesterday",
        to: "2026-11-23",
        cursor: "x",
        page: "2",
        environment: ["a", "b"],
      }),
    ).toEqual({
      group: "steps",
      q: "dump",
      to: "2026-11-23",
    });
  });

  it("means whole days of the reader's zone, the last one included", () => {
    expect(asFilters({ from: "2026-10-25", to: "2026-10-25" }, "Europe/Berlin")).toEqual({
      from: "2026-10-24T22:00:00.000Z",
      to: "2026-10-25T23:00:00.000Z",
    });
    expect(asFilters({ from: "2026-02-31" }, "UTC")).toEqual(asFilters({ from: "2026-03-03" }, "UTC"));
    expect(asFilters({ from: "2026-99-99" }, "UTC")).toEqual({});
  });
});
