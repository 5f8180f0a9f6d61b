import { isWaivable } from "./blocker";
import type { GateEvaluation } from "./gate";
import { entryOpen, evaluateAll, manifestOf, markStale, stepFacts } from "./process.fixture";
import {
  environmentAt,
  gates,
  type ModelGate,
  type ModelStep,
  orderOf,
  type Process,
  people,
  signOffsAt,
} from "./process-model.fixture";
import type { Member } from "./role";
import { decideSign, decideWithdraw, isStale, type SignCommand } from "./sign-off";
import type { StepAction } from "./step";
import { decideStep } from "./step-change";
import { decideRecord, type TestResult } from "./test-execution";
import { decideWaiverApproval, decideWaiverEnd, decideWaiverRequest } from "./waiver";

/** The gates whose manifest a command says it changes; null when the rules refused it and nothing happened. */
export type Touched = ModelGate[] | null;

const above = (at: ModelGate) => gates.filter((gate) => orderOf(gate) > orderOf(at));
const exits = gates.filter(({ gate }) => gate === "exit");
const covering = (environment: number, step: ModelStep) =>
  gates.filter((at) => at.environment === environment && (at.gate === "exit" || step.gate === "entry"));
let ids = 0;
const nextId = () => `id${++ids}`;

/** Runs a command a second later, and does afterwards what every change does. */
export function run(process: Process, command: (process: Process) => Touched): Touched {
  process.now = new Date(process.now.getTime() + 1000);
  const touched = command(process);
  markStale(process);
  return touched;
}

/** What moves no state: nothing of it is signed for. */
const offManifest: ReadonlySet<StepAction> = new Set(["assign", "decline_skip", "pause", "resume"]);

export function changeStep(index: number, place: number, action: StepAction, actor: Member) {
  return (process: Process): Touched => {
    const environment = environmentAt(process, index);
    const step = environment.steps[place % environment.steps.length] as ModelStep;
    const verdict = decideStep(action, stepFacts(process, index, step), {
      actorId: actor.id,
      now: process.now,
      reason: "r",
    });
    if (!verdict.ok) return null;
    Object.assign(step, verdict.step);
    if (action === "assign") step.assigneeId = actor.id;
    if (verdict.startsEnvironment) environment.startedAt = process.now;
    if (action === "finish" && step.required) addWork(process, index, actor, { steps: 1, executions: 0 });
    const isManifestFact = !offManifest.has(action) && !verdict.needsSecondPerson;
    return isManifestFact ? covering(index, step) : [];
  };
}

export function changeEvidence(index: number, place: number, add: boolean) {
  return (process: Process): Touched => {
    const { steps } = environmentAt(process, index);
    const step = steps[place % steps.length] as ModelStep;
    if (!add && step.evidence.length === 0) return null;
    if (add) step.evidence.push({ kind: "note", name: "n", sha256: nextId() });
    else step.evidence.pop();
    step.evidenceKinds = step.evidence.map(({ kind }) => kind);
    return covering(index, step);
  };
}

/** What is no manifest fact: comments, names of environments. */
export function makeNoise(index: number, place: number) {
  return (process: Process): Touched => {
    const environment = environmentAt(process, index);
    for (const step of environment.steps.slice(place % 4)) step.comments += 1;
    environment.name = `${environment.id} ${place}`;
    return [];
  };
}

export function record(index: number, place: number, result: TestResult, actor: Member) {
  return (process: Process): Touched => {
    const environment = environmentAt(process, index);
    const testCase = process.cases[place % process.cases.length] as Process["cases"][number];
    const { name, startedAt } = environment;
    const verdict = decideRecord(
      {
        ...testCase,
        archived: false,
        threshold: null,
        environment: { name, started: startedAt !== null, entryOpen: entryOpen(process, index) },
      },
      { result, revision: testCase.revision, measured: null, executedAt: process.now, now: process.now },
    );
    if (!verdict.ok) return null;
    const { revision } = testCase;
    environment.latest.set(testCase.id, {
      result,
      revision,
      executedAt: process.now,
      executedById: actor.id,
    });
    if (verdict.startsEnvironment) environment.startedAt = process.now;
    if (!testCase.required) return [];
    addWork(process, index, actor, { steps: 0, executions: 1 });
    return [{ environment: index, gate: "exit" }];
  };
}

export function editCase(place: number) {
  return (process: Process): Touched => {
    const testCase = process.cases[place % process.cases.length] as Process["cases"][number];
    testCase.revision += 1;
    return testCase.required ? exits : [];
  };
}

export function declareChange(index: number) {
  return (process: Process): Touched => {
    const environment = environmentAt(process, index);
    const { changedAt } = environment;
    const counts = process.cases.some(({ id, required, revision }) => {
      const latest = environment.latest.get(id);
      if (!required || !latest || latest.result === "not_run" || latest.revision !== revision) return false;
      return changedAt === null || changedAt.getTime() <= latest.executedAt.getTime();
    });
    environment.changedAt = process.now;
    return counts ? [{ environment: index, gate: "exit" }] : [];
  };
}

