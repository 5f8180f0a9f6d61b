import { describe, expect, it } from "vitest";
import { blocker } from "@/domain/blocker";
import { clearingText } from "./blocker-view";

const nameOf = (id: string) => ({ id, name: id.toUpperCase() });
const open = (at: number, people: string[]) =>
  blocker("step_open", {
    title: "Step",
    detail: "",
    since: null,
    subject: { type: "step", id: `s${at}`, code: null, environmentId: null },
    clearedBy: { people, roles: ["lead", "engineer"] },
  });

describe("Who can clear the blockers of a gate", () => {
  it("is said with people first, those with most ahead, then roles", () => {
    const blockers = [
      open(1, ["ines"]),
      open(2, ["lee"]),
      open(3, ["lee"]),
      open(4, []),
      open(5, []),
      open(6, []),
    ];
    expect(clearingText(blockers, nameOf)).toBe("LEE 2, INES 1, leads and engineers 3");
    expect(clearingText([], nameOf)).toBe("");
  });

  it("stays one sentence with fifty people, and roles are not lost behind them", () => {
    const blockers = Array.from({ length: 50 }, (_, at) => open(at, [`p${at}`]));
    const text = clearingText([...blockers, open(50, [])], nameOf);
    expect(text).toBe("P0 1, P1 1, P2 1, P3 1, P4 1, P5 1, 44 more people, leads and engineers 1");
  });
});
