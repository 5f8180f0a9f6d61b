import { describe, expect, it } from "vitest";
import { upgradeKeyOf } from "./upgrade-key";

describe("The key of an upgrade", () => {
  it("is kept in capitals, without space around it", () => {
    expect(upgradeKeyOf(" apim-45 ")).toBe("APIM-45");
    expect(upgradeKeyOf("A")).toBe("A");
  });

  it("is none when empty, too long, or of other characters", () => {
    for (const typed of ["", " ", "4A", "-A", "A-", "A--B", "A B", "Ä", "A_B", "A".repeat(21)])
      expect(upgradeKeyOf(typed), typed).toBe(null);
    expect(upgradeKeyOf("A".repeat(20))).toBe("A".repeat(20));
  });
});