export function sign(at: ModelGate, actor: Member, command: SignCommand) {
  return (process: Process): Touched => {
    const environment = environmentAt(process, at.environment);
    const evaluation = evaluateAll(process)[orderOf(at)] as GateEvaluation;
    const verdict = decideSign(
      {
        gate: `${environment.name} ${at.gate}`,
        actor,
        work: environment.work.get(actor.id) ?? { steps: 0, executions: 0 },
        doersMaySign: false,
        slots: environment.slots[at.gate],
        signOffs: signOffsAt(process, at),
        blockers: evaluation.blockers,
        now: process.now,
      },
      command,
    );
    if (!verdict.ok) return null;
    const manifest = manifestOf(process, at, evaluation);
    const ends = evaluation.waived.map(({ waiver }) => waiver.expiresAt.getTime());
    process.signOffs.push({
      id: nextId(),
      at,
      manifest,
      userId: actor.id,
      userName: actor.name,
      roles: actor.roles,
      decision: command.decision,
      meaning: command.meaning,
      statement: command.statement,
      signedAt: process.now,
      validUntil: ends.length > 0 ? new Date(Math.min(...ends)) : null,
      withdrawnAt: null,
      staleAt: null,
    });
    for (const text of command.conditions) {
      process.conditions.push({ id: nextId(), at, by: actor.id, text, since: process.now, clearedBy: null });
    }
    return command.decision === "approve" ? above(at) : [];
  };
}

export function withdraw(place: number) {
  return (process: Process): Touched => {
    const signOff = process.signOffs[place % Math.max(1, process.signOffs.length)];
    if (!signOff) return null;
    const { environment, gate } = signOff.at;
    const next = process.environments[gate === "entry" ? environment : environment + 1];
    const verdict = decideWithdraw({
      actorId: signOff.userId,
      signOff,
      reason: "r",
      next: next ? { name: next.name, started: next.startedAt !== null } : null,
    });
    if (!verdict.ok) return null;
    const stood = signOff.decision === "approve" && !isStale(signOff, process.now);
    signOff.withdrawnAt = process.now;
    return stood ? above(signOff.at) : [];
  };
}

export function clearCondition(id: string) {
  return (process: Process): Touched => {
    const condition = process.conditions.find((one) => one.id === id && one.clearedBy === null);
    if (!condition) return null;
    condition.clearedBy = "omar";
    return above(condition.at);
  };
}

export function requestWaiver(at: ModelGate, place: number) {
  return (process: Process): Touched => {
    const { blockers } = evaluateAll(process)[orderOf(at)] as GateEvaluation;
    const waivable = blockers.filter(({ kind }) => isWaivable(kind));
    const blocker = waivable[place % Math.max(1, waivable.length)] ?? null;
    const waivers = process.waivers.filter((one) => orderOf(one.at) === orderOf(at));
    const expiresAt = new Date(process.now.getTime() + (1 + (place % 5)) * 86_400_000);
    const verdict = decideWaiverRequest({ blocker, reason: "r", expiresAt, now: process.now, waivers });
    if (!verdict.ok || !blocker) return null;
    const { key: blockerKey } = blocker;
    const open = { approvedById: null, endedAt: null };
    process.waivers.push({
      id: nextId(),
      at,
      blockerKey,
      reason: "r",
      requestedById: "ines",
      expiresAt,
      ...open,
    });
    return [];
  };
}

/** Approves or ends a waiver. */
export function settleWaiver(place: number, approve: boolean, actor: Member) {
  return (process: Process): Touched => {
    const waiver = process.waivers[place % Math.max(1, process.waivers.length)];
    if (!waiver) return null;
    const facts = { waiver, actor, reason: "r", now: process.now };
    if (!(approve ? decideWaiverApproval(facts) : decideWaiverEnd(facts)).ok) return null;
    const { blockers, waived } = evaluateAll(process)[orderOf(waiver.at)] as GateEvaluation;
    const matters = approve
      ? blockers.some(({ key }) => key === waiver.blockerKey)
      : waived.some((one) => one.waiver.id === waiver.id);
    if (approve) waiver.approvedById = actor.id;
    else waiver.endedAt = process.now;
    return matters ? [waiver.at] : [];
  };
}

export function passTime(hours: number) {
  return (process: Process): Touched => {
    const before = evaluateAll(process);
    process.now = new Date(process.now.getTime() + hours * 3_600_000);
    return gates.filter((at) =>
      before[orderOf(at)]?.waived.some(({ waiver }) => waiver.expiresAt.getTime() <= process.now.getTime()),
    );
  };
}

/** Somebody by number; every number is somebody. */
export function personAt(place: number): Member {
  return people[place % people.length] as Member;
}

function addWork(
  process: Process,
  index: number,
  actor: Member,
  more: { steps: number; executions: number },
): void {
  const { work } = environmentAt(process, index);
  const was = work.get(actor.id) ?? { steps: 0, executions: 0 };
  work.set(actor.id, { steps: was.steps + more.steps, executions: was.executions + more.executions });
}
