import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GateEvaluation } from "./gate";
import {
  deciders,
  environmentAt,
  evaluateAll,
  gates,
  type ModelGate,
  newProcess,
  orderOf,
  type Process,
  signOffsAt,
  workers,
} from "./process.fixture";
import {
  changeEvidence,
  changeStep,
  clearCondition,
  declareChange,
  editCase,
  makeNoise,
  passTime,
  personAt,
  record,
  requestWaiver,
  run,
  settleWaiver,
  sign,
  type Touched,
  withdraw,
} from "./process-commands.fixture";
import { countStates, progressOf } from "./progress";
import { currentSignOffs, type SignCommand, type SignOff } from "./sign-off";
import type { Slot } from "./slot";
import { isClosed, stepActions } from "./step";
import { testResults } from "./test-execution";

type Command = { name: string; environment: number; run: (process: Process) => Touched };

const approve: SignCommand = { decision: "approve", meaning: "approved", statement: "s", conditions: [] };
const accept: SignCommand = { ...approve, meaning: "accepted_with_conditions", conditions: ["c"] };
const reject: SignCommand = { decision: "reject", meaning: null, statement: "s", conditions: [] };
const ines = workers[0] as (typeof workers)[number];
/** Rosa works and is a lead: the rules have to tell when she may sign. */
const signers = [workers[2] as (typeof workers)[number], ...deciders];
const omar = deciders[0] as (typeof deciders)[number];

/** What somebody would do next: clear the first thing that keeps the lowest gate shut, or sign it. */
function nextHelp(process: Process): Command[] {
  const evaluations = evaluateAll(process);
  const at = gates.find((gate) => evaluations[orderOf(gate)]?.state !== "open");
  if (!at) return [];
  const evaluation = evaluations[orderOf(at)] as GateEvaluation;
  const { environment } = at;
  const does = (name: string, command: Command["run"]): Command => ({ name, environment, run: command });
  if (evaluation.state === "ready") return signers.map((member) => does("sign", sign(at, member, approve)));
  // A step whose open predecessor is waived is refused until that one is done: so waived things are worked on too.
  const open = [...evaluation.blockers, ...evaluation.waived.map(({ blocker }) => blocker)];
  return open.flatMap(({ kind, subject }) => {
    const place = environmentAt(process, environment).steps.findIndex(({ id }) => id === subject.id);
    if (kind === "step_blocked") return [does("unblock", changeStep(environment, place, "unblock", ines))];
    if (kind === "evidence_missing") return [does("prove", changeEvidence(environment, place, true))];
    if (kind === "condition_open") return [does("clear", clearCondition(subject.id))];
    if (kind === "sign_off_rejected") {
      return [does("withdraw", withdraw(process.signOffs.findIndex(({ id }) => id === subject.id)))];
    }
    if (subject.type === "test_case") return [does("pass", record(environment, 0, "passed", ines))];
    if (subject.type !== "step") return [];
    const step = environmentAt(process, environment).steps[place];
    if (step?.evidenceRequired === "any" && step.evidence.length === 0) {
      return [does("prove", changeEvidence(environment, place, true))];
    }
    const unblock = does("unblock", changeStep(environment, place, "unblock", ines));
    return [
      ...(step?.state === "blocked" ? [unblock] : []),
      does("finish", changeStep(environment, place, "finish", ines)),
    ];
  });
}

const help: Command = {
  name: "help",
  environment: -1,
  run: (process) => {
    for (const command of nextHelp(process)) {
      const touched = command.run(process);
      if (touched) return touched;
    }
    return null;
  },
};

/** Signs the highest gate that lets anybody: people don't wait for their turn. */
const rush: Command = {
  name: "rush",
  environment: -1,
  run: (process) => {
    for (const at of [...gates].reverse()) {
      for (const member of signers) {
        const touched = sign(at, member, approve)(process);
        if (touched) return touched;
      }
    }
    return null;
  },
};

