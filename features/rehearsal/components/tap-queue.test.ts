import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextOf, type Tap, withTaps } from "./tap-queue";

const tap = (id: string, step: string, more: Partial<Tap> = {}): Tap => ({
  id,
  step,
  label: step,
  verb: "start",
  version: 1,
  at: "2026-11-28T22:00:00Z",
  refused: null,
  ...more,
});

describe("taps on a phone without a network", () => {
  it("are sent in the order they were made", () => {
    expect(nextOf([tap("1", "a"), tap("2", "b")])?.id).toBe("1");
    expect(nextOf([])).toBeNull();
  });

  it("of a step wait behind one of it that was refused, and hold up no other step", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ step: fc.constantFrom("a", "b", "c"), refused: fc.constantFrom(null, "No") })),
        (list) => {
          const taps = list.map(({ step, refused }, index) => tap(String(index), step, { refused }));
          const next = nextOf(taps);
          const free = taps.find(
            (one, index) =>
              !one.refused &&
              !taps.slice(0, index).some((before) => before.step === one.step && before.refused),
          );
          expect(next).toBe(free ?? null);
        },
      ),
    );
  });

  it("show the step as it will be, with the version the next tap sees", () => {
    const step = { id: "a", version: 4, state: "todo", paused: null };
    expect(withTaps(step, [tap("1", "b")])).toMatchObject({ state: "todo", version: 4, waiting: false });
    const taps = [tap("1", "a", { version: 4 }), tap("2", "a", { verb: "finish", version: 5 })];
    expect(withTaps(step, taps)).toMatchObject({ state: "done", version: 6, waiting: true });
    const pause = tap("3", "a", { verb: "pause", version: 6, reason: "The vendor sleeps" });
    expect(withTaps(step, [pause])).toMatchObject({
      state: "doing",
      version: 7,
      paused: { since: pause.at, reason: "The vendor sleeps" },
    });
    const resume = tap("4", "a", { verb: "resume", version: 7 });
    expect(withTaps(step, [pause, resume])).toMatchObject({ state: "doing", version: 8, paused: null });
    expect(withTaps(step, [tap("1", "a", { version: 4, refused: "No" })])).toMatchObject({
      state: "todo",
      waiting: false,
    });
  });
});
