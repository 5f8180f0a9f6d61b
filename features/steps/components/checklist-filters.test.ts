import { describe, expect, it } from "vitest";
import type { StepRow } from "../schema/reading";
import { countsOf, nextStartable, offered, phasesOf, shownSteps } from "./checklist-filters";

const step = (code: string, more: Partial<StepRow> = {}): StepRow => ({
  id: code,
  code,
  title: `Step ${code}`,
  phase: code.slice(0, 1),
  phaseTitle: code.slice(0, 1),
  part: "migrate",
  gate: "exit",
  neededBy: null,
  required: true,
  custom: false,
  state: "todo",
  stateReason: "",
  stateSince: "",
  skipRequest: null,
  paused: null,
  assignee: null,
  dueAt: null,
  startedAt: null,
  finishedAt: null,
  doneBy: null,
  plannedMinutes: null,
  evidence: 0,
  evidenceRequired: "none",
  evidenceMissing: false,
  comments: 0,
  attestation: null,
  startable: false,
  whyNot: "",
  late: false,
  predecessors: [],
  version: 1,
  ...more,
});
const me = "ines";
const steps = [
  step("A-1", { state: "done" }),
  step("A-2", { assignee: { id: me, name: "Ines" }, startable: true }),
  step("A-3", { state: "not_applicable" }),
  step("B-1", { state: "blocked", late: true }),
  step("B-2", { startable: true }),
];

describe("The checklist", () => {
  it("counts what each filter shows", () => {
    const usual = { all: 5, mine: 1, startable: 2, blocked: 1, late: 1 };
    const others = { second_person: 0, doing: 0, skipped: 0, not_applicable: 1 };
    expect(countsOf(steps, me)).toEqual({ ...usual, ...others });
  });

  it("counts a skip that waits for a second person as waiting, never as blocked, and offers it where there is one", () => {
    const skipRequest = { by: { id: me, name: "Ines" }, reason: "No disk here" };
    const asked = [...steps, step("C-1", { skipRequest }), step("C-2", { state: "blocked", skipRequest })];
    const counts = countsOf(asked, me);
    expect(counts).toMatchObject({ blocked: 1, second_person: 2 });
    expect(shownSteps(asked, "second_person", "", me).map(({ code }) => code)).toEqual(["C-1", "C-2"]);
    expect(offered("all", counts)).toContain("second_person");
    expect(offered("all", countsOf(steps, me))).not.toContain("second_person");
    expect(offered("skipped", counts).slice(-2)).toEqual(["second_person", "skipped"]);
  });

  it("finds steps by every word of code, title and person", () => {
    expect(shownSteps(steps, "all", "step ines", me).map(({ code }) => code)).toEqual(["A-2"]);
    expect(shownSteps(steps, "startable", "b-", me).map(({ code }) => code)).toEqual(["B-2"]);
    expect(shownSteps(steps, "all", "nothing", me)).toEqual([]);
  });

  it("counts the whole phase, leaving out what does not apply, whatever is filtered", () => {
    expect(phasesOf(shownSteps(steps, "mine", "", me), steps)).toEqual([
      expect.objectContaining({ key: "A", closed: 1, counted: 2 }),
    ]);
  });

  it("goes on below the finished step first, then above", () => {
    expect(nextStartable(steps, "A-2")?.code).toBe("B-2");
    expect(nextStartable(steps, "B-2")?.code).toBe("A-2");
    expect(nextStartable([steps[0] as StepRow], "A-1")).toBeNull();
  });
});