const anyGate = fc.constantFrom(...gates);
const anyEnvironment = fc.nat(2);
const place = fc.nat(11);
const worker = fc.constantFrom(...workers);
const of =
  (name: string) =>
  (environment: number, command: Command["run"]): Command => ({ name, environment, run: command });

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: fc.constant(help), weight: 12 },
  { arbitrary: fc.constant(rush), weight: 2 },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, worker)
      .map(([e, p, actor]) => of(`finish ${p % 4}`)(e, changeStep(e, p, "finish", actor))),
    weight: 4,
  },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, fc.constantFrom(...stepActions), worker)
      .map(([e, p, action, actor]) => of(`${action} ${p % 4}`)(e, changeStep(e, p, action, actor))),
    weight: 8,
  },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, fc.constantFrom(...testResults), worker)
      .map(([e, p, result, actor]) => of(`record ${result}`)(e, record(e, p, result, actor))),
    weight: 3,
  },
  fc
    .tuple(anyEnvironment, place, fc.boolean())
    .map(([e, p, add]) => of("evidence")(e, changeEvidence(e, p, add))),
  fc.tuple(anyEnvironment, place).map(([e, p]) => of("noise")(e, makeNoise(e, p))),
  place.map((p) => of("edit case")(-1, editCase(p))),
  anyEnvironment.map((e) => of("declare change")(e, declareChange(e))),
  fc
    .tuple(anyGate, fc.nat(), fc.constantFrom(approve, accept, reject))
    .map(([at, p, command]) => of(command.decision)(at.environment, sign(at, personAt(p), command))),
  place.map((p) => of("withdraw")(-1, withdraw(p))),
  fc.tuple(anyGate, place).map(([at, p]) => of("ask waiver")(at.environment, requestWaiver(at, p))),
  fc.tuple(place, fc.boolean()).map(([p, yes]) => of("settle waiver")(-1, settleWaiver(p, yes, omar))),
  fc.integer({ min: 1, max: 60 }).map((hours) => of("time")(-1, passTime(hours))),
);
const story = fc.array(anyCommand, { maxLength: 120, size: "max" });

/** Tells a story and lets a check look at the moment before and after each command that was allowed. */
function tell(
  commands: readonly Command[],
  check?: (before: Process, after: Process, command: Command, touched: ModelGate[]) => void,
): Process {
  const process = newProcess();
  for (const command of commands) {
    const before = structuredClone(process);
    const touched = run(process, command.run);
    if (touched !== null) check?.(before, process, command, touched);
  }
  return process;
}

/** True when the places of the slots can be given to distinct ones of these people: tried in every way. */
function canFill(slots: readonly Slot[], signers: readonly SignOff[]): boolean {
  const [place, ...rest] = slots.flatMap((slot) =>
    Array.from({ length: slot.count }, () => ({ ...slot, count: 1 })),
  );
  if (!place) return true;
  return signers.some(
    (signer) =>
      signer.roles.includes(place.role) &&
      canFill(
        rest,
        signers.filter(({ userId }) => userId !== signer.userId),
      ),
  );
}

const standing = (process: Process, at: ModelGate) =>
  currentSignOffs(signOffsAt(process, at), process.now).standing;
const runs = { numRuns: 40 };

