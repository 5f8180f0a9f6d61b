import type { Page } from "./attestation";
import {
  type Answer,
  type Answers,
  type Condition,
  type ConditionFacts,
  effectiveAnswers,
  evaluate,
} from "./condition";
import { explain } from "./condition-sentence";
import type { EnvironmentKind } from "./environment";
import type { GateKind } from "./gate-kind";
import type { NeededBy } from "./needed-by";
import { inWorkingOrder, resolvePredecessors } from "./plan-order";
import {
  isForKind,
  type Phase,
  type Playbook,
  type PlaybookStep,
  type PlaybookTestCase,
  type PlaybookUseCase,
  type PlaybookVariable,
  readingsOf,
} from "./playbook";
import { fillText } from "./text-variables";

/** The environment as far as a plan is concerned: its name in addresses and what it is for. */
export type PlanEnvironment = { readonly key: string; readonly kind: EnvironmentKind };

/** A step as it goes into an upgrade: conditions decided, own placeholders filled, predecessors named. */
export type PlannedStep = Pick<
  PlaybookStep,
  | "code"
  | "title"
  | "why"
  | "instructions"
  | "part"
  | "gate"
  | "neededBy"
  | "required"
  | "minutes"
  | "scalesWith"
  | "exclusive"
  | "unattended"
  | "retiresOld"
  | "pointOfNoReturn"
  | "evidence"
  | "backOut"
  | "attestation"
  | "processItems"
  | "sources"
> & {
  /** "plan:<step id>" or "<environment key>:<step id>": the same for the same step in every plan. */
  readonly key: string;
  readonly stepId: string;
  /** Null for the upgrade's own plan. */
  readonly environment: string | null;
  readonly commands: readonly { readonly label: string; readonly run: string }[];
  readonly readings: readonly Page[];
  readonly phase: {
    readonly id: string;
    readonly letter: string;
    readonly title: string;
    readonly position: number;
  };
  /** Place in its list, counted from 0; no step comes before one of its predecessors. */
  readonly position: number;
  /** Keys of steps of this plan. */
  readonly predecessors: readonly string[];
  /** Why is this here. */
  readonly reason: string;
};

export type PlannedTestCase = Omit<PlaybookTestCase, "when"> & {
  readonly useCaseId: string;
  readonly reason: string;
};
export type PlannedUseCase = Omit<PlaybookUseCase, "when" | "testCases"> & { readonly reason: string };

/** What an upgrade consists of under given versions, answers and environments. */
export type Plan = {
  readonly planSteps: readonly PlannedStep[];
  readonly environmentSteps: readonly {
    readonly environment: PlanEnvironment;
    readonly steps: readonly PlannedStep[];
  }[];
  readonly useCases: readonly PlannedUseCase[];
  readonly testCases: readonly PlannedTestCase[];
  /** Variables each environment is asked for. */
  readonly variables: readonly Omit<PlaybookVariable, "when">[];
};

/** What a plan is made by: what conditions read, and the hops of the chosen way, each of which has guides of its own. */
export type PlanFacts = ConditionFacts & {
  readonly hops?: readonly { readonly from: string; readonly to: string }[] | undefined;
};

/**
 * Makes the plan of an upgrade. A predecessor that is not part of the list is replaced by its own predecessors; those
 * in the upgrade's own plan are kept. The same input always gives the same plan.
 */
export function generatePlan(
  playbook: Playbook,
  given: PlanFacts,
  environments: readonly PlanEnvironment[],
): Plan {
  const facts = { ...given, answers: effectiveAnswers(playbook.questions, given) };
  const chosen = playbook.phases.flatMap((phase, position) =>
    phase.steps
      .filter((step) => evaluate(step.when, facts))
      .map((step) => ({ phase, position, step, reason: explain(step.when, facts, playbook.questions) })),
  );
  const after = new Map(
    playbook.phases.flatMap((phase) => phase.steps.map((step) => [step.id, step.after] as const)),
  );
  const planIds = new Set(chosen.flatMap(({ step }) => (step.scope === "upgrade" ? [step.id] : [])));

  const listFor = (environment: PlanEnvironment | null): readonly PlannedStep[] => {
    const own = chosen.filter(({ phase, step }) =>
      environment === null ? step.scope === "upgrade" : isForKind(phase, step, environment.kind),
    );
    const inList = new Set(own.map(({ step }) => step.id));
    const elsewhere = new Set(chosen.flatMap(({ step }) => (inList.has(step.id) ? [] : [step.id])));
    const keyOf = (id: string) => `${planIds.has(id) ? "plan" : environment?.key}:${id}`;
    const predecessors = resolvePredecessors(after, { plan: planIds, own: inList, elsewhere });
    const steps = own.map(({ phase, position, step, reason }) =>
      plannedStep({ phase, position, step, reason }, facts, environment, {
        key: keyOf(step.id),
        predecessors: predecessors(step.id).map(keyOf),
      }),
    );
    return inWorkingOrder(steps).map((step, index) => ({ ...step, position: index }));
  };

  return {
    planSteps: listFor(null),
    environmentSteps: environments.map((environment) => ({ environment, steps: listFor(environment) })),
    ...plannedTests(playbook, facts),
    variables: playbook.variables
      .filter((variable) => evaluate(variable.when, facts))
      .map(({ name, label, example }) => ({ name, label, example })),
  };
}

