import { describe, expect, it } from "vitest";
import { returnPath } from "./return-path";

describe("After signing in", () => {
  it("one gets to the screen one wanted", () => {
    expect(returnPath("/u/APIM-45/e/dev/checklist?step=D-15#x")).toBe(
      "/u/APIM-45/e/dev/checklist?step=D-15#x",
    );
    expect(returnPath("/invitation/abc")).toBe("/invitation/abc");
  });

  it("one never gets to another site, into the API or back to signing in", () => {
    for (const other of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "\\\\evil.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "javascript:alert(1)",
      "evil.example",
      " /u/X",
      "/..//evil.example",
      "/./\\evil.example",
      "",
      undefined,
      ["/u/X"],
      "/api/auth/signout",
      "/sign-in?callbackUrl=/sign-in",
      `/${"x".repeat(2000)}`,
    ]) {
      expect([other, returnPath(other)]).toEqual([other, "/"]);
    }
  });
});
