import { type Blocker, type BlockerKind, blocker } from "./blocker";
import { evidenceNames, hasRequiredEvidence } from "./evidence";
import type { GateCase, GateFacts, GateStep, GateUseCase } from "./gate-facts";
import { gateLabel, gateOrder } from "./gate-kind";
import { proofBlocker } from "./gate-proof";
import { judgeItem } from "./item-criteria";
import type { Role } from "./role";
import { counted, named } from "./sentence";
import type { SignOff } from "./sign-off";
import { isClosed, stepStateNames } from "./step";
import { thresholdText } from "./test-case";
import { type CaseStanding, caseStanding } from "./test-execution";
import { isUncovered } from "./use-case";

/** Everything a gate asks, judged: what blocks (waivers not yet regarded), and how much passes or is neutral. */
export type Criteria = { blockers: Blocker[]; passing: number; neutral: number };

const workers: readonly Role[] = ["lead", "engineer"];
const deciders: readonly Role[] = ["lead", "manager"];

/**
 * What was found out about a step, or about all cases of an environment, for as long as that very object lives. Facts are
 * never changed in place, so the same object has the same answer; of thousands that keep a gate shut, a tick changes one.
 */
const openBlockers = new WeakMap<GateStep, Blocker>();
const judgedCases = new WeakMap<readonly GateCase[], { of: string; newest: number; criteria: Criteria }>();

/** Judges every criterion of the gate. Time plays no part here: proofs were made for one time, waivers and signatures end by themselves. */
export function judgeCriteria(facts: GateFacts, rejections: readonly SignOff[]): Criteria {
  const criteria: Criteria = { blockers: [], passing: 0, neutral: 0 };
  for (const step of facts.steps) if (step.gate === facts.gate) judgeStep(step, criteria);
  if (facts.gate === "exit") {
    addCases(facts, criteria);
    for (const useCase of facts.useCases) if (useCase.priority === "must") judgeUseCase(useCase, criteria);
  }
  for (const item of facts.items) {
    const { blockers, passing } = judgeItem(item, facts.gate);
    criteria.blockers.push(...blockers);
    criteria.passing += passing;
  }
  for (const proof of facts.proofs) {
    if (proof.gate !== facts.gate) continue;
    const found = proofBlocker(proof);
    if (found) criteria.blockers.push(found);
    else criteria.passing += 1;
  }
  judgeOrder(facts, criteria);
  judgePreviousUpgrade(facts, criteria);
  judgeConditions(facts, criteria);
  for (const rejection of rejections) criteria.blockers.push(rejectionBlocker(rejection, facts));
  return criteria;
}

function judgeStep(step: GateStep, criteria: Criteria): void {
  const { state } = step;
  if (state === "not_applicable") return;
  if (state === "done" && !hasRequiredEvidence(step.evidenceRequired, step.evidenceKinds)) {
    const asked = evidenceNames[step.evidenceRequired];
    criteria.blockers.push(
      stepBlocker(step, "evidence_missing", "is done without its evidence", `Add ${asked}, or reopen it.`),
    );
  } else if (step.required) {
    if (state === "done") criteria.passing += 1;
    else if (state === "skipped") criteria.neutral += 1;
    else {
      const known = openBlockers.get(step);
      const blocker = known ?? openBlocker(step);
      if (!known) openBlockers.set(step, blocker);
      criteria.blockers.push(blocker);
    }
  }

  if (step.attestationsMissing === null || !step.required || state === "skipped") return;
  if (step.attestationsMissing.length === 0) criteria.passing += 1;
  else {
    // Their names stand beside it: they are the ones who can clear it.
    const many = counted(step.attestationsMissing.length, "person", "people");
    const detail = "Everybody who works in the upgrade attests it.";
    criteria.blockers.push(
      stepBlocker(step, "attestation_missing", `is not yet attested by ${many}`, detail),
    );
  }
}

function openBlocker(step: GateStep): Blocker {
  if (step.skipRequestedById !== null) {
    return stepBlocker(
      step,
      "skip_unconfirmed",
      "waits for a second person to confirm skipping it",
      step.skipReason,
    );
  }
  if (step.state === "blocked") return stepBlocker(step, "step_blocked", "is blocked", step.stateReason);
  const detail = step.assigneeId === null ? "Nobody is assigned." : "";
  return stepBlocker(step, "step_open", `is ${stepStateNames[step.state]}`, detail);
}

