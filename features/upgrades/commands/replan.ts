import { type Page, pageDifference } from "@/domain/attestation";
import { type Answers, effectiveAnswers } from "@/domain/condition";
import {
  generatePlan,
  type Plan,
  type PlanDifference,
  type PlannedStep,
  type PlannedTestCase,
  type PlannedUseCase,
  planDifference,
} from "@/domain/plan";
import type { Playbook } from "@/domain/playbook";
import type { Hop } from "@/domain/version-path";
import { conditionItems } from "@/lib/condition-items";
import type { ReadClient } from "@/lib/db";
import { AppError } from "@/lib/errors";

type Client = Pick<ReadClient, "upgrade" | "step" | "useCase" | "testCase" | "inventoryItem">;
type Keyed<T> = T & { key: string };

/** A row of the upgrade as a changed plan sees it. */
export interface Present {
  key: string;
  id: string;
  code: string;
  title: string;
  environment: string | null;
  reason: string;
  hasWork: boolean;
  /** Taken out by an earlier change; comes back instead of being made again. */
  gone: boolean;
}

/** What changed answers would do to an upgrade, before anything is done. */
export interface Replan {
  playbook: Playbook;
  was: Answers;
  is: Answers;
  changes: { question: string; was: string; is: string }[];
  environments: { id: string; key: string; name: string }[];
  plan: Plan;
  steps: PlanDifference<Present & { readings: Page[] }, PlannedStep>;
  /** Steps that stay and give other pages to read, once for each environment that has them. */
  pages: { step: Present; readings: readonly Page[]; added: readonly Page[]; removed: readonly Page[] }[];
  useCases: PlanDifference<Present, Keyed<PlannedUseCase>>;
  testCases: PlanDifference<Present, Keyed<PlannedTestCase>>;
  /** Everything that is or was there, by key. */
  present: { steps: Map<string, Present>; useCases: Map<string, Present>; testCases: Map<string, Present> };
}

const keyed = <T extends { id: string }>(items: readonly T[]): Keyed<T>[] =>
  items.map((item) => ({ ...item, key: item.id }));
const byKey = (rows: readonly Present[]) => new Map(rows.map((row) => [row.key, row]));
const here = <Row extends Present>(rows: readonly Row[]) => rows.filter((row) => !row.gone);

function inWords(playbook: Playbook, question: string, answer: Answers[string]): string {
  if (answer === undefined) return "not answered";
  if (typeof answer === "boolean") return answer ? "yes" : "no";
  const known = playbook.questions.find((candidate) => candidate.id === question);
  return known?.options.find((option) => option.value === answer)?.label ?? answer;
}

/** Computes the plan under other answers and compares it with what is there. Throws `invalid_input` for answers the playbook doesn't know. */
export async function replan(
  client: Client,
  upgradeId: string,
  given: Readonly<Record<string, string | boolean | null>>,
): Promise<Replan> {
  const upgrade = await client.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    include: { playbook: { select: { content: true } }, environments: { orderBy: { position: "asc" } } },
  });
  const playbook = upgrade.playbook.content as unknown as Playbook;
  const was = upgrade.answers as Answers;
  for (const [id, answer] of Object.entries(given)) checkAnswer(playbook, id, answer);
  const merged = Object.fromEntries(
    Object.entries({ ...was, ...given }).filter(([, answer]) => answer !== null),
  ) as Answers;
  const versions = { from: upgrade.fromVersion, to: upgrade.toVersion };
  const items = await conditionItems(client, upgradeId, playbook);
  const is = effectiveAnswers(playbook.questions, { ...versions, answers: merged, items });
  const changes = playbook.questions
    .filter(({ id }) => was[id] !== is[id])
    .map(({ id, label }) => ({
      question: label,
      was: inWords(playbook, id, was[id]),
      is: inWords(playbook, id, is[id]),
    }));

  const hops = upgrade.path as unknown as Hop[];
  const plan = generatePlan(playbook, { ...versions, answers: is, items, hops }, upgrade.environments);
  const planned = [...plan.planSteps, ...plan.environmentSteps.flatMap((part) => part.steps)];
  const names = new Map(upgrade.environments.map((environment) => [environment.id, environment]));

  const steps = (
    await client.step.findMany({
      where: { upgradeId, playbookStepId: { not: null } },
      include: { _count: { select: { evidence: true, comments: true, attestations: true } } },
    })
  ).map((row): Present & { readings: Page[] } => ({
    readings: row.readings as Page[],
    key: `${row.environmentId ? names.get(row.environmentId)?.key : "plan"}:${row.playbookStepId}`,
    id: row.id,
    code: row.code,
    title: row.title,
    reason: row.reason,
    gone: row.removedAt !== null,
    environment: row.environmentId ? (names.get(row.environmentId)?.name ?? null) : null,
    hasWork:
      row.state !== "todo" ||
      row.note !== "" ||
      row._count.evidence + row._count.comments + row._count.attestations > 0,
  }));
  const testRows = await client.testCase.findMany({
    where: { upgradeId, playbookTestCaseId: { not: null } },
    include: { _count: { select: { executions: true } } },
  });
  const testCases = testRows.map(
    (row): Present => ({
      key: row.playbookTestCaseId ?? "",
      id: row.id,
      code: row.code,
      title: row.title,
      reason: row.reason,
      environment: null,
      gone: row.archivedAt !== null,
      hasWork: row._count.executions > 0 || row.revision > 1,
    }),
  );
  const worked = new Set(
    testRows.filter((row) => row._count.executions > 0 || row.revision > 1).map((row) => row.useCaseId),
  );
  const own = await client.testCase.groupBy({
    by: ["useCaseId"],
    where: { upgradeId, playbookTestCaseId: null, archivedAt: null },
  });
  const useCases = (
    await client.useCase.findMany({ where: { upgradeId, playbookUseCaseId: { not: null } } })
  ).map(
    (row): Present => ({
      key: row.playbookUseCaseId ?? "",
      id: row.id,
      code: row.code,
      title: row.title,
      reason: row.reason,
      environment: null,
      gone: row.archivedAt !== null,
      hasWork: worked.has(row.id) || own.some((group) => group.useCaseId === row.id),
    }),
  );
  const stepDifference = planDifference(here(steps), planned);
  return {
    playbook,
    was,
    is,
    changes,
    plan,
    environments: upgrade.environments.map(({ id, key, name }) => ({ id, key, name })),
    steps: stepDifference,
    pages: stepDifference.kept.flatMap(({ current: step, planned: { readings } }) => {
      const { added, removed } = pageDifference(step.readings, readings);
      return added.length + removed.length > 0 ? [{ step, readings, added, removed }] : [];
    }),
    useCases: planDifference(here(useCases), keyed(plan.useCases)),
    testCases: planDifference(here(testCases), keyed(plan.testCases)),
    present: { steps: byKey(steps), useCases: byKey(useCases), testCases: byKey(testCases) },
  };
}

