import type { EnvironmentKind } from "@/domain/environment";
import { gateKinds } from "@/domain/gate-kind";
import type { Plan, PlannedStep } from "@/domain/plan";
import { defaultSlots, type Playbook } from "@/domain/playbook";
import type { Role } from "@/domain/role";
import type { Prisma } from "@/lib/db";

/** An environment that is about to get its rows. */
export interface NewEnvironment {
  id: string;
  key: string;
  kind: EnvironmentKind;
  slots: {
    entry?: readonly { role: Role; count: number }[];
    exit?: readonly { role: Role; count: number }[];
  };
}

/** "Pre-prod (EU)" → "pre-prod-eu": the environment's name in addresses. */
export const environmentKeyOf = (name: string): string =>
  name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40) || "environment";

/** Rows of planned steps. `idOf` gives each planned key its id, so that predecessors can name it. */
export function stepRows(
  upgradeId: string,
  steps: readonly PlannedStep[],
  idOf: (key: string) => string,
  environmentIds: ReadonlyMap<string, string>,
  now: Date,
): Prisma.StepCreateManyInput[] {
  return steps.map((step) => ({
    id: idOf(step.key),
    upgradeId,
    environmentId: step.environment === null ? null : (environmentIds.get(step.environment) ?? null),
    playbookStepId: step.stepId,
    code: step.code,
    title: step.title,
    why: step.why,
    instructions: step.instructions,
    commands: step.commands.map(({ label, run }) => ({ label, run })),
    backOut: step.backOut,
    sources: [...step.sources],
    reason: step.reason,
    phase: step.phase.id,
    phaseTitle: step.phase.title,
    phasePosition: step.phase.position,
    position: step.position,
    part: step.part,
    gate: step.gate,
    neededBy: step.environment === null ? step.neededBy : null,
    required: step.required,
    evidenceRequired: step.evidence.kind,
    evidenceWhat: step.evidence.what,
    attestation: step.attestation,
    readings: step.readings.map((page) => ({ ...page })),
    plannedMinutes: step.minutes,
    scalesWith: step.scalesWith ?? null,
    exclusive: step.exclusive ?? null,
    unattended: step.unattended ?? false,
    retiresOld: step.retiresOld ?? false,
    pointOfNoReturn: step.pointOfNoReturn ?? false,
    stateSince: now,
  }));
}

/** Rows that say which step waits for which; predecessors without an id are not part of the upgrade. */
export function predecessorRows(
  steps: readonly PlannedStep[],
  idOf: (key: string) => string | undefined,
): Prisma.StepPredecessorCreateManyInput[] {
  return steps.flatMap((step) => {
    const stepId = idOf(step.key);
    return step.predecessors.flatMap((key) => {
      const predecessorId = idOf(key);
      return stepId && predecessorId ? [{ stepId, predecessorId }] : [];
    });
  });
}

/** Rows of both gates of each environment with their slots. */
export function gateRows(
  upgradeId: string,
  playbook: Playbook,
  environments: readonly NewEnvironment[],
  newId: () => string,
) {
  const gates: Prisma.GateCreateManyInput[] = [];
  const slots: Prisma.GateSlotCreateManyInput[] = [];
  for (const environment of environments) {
    for (const kind of gateKinds) {
      const gateId = newId();
      gates.push({ id: gateId, upgradeId, environmentId: environment.id, kind });
      const wanted = environment.slots[kind] ?? defaultSlots(playbook, environment.kind, kind);
      // An exit gate without a signature would never open: a lead's is the least.
      const least = kind === "exit" && wanted.length === 0 ? [{ role: "lead" as const, count: 1 }] : wanted;
      slots.push(...least.map(({ role, count }) => ({ gateId, role, count })));
    }
  }
  return { gates, slots };
}

/** Rows of the plan's use cases and test cases with their first revisions, numbered behind what is there already. */
export function testRows(
  upgradeId: string,
  plan: Pick<Plan, "useCases" | "testCases">,
  newId: () => string,
  now: Date,
  from: { useCases: number; testCases: number } = { useCases: 0, testCases: 0 },
  known: ReadonlyMap<string, string> = new Map(),
) {
  const useCaseIds = new Map(known);
  const useCases = plan.useCases.map((useCase, index): Prisma.UseCaseCreateManyInput => {
    const id = newId();
    useCaseIds.set(useCase.id, id);
    return {
      id,
      upgradeId,
      code: `UC-${from.useCases + index + 1}`,
      playbookUseCaseId: useCase.id,
      title: useCase.title,
      description: useCase.description,
      kind: useCase.kind,
      priority: useCase.priority,
      reason: useCase.reason,
    };
  });
  const testCases: Prisma.TestCaseCreateManyInput[] = [];
  const revisions: Prisma.TestCaseRevisionCreateManyInput[] = [];
  for (const [index, testCase] of plan.testCases.entries()) {
    const id = newId();
    const useCaseId = useCaseIds.get(testCase.useCaseId);
    if (!useCaseId) throw new Error(`The test case ${testCase.id} belongs to no use case of the plan`);
    testCases.push({
      id,
      upgradeId,
      useCaseId,
      code: `TC-${from.testCases + index + 1}`,
      playbookTestCaseId: testCase.id,
      title: testCase.title,
      required: testCase.required,
      environmentKinds: [...testCase.environments],
      reason: testCase.reason,
    });
    revisions.push({
      testCaseId: id,
      revision: 1,
      title: testCase.title,
      steps: testCase.steps,
      expected: testCase.expected,
      threshold: testCase.threshold,
      unit: testCase.unit,
      direction: testCase.direction,
      createdAt: now,
    });
  }
  return { useCases, testCases, revisions };
}