describe("in any sequence of allowed changes", { timeout: 60_000 }, () => {
  it("the plain way through signs every gate", () => {
    const process = tell(Array.from({ length: 40 }, () => help));
    expect(evaluateAll(process).map(({ state }) => state)).toEqual(Array(6).fill("open"));
    expect(process.signOffs.map(({ at, userName }) => `${at.environment} ${at.gate} ${userName}`)).toEqual([
      "0 exit rosa",
      "1 exit rosa",
      "1 exit priya",
      "2 entry rosa",
      "2 entry priya",
      "2 entry hana",
      "2 exit rosa",
      "2 exit priya",
    ]);
  });

  it("no work starts behind a shut gate", () => {
    fc.assert(
      fc.property(story, (commands) => {
        tell(commands, (before, after) => {
          for (const [index, environment] of after.environments.entries()) {
            const behind = environment.steps.filter(({ gate }) => gate === "exit");
            const worked =
              behind.some(({ state }) => state === "doing" || state === "done") ||
              environment.latest.size > 0;
            if (worked) expect(environment.startedAt).not.toBeNull();
            if (environment.startedAt === null || before.environments[index]?.startedAt !== null) continue;
            // The first work of the environment: everything below and at its entry is proven and signed, counted by hand.
            const below = gates.filter((at) => orderOf(at) < orderOf({ environment: index, gate: "exit" }));
            for (const at of below)
              expect(
                canFill(environmentAt(before, at.environment).slots[at.gate], standing(before, at)),
              ).toBe(true);
            const entry = environmentAt(before, index).steps.filter(
              ({ gate, required }) => gate === "entry" && required,
            );
            const accepted = before.waivers.filter(
              ({ at, approvedById }) => at.environment === index && approvedById !== null,
            );
            expect(entry.every(({ state }) => isClosed(state)) || accepted.length > 0).toBe(true);
          }
        });
      }),
      runs,
    );
  });

  it("every change of a manifest fact makes its sign-off stale, and nothing else does", () => {
    fc.assert(
      fc.property(story, (commands) => {
        tell(commands, (before, after, _command, touched) => {
          const expected = new Set(touched.map(orderOf));
          for (const at of gates) {
            const stood = standing(before, at);
            const hit = expected.has(orderOf(at));
            const stale = stood.filter(
              ({ id }) => after.signOffs.find((signOff) => signOff.id === id)?.staleAt !== null,
            );
            expect(stale).toHaveLength(hit ? stood.length : 0);
            // What stands on a signature that went stale goes with it.
            if (stale.length > 0)
              for (const other of gates) if (orderOf(other) > orderOf(at)) expected.add(orderOf(other));
          }
        });
      }),
      runs,
    );
  });

  it("finishing work never adds a blocker of that work", () => {
    fc.assert(
      fc.property(story, (commands) => {
        tell(commands, (before, after) => {
          const known = new Set(
            evaluateAll(before).flatMap(({ blockers }) => blockers.map(({ key }) => key)),
          );
          const finished = after.environments.flatMap((environment, index) =>
            environment.steps.filter(
              ({ state }, at) => state === "done" && before.environments[index]?.steps[at]?.state !== "done",
            ),
          );
          const added = evaluateAll(after).flatMap(({ blockers }) =>
            blockers.filter(({ key }) => !known.has(key)),
          );
          for (const { id } of finished) expect(added.filter(({ subject }) => subject.id === id)).toEqual([]);
        });
      }),
      runs,
    );
  });

  it("progress shows 100 % exactly when no step is open", () => {
    fc.assert(
      fc.property(story, (commands) => {
        tell(commands, (_before, after) => {
          for (const { steps } of after.environments) {
            expect(progressOf(countStates(steps)).percent === 100).toBe(
              steps.every(({ state }) => isClosed(state)),
            );
          }
        });
      }),
      runs,
    );
  });

  it("a gate opens only above open ones, signed by distinct people who did none of the work", () => {
    let prodSigned = 0;
    fc.assert(
      fc.property(story, (commands) => {
        tell(commands, (_before, after) => {
          const states = evaluateAll(after).map(({ state }) => state);
          const open = states.lastIndexOf("open") + 1;
          if (open === gates.length) prodSigned += 1;
          expect(states.slice(0, open)).toEqual(Array(open).fill("open"));
          for (const at of gates.slice(0, open)) {
            const { slots, work } = environmentAt(after, at.environment);
            const signed = standing(after, at);
            expect(canFill(slots[at.gate], signed)).toBe(true);
            expect(new Set(signed.map(({ userId }) => userId)).size).toBe(signed.length);
            expect(signed.filter(({ userId }) => work.has(userId))).toEqual([]);
          }
        });
      }),
      runs,
    );
    expect(prodSigned).toBeGreaterThan(0);
  });

  it("there is a way on: clearing what the gates list ends with every gate open", () => {
    fc.assert(
      fc.property(story, (commands) => {
        const process = tell(commands);
        for (let left = 150; left > 0 && nextHelp(process).length > 0; left -= 1) run(process, help.run);
        expect(evaluateAll(process).map(({ state }) => state)).toEqual(Array(6).fill("open"));
      }),
      runs,
    );
  });
});