function plannedStep(
  { phase, position, step, reason }: { phase: Phase; position: number; step: PlaybookStep; reason: string },
  facts: PlanFacts,
  environment: PlanEnvironment | null,
  links: { readonly key: string; readonly predecessors: readonly string[] },
): PlannedStep {
  const known = {
    from_version: facts.from,
    to_version: facts.to,
    ...(environment === null ? {} : { environment: environment.key }),
  };
  const fill = (text: string) => fillText(text, known).text;
  const details = step.details.filter((detail) => evaluate(detail.when, facts)).map((detail) => detail.text);
  const {
    when: _when,
    details: _details,
    scope: _scope,
    environments: _kinds,
    after: _after,
    id,
    ...rest
  } = step;
  return {
    ...rest,
    ...links,
    stepId: id,
    environment: environment?.key ?? null,
    title: fill(step.title),
    why: fill(step.why),
    instructions: fill([step.instructions, ...details].filter((text) => text !== "").join("\n\n")),
    commands: step.commands
      .filter((command) => evaluate(command.when, facts))
      .map(({ label, run }) => ({ label, run: fill(run) })),
    readings: readingsOf(step)
      .filter((page) => isToRead(page.when, facts))
      .map((page) => ({ id: page.id, title: fill(page.title), url: fill(page.url) })),
    backOut: fill(step.backOut),
    gate: step.neededBy === null ? step.gate : gateOf(step.neededBy),
    phase: { id: phase.id, letter: phase.letter, title: phase.title, position },
    position: 0,
    reason,
  };
}

/** A page is to be read for the upgrade as a whole, or for one hop of its way: a guide is written for one hop. */
const isToRead = (when: Condition | null, { hops = [], ...whole }: PlanFacts): boolean =>
  evaluate(when, whole) || hops.some(({ from, to }) => evaluate(when, { ...whole, from, to }));

function gateOf(neededBy: NeededBy): GateKind {
  return neededBy.endsWith(".entry") ? "entry" : "exit";
}

function plannedTests(playbook: Playbook, facts: ConditionFacts): Pick<Plan, "useCases" | "testCases"> {
  const useCases = playbook.useCases.filter((useCase) => evaluate(useCase.when, facts));
  return {
    useCases: useCases.map(({ when, testCases: _cases, ...useCase }) => ({
      ...useCase,
      reason: explain(when, facts, playbook.questions),
    })),
    testCases: useCases.flatMap((useCase) =>
      useCase.testCases
        .filter((testCase) => evaluate(testCase.when, facts))
        .map(({ when, ...testCase }) => ({
          ...testCase,
          useCaseId: useCase.id,
          reason: explain(when ?? useCase.when, facts, playbook.questions),
        })),
    ),
  };
}

/** What is there now, as far as a changed plan is concerned. Work: anything but an untouched todo. */
export type CurrentItem = { readonly key: string; readonly hasWork: boolean };

export type PlanDifference<Current extends CurrentItem, Planned> = {
  readonly added: readonly Planned[];
  readonly removed: readonly Current[];
  /** In both: the current item and what the new plan says of it. */
  readonly kept: readonly { readonly current: Current; readonly planned: Planned }[];
  /** No longer in the plan, but somebody worked on it: it stays and is marked. */
  readonly keptBecauseWorkDone: readonly Current[];
};

/** What a new plan would change. Never drops work already done. Serves steps, use cases and test cases alike. */
export function planDifference<Current extends CurrentItem, Planned extends { readonly key: string }>(
  current: readonly Current[],
  planned: readonly Planned[],
): PlanDifference<Current, Planned> {
  const byKey = new Map(planned.map((item) => [item.key, item]));
  const present = new Set(current.map((item) => item.key));
  const gone = current.filter((item) => !byKey.has(item.key));
  return {
    added: planned.filter((item) => !present.has(item.key)),
    removed: gone.filter((item) => !item.hasWork),
    kept: current.flatMap((item) => {
      const match = byKey.get(item.key);
      return match === undefined ? [] : [{ current: item, planned: match }];
    }),
    keptBecauseWorkDone: gone.filter((item) => item.hasWork),
  };
}

/** A step an answer switches, counted once however many environments have it. */
export type SwitchedStep = {
  readonly stepId: string;
  readonly code: string;
  readonly title: string;
  readonly reason: string;
};

/**
 * The steps an answer switches on and off, compared with leaving the question open: "this answer switches on 7 steps".
 * Answers to other questions stay as they are. With environments given, only steps some environment has are counted.
 */
export function stepsSwitchedBy(
  playbook: Playbook,
  given: ConditionFacts,
  question: string,
  value: Answer,
  environments?: readonly PlanEnvironment[],
): { readonly on: readonly SwitchedStep[]; readonly off: readonly SwitchedStep[] } {
  const factsWith = (answers: Answers): ConditionFacts => ({
    ...given,
    answers: effectiveAnswers(playbook.questions, { ...given, answers }),
  });
  const open = factsWith({ ...given.answers, [question]: undefined });
  const answered = factsWith({ ...given.answers, [question]: value });
  const on: SwitchedStep[] = [];
  const off: SwitchedStep[] = [];
  for (const phase of playbook.phases) {
    for (const step of phase.steps) {
      const [before, after] = [evaluate(step.when, open), evaluate(step.when, answered)];
      const placed =
        step.scope === "upgrade" ||
        environments === undefined ||
        environments.some(({ kind }) => isForKind(phase, step, kind));
      if (before === after || !placed) continue;
      const reason = explain(step.when, answered, playbook.questions);
      (after ? on : off).push({ stepId: step.id, code: step.code, title: step.title, reason });
    }
  }
  return { on, off };
}
