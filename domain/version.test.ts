import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareVersions, isBefore, newestVersion, parseVersion } from "./version";

const version = fc
  .array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 4 })
  .map((numbers) => numbers.join("."));

describe("release numbers", () => {
  it("are compared number by number, so 1.10.0 is newer than 1.9.1", () => {
    expect(isBefore("1.9.1", "1.10.0")).toBe(true);
    expect(isBefore("4.5.0", "4.5.0")).toBe(false);
    expect(compareVersions("12", "12.0")).toBe(0);
  });

  it("of another shape are not read", () => {
    for (const text of ["", "v3.2.0", "4.5.0-beta", "3..2", "3.2.", "1.2.3.4.5", "03.1"]) {
      expect(parseVersion(text)).toBeNull();
    }
    expect(parseVersion("18")).toEqual([18]);
  });

  it("that can't be read count as older than every release", () => {
    expect(isBefore("unknown", "1.0.0")).toBe(true);
    expect(newestVersion(["unknown", "1.0.0", "0.9"])).toBe("1.0.0");
    expect(newestVersion([])).toBeNull();
  });

  it("are in one total order", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(compareVersions(a, b))).toBe(-Math.sign(compareVersions(b, a)) || 0);
        if (compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0) {
          expect(compareVersions(a, c)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});
