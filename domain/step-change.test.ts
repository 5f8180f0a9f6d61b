import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isClosed,
  isLate,
  isNeededOpen,
  isNeutral,
  type StepAction,
  type StepFacts,
  type StepState,
  stepActions,
  stepCapabilities,
  stepStates,
} from "./step";
import {
  decideStep,
  decideUndo,
  isStartable,
  snapshotOf,
  type UndoFacts,
  whyNotStartable,
} from "./step-change";

const now = new Date("2026-11-20T09:00:00.000Z");
const earlier = new Date("2026-11-20T08:00:00.000Z");

function step(facts: Partial<StepFacts> = {}): StepFacts {
  return {
    code: "D-15",
    title: "Compare counts with the baseline",
    state: "todo",
    stateReason: "",
    stateSince: earlier,
    startedAt: null,
    finishedAt: null,
    doneById: null,
    skipRequestedById: null,
    skipReason: "",
    pausedAt: null,
    pauseReason: "",
    required: true,
    gate: "exit",
    evidenceRequired: "none",
    evidenceKinds: [],
    predecessors: [],
    environment: { name: "Pre-prod", started: true, entryOpen: true },
    ...facts,
  };
}

function act(action: StepAction, facts: Partial<StepFacts> = {}, reason?: string, actorId = "ines") {
  return decideStep(action, step(facts), { actorId, now, reason });
}

function messages(verdict: ReturnType<typeof decideStep>): string[] {
  return verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.message);
}

describe("starting a step", () => {
  it("is refused while a predecessor is open, naming it and what to do", () => {
    const predecessors = [
      { code: "D-11", title: "Run the pre-validators", state: "done" as const },
      { code: "D-12", title: "Run the API-M client once", state: "todo" as const },
      { code: "D-13", title: "Dump the database", state: "doing" as const },
      { code: "D-14", title: "Repair the tenants", state: "blocked" as const },
    ];
    expect(messages(act("start", { predecessors }))).toEqual([
      "Start D-12 first: “Run the API-M client once” is to do.",
      "Finish D-13 first: “Dump the database” is in progress.",
      "Unblock D-14 first: “Repair the tenants” is blocked.",
    ]);
  });

  it("is refused behind a shut entry gate, but not for the preparation the gate itself needs", () => {
    const environment = { name: "Prod", started: false, entryOpen: false };
    expect(messages(act("start", { environment }))).toEqual([
      "The entry gate of Prod is shut, and D-15 lies behind it. Clear its blockers first.",
    ]);
    expect(act("start", { environment, gate: "entry" }).ok).toBe(true);
  });

  it("starts the environment with the first step behind its entry gate only", () => {
    const fresh = { name: "Dev", started: false, entryOpen: true };
    expect(act("start", { environment: fresh })).toMatchObject({ startsEnvironment: true });
    expect(act("finish", { environment: fresh })).toMatchObject({ startsEnvironment: true });
    expect(act("start", { environment: fresh, gate: "entry" })).toMatchObject({ startsEnvironment: false });
    expect(act("start")).toMatchObject({ startsEnvironment: false });
    expect(act("start", { environment: null })).toMatchObject({ startsEnvironment: false });
  });

  it("is possible exactly when nothing is listed against it", () => {
    const state = fc.constantFrom(...stepStates);
    const facts = fc.record({
      predecessors: fc.array(fc.record({ code: fc.constant("P"), title: fc.constant("p"), state }), {
        maxLength: 3,
      }),
      entryOpen: fc.boolean(),
      gate: fc.constantFrom("entry" as const, "exit" as const),
    });
    fc.assert(
      fc.property(facts, ({ entryOpen, ...rest }) => {
        const facts = step({ ...rest, environment: { name: "Dev", started: false, entryOpen } });
        expect(isStartable(facts)).toBe(whyNotStartable(facts).length === 0);
        expect(decideStep("start", facts, { actorId: "ines", now }).ok).toBe(isStartable(facts));
      }),
    );
  });
});

describe("finishing a step", () => {
  it("needs evidence of the required kind", () => {
    expect(
      messages(act("finish", { state: "doing", evidenceRequired: "file", evidenceKinds: ["note", "link"] })),
    ).toEqual(["D-15 needs a file as evidence before it can be finished. Add it first."]);
    expect(act("finish", { state: "doing", evidenceRequired: "any" }).ok).toBe(false);
    expect(act("finish", { state: "doing", evidenceRequired: "any", evidenceKinds: ["note"] }).ok).toBe(true);
    expect(act("finish", { state: "doing", evidenceRequired: "file", evidenceKinds: ["file"] }).ok).toBe(
      true,
    );
  });

  it("straight from to do stamps start and end, and obeys what a start obeys", () => {
    expect(act("finish")).toMatchObject({
      ok: true,
      step: { state: "done", startedAt: now, finishedAt: now, doneById: "ines" },
    });
    expect(act("finish", { environment: { name: "Dev", started: false, entryOpen: false } }).ok).toBe(false);
  });

  it("keeps the moment it was started", () => {
    expect(act("finish", { state: "doing", startedAt: earlier })).toMatchObject({
      step: { startedAt: earlier, finishedAt: now },
    });
  });
});

