import { z } from "zod";
import { environmentKinds } from "@/domain/environment";
import { thresholdDirections } from "@/domain/test-case";
import { testResults } from "@/domain/test-execution";
import { priorities, useCaseKinds } from "@/domain/use-case";
import { namedBy } from "@/features/references/schema";
import { id, reason, text, title, upgradeKey, version } from "@/lib/fields";

/** A use case or test case, by its id or its code. */
export const reference = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .meta({ description: "Its code (TC-31, UC-7) or its id" });

const threshold = z.object({
  value: z.number(),
  unit: z.string().trim().max(40, "has at most 40 characters").default(""),
  direction: z.enum(thresholdDirections),
});

const thresholdView = z.object({
  value: z.number(),
  unit: z.string(),
  direction: z.enum(thresholdDirections),
});

const kinds = z.array(z.enum(environmentKinds)).max(environmentKinds.length);
const owner = id.nullable();

const useCaseFields = {
  title: title(),
  description: text(),
  kind: z.enum(useCaseKinds),
  priority: z.enum(priorities),
  ownerId: owner,
};

export const addUseCaseInput = z.object({
  upgrade: upgradeKey,
  ...useCaseFields,
  description: useCaseFields.description.default(""),
  ownerId: owner.default(null),
});

export const editUseCaseInput = z.object({
  upgrade: upgradeKey,
  useCase: reference,
  version,
  title: useCaseFields.title.optional(),
  description: useCaseFields.description.optional(),
  kind: useCaseFields.kind.optional(),
  priority: useCaseFields.priority.optional(),
  ownerId: owner.optional(),
});

export const archiveUseCaseInput = z.object({ upgrade: upgradeKey, useCase: reference, version, reason });
export const restoreUseCaseInput = z.object({ upgrade: upgradeKey, useCase: reference, version });

const content = {
  title: title(),
  /** Markdown. */
  steps: text(),
  expected: text(),
  threshold: threshold.nullable(),
};

const metadata = {
  required: z.boolean(),
  /** Kinds of environments it is run in; none means all. */
  environmentKinds: kinds,
  ownerId: owner,
};

export const addTestCaseInput = z.object({
  upgrade: upgradeKey,
  useCase: reference,
  title: content.title,
  steps: content.steps.default(""),
  expected: content.expected.default(""),
  threshold: content.threshold.default(null),
  required: metadata.required.default(true),
  environmentKinds: metadata.environmentKinds.default([]),
  ownerId: metadata.ownerId.default(null),
});

export const editTestCaseInput = z.object({
  upgrade: upgradeKey,
  testCase: reference,
  version,
  useCase: reference.optional(),
  title: content.title.optional(),
  steps: content.steps.optional(),
  expected: content.expected.optional(),
  threshold: content.threshold.optional(),
  required: metadata.required.optional(),
  environmentKinds: metadata.environmentKinds.optional(),
  ownerId: metadata.ownerId.optional(),
});

export const archiveTestCaseInput = z.object({ upgrade: upgradeKey, testCase: reference, version, reason });
export const restoreTestCaseInput = z.object({ upgrade: upgradeKey, testCase: reference, version });

/** What a change of a use case answers. */
export const changedUseCase = z.object({ id, code: z.string(), version: z.int(), archivedCases: z.int() });
/** What a change of a test case answers. */
export const changedTestCase = z.object({ id, code: z.string(), revision: z.int(), version: z.int() });

const person = z.object({ id, name: z.string() });
const environment = z.object({ id, key: z.string(), name: z.string(), kind: z.enum(environmentKinds) });

/** How many active cases that are run in an environment stand where. Stale ones are counted apart from their result. */
export const standingCounts = z.object({
  /** Passes that still count: a stale one is among `stalePasses` instead, so that these six add up to the total. */
  passed: z.int(),
  stalePasses: z.int(),
  failed: z.int(),
  blocked: z.int(),
  skipped: z.int(),
  not_run: z.int(),
  /** Every result that went stale: a failure stays one as well, although it has to be run again. */
  stale: z.int(),
  total: z.int(),
  /** Required cases, and how many of them pass and aren't stale. */
  required: z.int(),
  requiredPassing: z.int(),
});
export type StandingCounts = z.output<typeof standingCounts>;

/**
 * One letter per environment, in their order: p passed, f failed, b blocked, s skipped, n not run; a capital when the
 * result is stale; - where the case is not run.
 */
