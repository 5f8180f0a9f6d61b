import { describe, expect, it } from "vitest";
import { type TimedChange, timeSteps } from "./timing";

const clock = (time: string) => Date.parse(`2026-03-01T${time}:00Z`);

/** "22:00 start a Ines": one line of a history. */
function told(...lines: string[]): TimedChange[] {
  const types: Record<string, string> = {
    start: "step.started",
    finish: "step.finished",
    block: "step.blocked",
    unblock: "step.unblocked",
    pause: "step.paused",
    resume: "step.resumed",
    reopen: "step.reopened",
    skip: "step.skipped",
    undo: "step.undone",
    ask: "step.skipRequested",
    drop: "step.markedNotApplicable",
  };
  return lines.map((line, seq) => {
    const [time = "", what = "", stepId = "", by = null] = line.split(" ");
    return { stepId, seq, at: clock(time), type: types[what] ?? "", by };
  });
}
const none = new Map<string, string[]>();
const time = (lines: string[], more: { after?: Map<string, string[]>; pauses?: [string, string][] } = {}) =>
  timeSteps(
    told(...lines),
    more.after ?? none,
    (more.pauses ?? []).map(([from, to]) => ({ from: clock(from), to: clock(to) })),
    clock("23:00"),
  );

describe("The timing of steps", () => {
  it("counts from start to finish, and says who did it", () => {
    const { attempts, running } = time(["20:00 start a Ines", "20:25 finish a Omar", "21:00 start b Ines"]);
    expect(attempts).toEqual([
      {
        stepId: "a",
        number: 1,
        start: clock("20:00"),
        finish: clock("20:25"),
        waited: null,
        blocked: 0,
        paused: 0,
        interrupted: 0,
        handsOn: 25,
        startedBy: "Ines",
        finishedBy: "Omar",
      },
    ]);
    expect(running).toEqual([{ stepId: "b", start: clock("21:00"), handsOn: 120 }]);
  });

  it("has nothing to say of a step that was only ticked, skipped, or doesn't apply", () => {
    expect(time(["20:00 finish a", "20:01 skip b", "20:02 start c", "20:09 drop c"]).attempts).toEqual([]);
  });

  it("counts waiting from when the last step before it was closed, whichever way", () => {
    const after = new Map([["c", ["a", "b", "x"]]]);
    const lines = ["20:00 finish a", "20:10 skip b", "20:30 start c", "20:40 finish c", "20:50 reopen b"];
    expect(time(lines, { after }).attempts[0]).toMatchObject({ waited: 20, handsOn: 10 });
    const again = [...lines, "20:55 finish b", "21:00 reopen c", "21:05 start c", "21:10 finish c"];
    expect(time(again, { after }).attempts.map(({ number, waited }) => [number, waited])).toEqual([
      [1, 20],
      [2, 10],
    ]);
  });

  it("takes blocked and interrupted time off the work, each minute once", () => {
    const lines = ["20:00 start a", "20:10 block a", "20:30 unblock a", "21:00 finish a"];
    const { attempts } = time(lines, {
      pauses: [
        ["20:20", "20:40"],
        ["20:35", "20:45"],
        ["22:00", "22:30"],
      ],
    });
    expect(attempts[0]).toMatchObject({ blocked: 20, interrupted: 15, handsOn: 25 });
    expect(time(["22:00 start a", "22:30 block a"]).running).toEqual([
      { stepId: "a", start: clock("22:00"), handsOn: 30 },
    ]);
  });

  it("takes pauses off the work, also the one in which it was finished, blocked or runs", () => {
    const twice = ["20:00 start a", "20:10 pause a", "20:30 resume a", "20:40 pause a", "21:00 finish a"];
    expect(time(twice).attempts[0]).toMatchObject({ paused: 40, blocked: 0, interrupted: 0, handsOn: 20 });
    expect(time(twice, { pauses: [["20:20", "20:35"]] }).attempts[0]).toMatchObject({
      paused: 40,
      interrupted: 5,
      handsOn: 15,
    });
    const blocked = ["20:00 start a", "20:10 pause a", "20:20 block a", "20:30 unblock a", "21:00 finish a"];
    expect(time(blocked).attempts[0]).toMatchObject({ paused: 10, blocked: 10, handsOn: 40 });
    expect(time(["22:00 start a", "22:30 pause a"]).running).toEqual([
      { stepId: "a", start: clock("22:00"), handsOn: 30 },
    ]);
    const undone = ["20:00 start a", "20:10 pause a", "20:10 undo a", "20:30 finish a"];
    expect(time(undone).attempts[0]).toMatchObject({ paused: 0, handsOn: 30 });
    const back = ["20:00 start a", "20:10 pause a", "20:20 finish a", "20:20 undo a", "20:30 finish a"];
    expect(time(back).attempts.map(({ paused, handsOn }) => [paused, handsOn])).toEqual([[20, 10]]);
  });

  it("ignores what was taken back, and counts on from where it was", () => {
    const finish = ["20:00 start a", "20:05 finish a", "20:05 undo a", "20:30 finish a"];
    expect(time(finish).attempts.map(({ handsOn }) => handsOn)).toEqual([30]);
    expect(time(["20:00 start a", "20:01 undo a", "20:30 finish a"]).attempts).toEqual([]);
    const reopened = ["20:00 start a", "20:30 finish a", "20:31 reopen a", "20:31 undo a"];
    expect(time(reopened)).toMatchObject({ attempts: [{ handsOn: 30 }], running: [] });
    const asked = ["20:00 start a", "20:20 ask a", "20:20 undo a", "20:30 finish a"];
    expect(time(asked).attempts.map(({ handsOn }) => handsOn)).toEqual([30]);
  });

  it("does not mind a block before the start", () => {
    const lines = ["20:00 block a", "20:10 unblock a", "20:20 start a", "20:50 finish a"];
    expect(time(lines).attempts[0]).toMatchObject({ blocked: 0, handsOn: 30 });
  });
});