function stepBlocker(step: GateStep, kind: BlockerKind, says: string, detail: string): Blocker {
  const missing =
    kind === "attestation_missing" ? (step.attestationsMissing ?? []).map(({ id }) => id) : null;
  // Whoever asked to skip can't confirm, and may be the assignee: so any other worker is asked.
  const assigned = kind === "skip_unconfirmed" || step.assigneeId === null ? [] : [step.assigneeId];
  return blocker(kind, {
    title: `Step ${named(step)} ${says}`,
    detail,
    since: isClosed(step.state) || step.state === "blocked" ? step.stateSince : null,
    subject: { type: "step", id: step.id, code: step.code, environmentId: step.environmentId },
    clearedBy: { people: missing ?? assigned, roles: missing ? [] : workers },
  });
}

function addCases(facts: GateFacts, criteria: Criteria): void {
  const { cases, environment } = facts;
  let known = judgedCases.get(cases);
  const newest = known?.newest ?? newestOf(cases);
  const changedAt = environment.changedAt?.getTime() ?? 0;
  // Which executions a change of the environment has made out of date: all of them, whenever it was after the newest.
  const of = `${environment.id} ${environment.name} ${changedAt > newest ? "all" : changedAt}`;
  if (known?.of !== of) {
    known = { of, newest, criteria: { blockers: [], passing: 0, neutral: 0 } };
    for (const testCase of cases) if (testCase.required) judgeCase(testCase, facts, known.criteria);
    judgedCases.set(cases, known);
  }
  for (const blocker of known.criteria.blockers) criteria.blockers.push(blocker);
  criteria.passing += known.criteria.passing;
}

/** When the last of the cases was executed, in ms since 1970. */
const newestOf = (cases: readonly GateCase[]): number =>
  cases.reduce((newest, { latest }) => Math.max(newest, latest?.executedAt.getTime() ?? 0), 0);

function judgeCase(testCase: GateCase, facts: GateFacts, criteria: Criteria): void {
  const standing = caseStanding(testCase.revision, testCase.latest, facts.environment.changedAt);
  if (standing.result === "passed" && standing.stale === null) criteria.passing += 1;
  else criteria.blockers.push(caseBlocker(testCase, standing, facts));
}

function caseBlocker(testCase: GateCase, standing: CaseStanding, { environment }: GateFacts): Blocker {
  const { latest } = testCase;
  const found = (kind: BlockerKind, says: string, detail = ""): Blocker =>
    blocker(kind, {
      title: `Test ${named(testCase)}${says}`,
      detail,
      since: latest?.executedAt ?? null,
      subject: { type: "test_case", id: testCase.id, code: testCase.code, environmentId: environment.id },
      clearedBy: { people: testCase.ownerId === null ? [] : [testCase.ownerId], roles: workers },
    });
  switch (standing.result) {
    case "passed": {
      const revised = `It passed as revision ${latest?.revision}; the case is at revision ${testCase.revision}.`;
      const changed = `It passed before ${environment.name} was changed.`;
      return found(
        "execution_stale",
        " has to be run again",
        standing.stale === "case_revised" ? revised : changed,
      );
    }
    case "failed":
      return found("test_failed", failure(testCase), latest?.defectUrl ? `Defect ${latest.defectUrl}` : "");
    case "blocked":
      return found("test_blocked", " is blocked");
    case "skipped":
      return found("test_skipped", " was skipped", "It is required: run it, or ask for a waiver.");
    case "not_run":
      return found("test_not_run", " has not been run");
  }
}

function failure({ threshold, latest }: GateCase): string {
  const measured = latest?.measured;
  if (!threshold || measured === null || measured === undefined) return " fails";
  return `: ${measured}, needs ${thresholdText(threshold)}`;
}

function judgeUseCase(useCase: GateUseCase, criteria: Criteria): void {
  if (!isUncovered(useCase)) {
    criteria.passing += 1;
    return;
  }
  criteria.blockers.push(
    blocker("case_uncovered", {
      title: `Use case ${named(useCase)} has no required test case`,
      detail: "Add one, or lower the priority of the use case.",
      since: null,
      subject: { type: "use_case", id: useCase.id, code: useCase.code, environmentId: null },
      clearedBy: { people: useCase.ownerId === null ? [] : [useCase.ownerId], roles: workers },
    }),
  );
}

