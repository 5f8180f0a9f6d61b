import { describe, expect, it } from "vitest";
import { movedBy, sparesUpgrade } from "./event-reach";

const step = { type: "step", id: "s1" } as const;

describe("What an event may have moved behind gates", () => {
  it("is the step it is about, once, however often something happened to it", () => {
    const events = [
      { type: "step.started", subject: step },
      { type: "step.finished", subject: step },
    ];
    expect(movedBy(events)).toEqual({ steps: ["s1"], cases: [], items: [] });
  });

  it("is the case of an execution, and the step or case of a piece of evidence", () => {
    const events = [
      { type: "testExecution.recorded", subject: { type: "test_execution", id: "x1" } },
      { type: "evidence.added", subject: { type: "evidence", id: "v1" } },
    ] as const;
    expect(movedBy(events)).toEqual({ steps: ["v1"], cases: ["x1", "v1"], items: ["v1"] });
  });

  it("is nothing for what happens to gates, signatures and comments", () => {
    const events = [
      { type: "gate.shut", subject: { type: "gate", id: "g1" } },
      { type: "signOff.signed", subject: { type: "sign_off", id: "o1" } },
      { type: "comment.added", subject: { type: "comment", id: "c1" } },
    ] as const;
    expect(movedBy(events)).toEqual({ steps: [], cases: [], items: [] });
  });

  it("is everything for an event that nobody has judged, among any others", () => {
    for (const type of ["step.moved", "upgrade.answersChanged", "testResults.imported", "something.newer"])
      expect(
        movedBy([
          { type: "step.finished", subject: step },
          { type, subject: step },
        ]),
      ).toBe("everything");
  });

  it("is everything when the subject is not of the kind the event promises", () => {
    expect(movedBy([{ type: "step.finished", subject: { type: "upgrade", id: "u1" } }])).toBe("everything");
  });
});

describe("The upgrade's own facts", () => {
  it("are spared by work on steps and tests, and by what is said about it", () => {
    expect(
      sparesUpgrade([
        { type: "step.finished", subject: step },
        { type: "testExecution.recorded", subject: { type: "test_execution", id: "x1" } },
        { type: "comment.added", subject: { type: "comment", id: "c1" } },
      ]),
    ).toBe(true);
  });

  it("are not by anything else, known or not", () => {
    for (const type of [
      "signOff.signed",
      "waiver.ended",
      "gate.slotsSet",
      "environment.variablesSet",
      "something.newer",
    ])
      expect(
        sparesUpgrade([
          { type: "step.finished", subject: step },
          { type, subject: step },
        ]),
      ).toBe(false);
  });
});