describe("skipping a step", () => {
  it("of the optional kind takes one person and a reason", () => {
    expect(messages(act("skip", { required: false }, "  "))).toEqual(["Say why it is skipped."]);
    expect(act("skip", { required: false }, "No tenants here")).toMatchObject({
      needsSecondPerson: false,
      step: { state: "skipped", stateReason: "No tenants here" },
    });
  });

  it("of the required kind leaves the state until a second person confirms", () => {
    const asked = act("skip", { state: "doing", startedAt: earlier }, "Done by the vendor");
    expect(asked).toMatchObject({
      needsSecondPerson: true,
      step: {
        state: "doing",
        skipRequestedById: "ines",
        skipReason: "Done by the vendor",
        stateSince: earlier,
      },
    });
    const pending = { skipRequestedById: "ines", skipReason: "Done by the vendor" };
    expect(messages(act("confirm_skip", pending))).toEqual([
      "You asked to skip D-15; somebody else has to confirm it.",
    ]);
    expect(act("confirm_skip", pending, undefined, "omar")).toMatchObject({
      step: { state: "skipped", stateReason: "Done by the vendor", skipRequestedById: null },
    });
    expect(act("decline_skip", pending, undefined, "omar")).toMatchObject({
      step: { state: "todo", skipRequestedById: null, skipReason: "" },
    });
    expect(messages(act("skip", pending, "Again", "omar"))).toEqual([
      "Skipping D-15 is asked for already; somebody else decides.",
    ]);
  });

  it("can't be confirmed when nobody asked", () => {
    expect(messages(act("confirm_skip"))).toEqual(["Nobody has asked to skip D-15."]);
  });

  it("is forgotten once the step is done after all", () => {
    expect(act("finish", { skipRequestedById: "omar", skipReason: "?" })).toMatchObject({
      step: { state: "done", skipRequestedById: null, skipReason: "" },
    });
  });
});