export const cells = z.string().meta({
  description:
    "One letter per environment: p passed, f failed, b blocked, s skipped, n not run, a capital when stale, - where the case is not run",
});

export const overviewOutput = z.object({
  environments: z.array(
    environment.extend({
      counts: standingCounts,
      /** Somebody has approved its exit, on required cases and musts as they are: a change makes that stale. */
      exitSigned: z.boolean(),
    }),
  ),
  useCases: z.array(
    z.object({
      id,
      code: z.string(),
      title: z.string(),
      description: z.string(),
      kind: z.enum(useCaseKinds),
      priority: z.enum(priorities),
      owner: person.nullable(),
      reason: z.string(),
      archivedAt: z.string().nullable(),
      version: z.int(),
      /** Active cases, and those of them that are required. */
      coverage: z.object({ cases: z.int(), requiredCases: z.int() }),
      /** A must without a required case: keeps exit gates shut. */
      uncovered: z.boolean(),
      /** Items that name it: decisions, risks, support cases. */
      namedBy: z.array(namedBy),
      cases: z.array(
        z.object({
          id,
          code: z.string(),
          title: z.string(),
          required: z.boolean(),
          revision: z.int(),
          owner: person.nullable(),
          nonFunctional: z.string().nullable().meta({ description: "Its threshold in words" }),
          archivedAt: z.string().nullable(),
          cells,
        }),
      ),
    }),
  ),
});
export type Overview = z.output<typeof overviewOutput>;

export const matrixOutput = z.object({
  environments: z.array(environment.extend({ counts: standingCounts })),
  useCases: z
    .array(z.tuple([z.string(), z.string(), z.enum(priorities)]))
    .meta({ description: "Code, title and priority" }),
  cases: z
    .array(z.tuple([z.string(), z.string(), z.int(), z.union([z.literal(0), z.literal(1)]), cells]))
    .meta({
      description:
        "Code, title, index of the use case, 1 when required, and the cells; active cases in order",
    }),
});
export type Matrix = z.output<typeof matrixOutput>;

export const executionView = z.object({
  id,
  runId: id,
  run: z.int(),
  environment: z.object({ key: z.string(), name: z.string() }),
  revision: z.int(),
  result: z.enum(testResults),
  measured: z.number().nullable(),
  minutes: z.number().nullable(),
  note: z.string(),
  defectUrl: z.string().nullable(),
  executedBy: person,
  executedAt: z.string(),
  imported: z.boolean(),
  evidence: z.int(),
  /** Until when the asker can take it back; null when they can't. */
  undoUntil: z.string().nullable(),
});
export type ExecutionView = z.output<typeof executionView>;

const revisionView = z.object({
  revision: z.int(),
  title: z.string(),
  steps: z.string(),
  expected: z.string(),
  threshold: thresholdView.nullable(),
  createdAt: z.string(),
  createdBy: person.nullable(),
});

export const testCaseOutput = z.object({
  id,
  code: z.string(),
  title: z.string(),
  required: z.boolean(),
  environmentKinds: kinds,
  owner: person.nullable(),
  reason: z.string(),
  revision: z.int(),
  version: z.int(),
  archivedAt: z.string().nullable(),
  useCase: z.object({
    id,
    code: z.string(),
    title: z.string(),
    kind: z.enum(useCaseKinds),
    priority: z.enum(priorities),
    archived: z.boolean(),
  }),
  /** Newest first; the first is the current one. */
  revisions: z.array(revisionView),
  environments: z.array(
    environment.extend({
      /** It is run there. */
      applies: z.boolean(),
      result: z.enum(testResults),
      stale: z.enum(["case_revised", "environment_changed"]).nullable(),
      executedAt: z.string().nullable(),
      revision: z.int().nullable(),
      run: z.int().nullable(),
      /** The newest open run, in which one can record. */
      openRun: z.object({ id, number: z.int(), title: z.string() }).nullable(),
    }),
  ),
  /** Newest first, at most 200. */
  executions: z.array(executionView),
  moreExecutions: z.int(),
  /** Producers' names that are remembered as this case. */
  mappings: z.array(z.string()),
  /** Items that name it: decisions, risks, support cases. */
  namedBy: z.array(namedBy),
});
export type TestCaseView = z.output<typeof testCaseOutput>;