function checkAnswer(playbook: Playbook, id: string, answer: string | boolean | null) {
  const question = playbook.questions.find((candidate) => candidate.id === id);
  const fails = (message: string) =>
    new AppError("invalid_input", `answers.${id}: ${message}`, {
      fields: [{ path: `answers.${id}`, message }],
    });
  if (!question) throw fails("is not a question of this playbook");
  if (answer === null) return;
  if (
    question.kind === "boolean"
      ? typeof answer !== "boolean"
      : !question.options.some((option) => option.value === answer)
  ) {
    throw fails(
      `has to be ${question.kind === "boolean" ? "true or false" : `one of ${question.options.map((option) => option.value).join(", ")}`}`,
    );
  }
}

/** The difference as screens and REST show it. */
export function differenceOf(found: Replan) {
  const environmentName = (key: string | null) =>
    found.environments.find((environment) => environment.key === key)?.name ?? null;
  const code = (kind: string, key: string) =>
    found.present[kind === "use_case" ? "useCases" : "testCases"].get(key)?.code ?? "";
  const pages = (which: "added" | "removed") =>
    found.pages.flatMap(({ step, ...pages }) =>
      pages[which].map(({ title }) => ({
        kind: "page" as const,
        code: step.code,
        title,
        environment: step.environment,
        reason:
          which === "added"
            ? `To be read for ${step.code}, also by those who attested it before.`
            : `No longer to be read for ${step.code}.`,
      })),
    );
  const present = (kind: "step" | "use_case" | "test_case") => (row: Present) => ({
    kind,
    code: row.code,
    title: row.title,
    environment: row.environment,
    reason: row.reason,
  });
  return {
    changes: found.changes,
    added: [
      ...found.steps.added.map((step) => ({
        kind: "step" as const,
        code: step.code,
        title: step.title,
        environment: environmentName(step.environment),
        reason: step.reason,
      })),
      ...found.useCases.added.map((item) => ({
        kind: "use_case" as const,
        code: code("use_case", item.key),
        title: item.title,
        environment: null,
        reason: item.reason,
      })),
      ...found.testCases.added.map((item) => ({
        kind: "test_case" as const,
        code: code("test_case", item.key),
        title: item.title,
        environment: null,
        reason: item.reason,
      })),
      ...pages("added"),
    ],
    removed: [
      ...found.steps.removed.map(present("step")),
      ...found.useCases.removed.map(present("use_case")),
      ...found.testCases.removed.map(present("test_case")),
      ...pages("removed"),
    ],
    kept: [
      ...found.steps.keptBecauseWorkDone.map(present("step")),
      ...found.useCases.keptBecauseWorkDone.map(present("use_case")),
      ...found.testCases.keptBecauseWorkDone.map(present("test_case")),
    ],
  };
}
