import { describe, expect, it } from "vitest";
import { teamAs } from "./member";

describe("the team of a member", () => {
  it("is one with what others typed in another case or with other blanks", () => {
    expect(teamAs("  data  base ", ["Network", "Data base"])).toBe("Data base");
    expect(teamAs("Data bases", ["Data base"])).toBe("Data bases");
    expect(teamAs("  ", ["Data base"])).toBe("");
  });
});
