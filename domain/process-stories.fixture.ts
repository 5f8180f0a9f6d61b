import fc from "fast-check";
import type { GateEvaluation } from "./gate";
import { itemStates } from "./inventory";
import { evaluateAll } from "./process.fixture";
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
  settleWaiver,
  sign,
  type Touched,
  withdraw,
} from "./process-commands.fixture";
import { addItem, decideItem, linkTest, moveItem } from "./process-items.fixture";
import { deciders, environmentAt, gates, orderOf, type Process, workers } from "./process-model.fixture";
import type { SignCommand } from "./sign-off";
import { stepActions } from "./step";
import { testResults } from "./test-execution";

/** A change somebody tries, and its name in a counterexample; the rules may refuse it. */
export type Command = {
  readonly run: (process: Process) => Touched;
  readonly [fc.toStringMethod]: () => string;
};

const command = (name: string, run: Command["run"]): Command => ({ run, [fc.toStringMethod]: () => name });

const approve: SignCommand = { decision: "approve", meaning: "approved", statement: "s", conditions: [] };
const accept: SignCommand = { ...approve, meaning: "accepted_with_conditions", conditions: ["c"] };
const reject: SignCommand = { decision: "reject", meaning: null, statement: "s", conditions: [] };
const ines = workers[0] as (typeof workers)[number];
const omar = deciders[0] as (typeof deciders)[number];
/** Rosa works and is a lead: the rules have to tell when she may sign. */
const signers = [workers[2] as (typeof workers)[number], ...deciders];

/** What somebody could do next: clear what keeps the lowest gate shut, or sign it; empty when every gate is open. */
export function nextHelp(process: Process): Command["run"][] {
  const evaluations = evaluateAll(process);
  const at = gates.find((gate) => evaluations[orderOf(gate)]?.state !== "open");
  if (!at) return [];
  const evaluation = evaluations[orderOf(at)] as GateEvaluation;
  if (evaluation.state === "ready") return signers.map((member) => sign(at, member, approve));
  // A step whose open predecessor is waived is refused until that one is done: so waived things are worked on too.
  const open = [...evaluation.blockers, ...evaluation.waived.map(({ blocker }) => blocker)];
  return open.flatMap(({ kind, subject }) => {
    const { environment } = at;
    const place = environmentAt(process, environment).steps.findIndex(({ id }) => id === subject.id);
    if (kind === "evidence_missing") return [changeEvidence(environment, place, true)];
    if (kind === "condition_open") return [clearCondition(subject.id)];
    if (kind === "sign_off_rejected")
      return [withdraw(process.signOffs.findIndex(({ id }) => id === subject.id))];
    const item = process.items.findIndex(({ id }) => id === subject.id);
    if (kind === "item_undecided") return [decideItem(item, "keep")];
    if (kind === "item_untested") return [linkTest(item, true)];
    if (kind === "item_open") return [moveItem(environment, item, "done", ines)];
    if (subject.type === "test_case") return [record(environment, 0, "passed", ines)];
    if (subject.type !== "step") return [];
    const step = environmentAt(process, environment).steps[place];
    if (step?.evidenceRequired === "any" && step.evidence.length === 0)
      return [changeEvidence(environment, place, true)];
    const action = step?.state === "blocked" ? "unblock" : "finish";
    return [changeStep(environment, place, action, ines)];
  });
}

/** The first of the helpful changes that the rules allow. */
export const help = command("help", (process) => {
  for (const run of nextHelp(process)) {
    const touched = run(process);
    if (touched) return touched;
  }
  return null;
});

/** Signs the highest gate that lets anybody: people don't wait for their turn. */
const rush = command("rush", (process) => {
  for (const at of [...gates].reverse()) {
    for (const member of signers) {
      const touched = sign(at, member, approve)(process);
      if (touched) return touched;
    }
  }
  return null;
});

const anyGate = fc.constantFrom(...gates);
const anyEnvironment = fc.nat(2);
const place = fc.nat(11);
const worker = fc.constantFrom(...workers);
const action = fc.oneof(
  { arbitrary: fc.constant("finish" as const), weight: 4 },
  { arbitrary: fc.constant("reopen" as const), weight: 3 },
  { arbitrary: fc.constantFrom(...stepActions), weight: 8 },
);

const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  { arbitrary: fc.constant(help), weight: 14 },
  { arbitrary: fc.constant(rush), weight: 3 },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, action, worker)
      .map(([e, p, what, who]) =>
        command(`${who.name}: ${what} ${p % 4} in ${e}`, changeStep(e, p, what, who)),
      ),
    weight: 15,
  },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, fc.constantFrom(...testResults), worker)
      .map(([e, p, result, who]) =>
        command(`${who.name}: ${result} ${p % 2} in ${e}`, record(e, p, result, who)),
      ),
    weight: 3,
  },
  fc
    .tuple(anyEnvironment, place, fc.boolean())
    .map(([e, p, add]) =>
      command(`${add ? "add" : "remove"} evidence of ${p % 4} in ${e}`, changeEvidence(e, p, add)),
    ),
  fc.tuple(anyEnvironment, place).map(([e, p]) => command(`comment and rename ${e}`, makeNoise(e, p))),
  place.map((p) => command(`edit case ${p % 2}`, editCase(p))),
  anyEnvironment.map((e) => command(`declare ${e} changed`, declareChange(e))),
  fc
    .tuple(anyGate, fc.nat(6), fc.constantFrom(approve, accept, reject))
    .map(([at, p, how]) =>
      command(
        `${personAt(p).name}: ${how.meaning ?? "reject"} ${at.environment} ${at.gate}`,
        sign(at, personAt(p), how),
      ),
    ),
  place.map((p) => command(`withdraw signature ${p}`, withdraw(p))),
  fc
    .tuple(anyGate, place)
    .map(([at, p]) => command(`ask to waive ${p} at ${at.environment} ${at.gate}`, requestWaiver(at, p))),
  fc
    .tuple(place, fc.boolean())
    .map(([p, yes]) => command(`${yes ? "approve" : "end"} waiver ${p}`, settleWaiver(p, yes, omar))),
  fc
    .constantFrom("info" as const, "attention" as const, "must_act" as const)
    .map((level) => command(`add an item: ${level}`, addItem(level))),
  {
    arbitrary: fc
      .tuple(place, fc.constantFrom("rebuild", "keep", null))
      .map(([p, verdict]) => command(`decide item ${p}: ${verdict}`, decideItem(p, verdict))),
    weight: 2,
  },
  {
    arbitrary: fc
      .tuple(anyEnvironment, place, fc.constantFrom(...itemStates), worker)
      .map(([e, p, state, who]) =>
        command(`${who.name}: item ${p} ${state} in ${e}`, moveItem(e, p, state, who)),
      ),
    weight: 3,
  },
  fc
    .tuple(place, fc.boolean())
    .map(([p, yes]) => command(`${yes ? "link" : "unlink"} the test of item ${p}`, linkTest(p, yes))),
  fc.integer({ min: 1, max: 60 }).map((hours) => command(`${hours} h pass`, passTime(hours))),
);

/** A long sequence of tries, helpful and not. */
export const story = fc.array(anyCommand, { maxLength: 120, size: "max" });