/** The gates below: their signatures are what this gate stands on. */
function judgeOrder(facts: GateFacts, criteria: Criteria): void {
  const { environment, gate, previous } = facts;
  const here = gateOrder({ position: environment.position, gate });
  const stale = facts.staleSignatures.filter((signature) => gateOrder(signature.from) < here);
  for (const signature of stale) {
    const { environmentId, environmentName, gate: from } = signature.from;
    const label = gateLabel(environmentName, from);
    criteria.blockers.push(
      blocker("signature_stale", {
        title: `${signature.userName}'s signature on ${label} is stale`,
        detail:
          signature.because === ""
            ? "What was signed has changed since. It has to be signed again."
            : signature.because,
        since: signature.since,
        subject: { type: "sign_off", id: signature.signOffId, code: null, environmentId },
        clearedBy: { people: [signature.userId], roles: signature.roles },
      }),
    );
  }
  const isNamed = (id: string, kind: "entry" | "exit") =>
    stale.some(({ from }) => from.environmentId === id && from.gate === kind);
  const judge = (open: boolean, explained: boolean, shut: () => Blocker) => {
    if (open) criteria.passing += 1;
    else if (!explained) criteria.blockers.push(shut());
  };
  if (previous !== null) {
    judge(previous.exit === "open", isNamed(previous.id, "exit"), () =>
      blocker("previous_exit_unsigned", {
        title: `${gateLabel(previous.name, "exit")} is not signed off`,
        detail: previous.exit === "ready" ? "Its blockers are cleared; signatures are missing." : "",
        since: null,
        subject: { type: "environment", id: previous.id, code: null, environmentId: previous.id },
        clearedBy: { people: [], roles: previous.rolesMissing },
      }),
    );
  }
  if (gate === "exit") {
    judge(facts.entry === "open", isNamed(environment.id, "entry"), () =>
      blocker("entry_shut", {
        title: `The entry gate of ${environment.name} is shut`,
        detail: facts.entry === "ready" ? "Its blockers are cleared; signatures are missing." : "",
        since: null,
        subject: { type: "environment", id: environment.id, code: null, environmentId: environment.id },
        clearedBy: { people: [], roles: [] },
      }),
    );
  }
}

/** The hop before: only where an upgrade begins, at the entry of its lowest environment, is waited for it. */
function judgePreviousUpgrade({ gate, previous, previousUpgrade }: GateFacts, criteria: Criteria): void {
  if (gate !== "entry" || previous !== null || previousUpgrade === null) return;
  const { id, key, to } = previousUpgrade;
  criteria.blockers.push(
    blocker("previous_upgrade_unsigned", {
      // Its key and nothing else: whoever reads this may be no member of it.
      title: `${key} is not in production yet`,
      detail: `This upgrade starts from ${to}, which ${key} brings.`,
      since: null,
      subject: { type: "upgrade", id, code: key, environmentId: null },
      clearedBy: { people: [], roles: ["lead"] },
    }),
  );
}

function judgeConditions(facts: GateFacts, criteria: Criteria): void {
  const here = gateOrder({ position: facts.environment.position, gate: facts.gate });
  for (const condition of facts.conditions) {
    if (gateOrder(condition.from) >= here) continue;
    if (condition.clearedAt !== null) {
      criteria.passing += 1;
      continue;
    }
    const { environmentId, environmentName, gate } = condition.from;
    criteria.blockers.push(
      blocker("condition_open", {
        title: `Condition from ${gateLabel(environmentName, gate)}: “${condition.text}”`,
        detail: "Clear it with a note that says how it was met.",
        since: condition.since,
        subject: { type: "condition", id: condition.id, code: null, environmentId },
        clearedBy: { people: [], roles: deciders },
      }),
    );
  }
}

function rejectionBlocker(rejection: SignOff, { environment, gate }: GateFacts): Blocker {
  return blocker("sign_off_rejected", {
    title: `${rejection.userName} rejected ${gateLabel(environment.name, gate)}`,
    detail: rejection.statement,
    since: rejection.signedAt,
    subject: { type: "sign_off", id: rejection.id, code: null, environmentId: environment.id },
    clearedBy: { people: [rejection.userId], roles: [] },
  });
}