describe("the other changes", () => {
  it("block with a reason and come back to where the step was", () => {
    expect(messages(act("block"))).toEqual(["Say what it waits for."]);
    expect(act("block", {}, "waits for theme build")).toMatchObject({
      step: { state: "blocked", stateReason: "waits for theme build" },
    });
    expect(act("unblock", { state: "blocked", startedAt: earlier })).toMatchObject({
      step: { state: "doing" },
    });
    expect(act("unblock", { state: "blocked" })).toMatchObject({ step: { state: "todo", stateReason: "" } });
  });

  it("pause a step in progress with a reason and go on with it, each once", () => {
    const doing = { state: "doing" as const, startedAt: earlier };
    const paused = { ...doing, pausedAt: earlier, pauseReason: "The vendor sleeps" };
    expect(messages(act("pause", doing))).toEqual(["Say why nobody works on it."]);
    expect(act("pause", doing, "The vendor sleeps")).toMatchObject({
      step: { state: "doing", stateSince: earlier, pausedAt: now, pauseReason: "The vendor sleeps" },
    });
    expect(messages(act("pause", paused, "Lunch"))).toEqual(["D-15 is paused already: The vendor sleeps"]);
    expect(messages(act("pause", {}, "Lunch"))).toEqual(["D-15 is to do and can't be paused."]);
    expect(act("resume", paused)).toMatchObject({
      step: { state: "doing", pausedAt: null, pauseReason: "" },
    });
    expect(messages(act("resume", doing))).toEqual(["D-15 is not paused: it goes on."]);
    expect(act("finish", paused)).toMatchObject({ step: { state: "done", pausedAt: null, pauseReason: "" } });
  });

  it("leave no step paused that is not in progress, and take no pause away without another change", () => {
    fc.assert(
      fc.property(fc.constantFrom(...stepActions), fc.boolean(), (what, required) => {
        const verdict = act(
          what,
          {
            state: "doing",
            startedAt: earlier,
            pausedAt: earlier,
            pauseReason: "r",
            required,
            skipRequestedById: "omar",
          },
          "because",
        );
        if (!verdict.ok) return;
        const { state, pausedAt, pauseReason } = verdict.step;
        expect(pausedAt === null).toBe(pauseReason === "");
        expect(pausedAt !== null).toBe(state === "doing" && what !== "resume");
      }),
    );
  });

  it("reopen with a new clock", () => {
    expect(
      act("reopen", { state: "done", startedAt: earlier, finishedAt: earlier, doneById: "omar" }),
    ).toMatchObject({
      step: { state: "todo", startedAt: null, finishedAt: null, doneById: null },
    });
  });

  it("put back what was begun, as if it never was, and not what is blocked", () => {
    const begun = { state: "doing", startedAt: earlier, pausedAt: earlier, pauseReason: "Lunch" } as const;
    expect(act("reopen", begun)).toMatchObject({
      ok: true,
      step: { state: "todo", startedAt: null, pausedAt: null, pauseReason: "" },
    });
    expect(messages(act("reopen", { state: "blocked", stateReason: "No disk" }))).toEqual([
      "D-15 is blocked and can't be reopened. Unblock it first.",
    ]);
  });

  it("are refused in a state they don't belong to, saying what to do instead", () => {
    expect(messages(act("finish", { state: "done" }))).toEqual([
      "D-15 is done and can't be finished. Reopen it first.",
    ]);
    expect(messages(act("finish", { state: "blocked" }))).toEqual([
      "D-15 is blocked and can't be finished. Unblock it first.",
    ]);
    expect(messages(act("start", { state: "doing" }))).toEqual(["D-15 is in progress and can't be started."]);
  });

  it("follow the table of actions and states, and closed states keep their stamps in order", () => {
    const action = fc.constantFrom(...stepActions);
    const state = fc.constantFrom<StepState>(...stepStates);
    fc.assert(
      fc.property(action, state, fc.boolean(), (what, from, required) => {
        const verdict = act(
          what,
          { state: from, stateReason: "was", required, skipRequestedById: "omar", skipReason: "r" },
          "because",
        );
        if (!stepCapabilities[what].includes(from)) expect(verdict.ok).toBe(false);
        if (!verdict.ok) {
          expect(verdict.refusals.length).toBeGreaterThan(0);
          return;
        }
        const after = verdict.step;
        expect(after.state === "done").toBe(after.finishedAt !== null && after.doneById !== null);
        if (isClosed(after.state)) expect(after.skipRequestedById).toBeNull();
        if (after.state === "skipped" || after.state === "blocked") expect(after.stateReason).not.toBe("");
      }),
    );
  });

  it("leave a gate shut by required steps that are open, and neutral ones neither open nor done", () => {
    const open = stepStates.filter((state) => isNeededOpen({ required: true, state }));
    expect(open).toEqual(["todo", "doing", "blocked"]);
    expect(stepStates.some((state) => isNeededOpen({ required: false, state }))).toBe(false);
    expect(stepStates.filter(isNeutral)).toEqual(["skipped", "not_applicable"]);
  });

  it("make a step late when its date has passed while it is open", () => {
    expect(isLate({ state: "doing", dueAt: earlier }, now)).toBe(true);
    expect(isLate({ state: "done", dueAt: earlier }, now)).toBe(false);
    expect(isLate({ state: "todo", dueAt: now }, now)).toBe(false);
    expect(isLate({ state: "todo", dueAt: null }, now)).toBe(false);
  });
});

describe("undoing a change", () => {
  const before = snapshotOf(step({ startedAt: earlier, state: "doing" }));
  const last = { actorId: "ines", at: now, version: 4, before, startedEnvironment: false };
  const undo = (facts: Partial<UndoFacts>) =>
    decideUndo({ actorId: "ines", now, step: step({ state: "done" }), version: 4, last, ...facts });
  const secondsLater = (seconds: number) => new Date(now.getTime() + seconds * 1000);

  it("brings back the step as it was", () => {
    expect(undo({ now: secondsLater(15) })).toEqual({ ok: true, step: before, unstartsEnvironment: false });
    expect(undo({ last: { ...last, startedEnvironment: true } })).toMatchObject({
      unstartsEnvironment: true,
    });
  });

  it("is refused later, to others, and after another change", () => {
    expect(undo({ now: secondsLater(15.001) })).toMatchObject({ refusals: [{ code: "too_late" }] });
    expect(undo({ actorId: "omar" })).toMatchObject({ refusals: [{ code: "not_yours" }] });
    expect(undo({ version: 5 })).toMatchObject({ refusals: [{ code: "changed_since" }] });
    expect(undo({ last: null })).toMatchObject({ refusals: [{ code: "nothing_to_undo" }] });
  });

  it("does not bring back a done step whose evidence is gone", () => {
    const done = snapshotOf(step({ state: "done", finishedAt: earlier, doneById: "ines" }));
    const gone = step({ evidenceRequired: "file" });
    expect(undo({ step: gone, last: { ...last, before: done } })).toMatchObject({
      refusals: [{ code: "evidence_missing" }],
    });
  });
});
