import { z } from "zod";
import type { Condition } from "@/domain/condition";
import { environmentKinds } from "@/domain/environment";
import { evidenceRequirements } from "@/domain/evidence";
import { findingLevels } from "@/domain/finding";
import { gateKinds } from "@/domain/gate-kind";
import { fieldKinds } from "@/domain/inventory";
import { type Playbook, pathStatuses, productFeatures } from "@/domain/playbook";
import { playbookFaults } from "@/domain/playbook-faults";
import { stepParts, stepScales } from "@/domain/step";
import { thresholdDirections } from "@/domain/test-case";
import { priorities, useCaseKinds } from "@/domain/use-case";
import { isVersion } from "@/domain/version";
import { playbookVerification } from "@/features/verification/schema";

const line = z.string().trim().min(1).max(300);
const text = z.string().max(20_000).default("");
const list = <Item extends z.ZodType>(item: Item) => z.array(item).max(500).default([]);
const kinds = list(z.enum(environmentKinds));

const version = z
  .string({ error: 'Write a release as text in quotes, as in "4.5.0" or "18".' })
  .max(40)
  .refine(isVersion, "A release is one to four numbers with dots, as in 4.5.0.");
const semver = z
  .string({ error: 'Write a playbook\'s version as text in quotes, as in "1.4.0".' })
  .regex(/^\d+\.\d+\.\d+$/, "A playbook's version is three numbers, as in 1.4.0.");
const stepId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, "Ids are lower case letters, digits, dots and hyphens.");
const questionId = z
  .string()
  .max(60)
  .regex(/^[a-z][a-zA-Z0-9]*$/, "Question ids are letters and digits, beginning with a lower case letter.");
const variableName = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/, "Variable names are lower case letters, digits and underscores.");

const notACondition =
  "Not a condition. Use one of: all, any, not, question with is or in, sourceBefore, sourceFrom, targetFrom, targetBefore, crosses, inventory.";
const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union(
    [
      z.strictObject({ all: z.array(condition).min(1).max(50) }),
      z.strictObject({ any: z.array(condition).min(1).max(50) }),
      z.strictObject({ not: condition }),
      z.strictObject({ question: questionId, is: z.union([z.boolean(), z.string()]) }),
      z.strictObject({ question: questionId, in: z.array(z.string()).min(1).max(50) }),
      z.strictObject({ sourceBefore: version }),
      z.strictObject({ sourceFrom: version }),
      z.strictObject({ targetFrom: version }),
      z.strictObject({ targetBefore: version }),
      z.strictObject({ crosses: version }),
      z.strictObject({
        inventory: questionId,
        verdict: z.array(z.string()).min(1).max(50).optional(),
        level: z.array(z.enum(findingLevels)).min(1).optional(),
        where: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
      }),
    ],
    { error: notACondition },
  ),
);
const when = condition.nullable().default(null);

/** What has to be rehearsed before production; where a key is left out it is asked for. */
const rehearsal = z.strictObject({
  pilotIn: z.enum(environmentKinds).exclude(["prod"]).default("pre_prod"),
  volumeRatio: z.number().min(0.01).max(1).default(0.8),
  backOut: z.boolean().default(true),
  parity: z.boolean().default(true),
  forecast: z.boolean().default(true),
  reserveMinutes: z.int().min(0).max(10_000).default(60),
  window: z.boolean().default(true),
});

const release = z.strictObject({
  version,
  date: z.iso.date().nullable().default(null),
  directFrom: list(version),
  inferredFrom: list(version),
  alsoTestedFrom: list(version),
  pathStatus: z.enum(pathStatuses),
  supportOnly: z.boolean().default(false),
  notes: list(line),
  contradictions: list(
    z.strictObject({
      from: list(version),
      says: z.array(z.strictObject({ text: line, source: line })).min(2),
      ask: line,
    }),
  ),
  facts: list(z.strictObject({ label: line, value: line })),
  sources: list(line),
});

/** A contradiction between sources as queries answer it. */
export const contradictionView = z.object({
  from: z.array(z.string()),
  says: z.array(z.object({ text: z.string(), source: z.string() })),
  ask: z.string(),
});

const option = z.strictObject({ value: z.string().min(1).max(60), label: line });

const question = z.strictObject({
  id: questionId,
  text: line,
  why: text,
  label: line,
  kind: z.enum(["choice", "boolean"]),
  options: list(option),
  yes: z.string().max(300).default(""),
  no: z.string().max(300).default(""),
  default: z.union([z.boolean(), z.string()]).nullable().default(null),
  when,
});

const neededBy = z
  .templateLiteral([z.enum(["first", ...environmentKinds]), ".", z.enum(gateKinds)])
  .nullable()
  .default(null);

const page = z.strictObject({
  id: stepId,
  title: line,
  url: z.url({ protocol: /^https$/, error: "The address of a page begins with https://." }).max(500),
  when,
});

const step = z.strictObject({
  id: stepId,
  code: z
    .string()
    .max(16)
    .regex(/^[A-Z]{1,3}-\d{2,3}$/, "A code is a letter and a number, as in D-15."),
  title: line,
  why: text,
  instructions: text,
  details: list(z.strictObject({ text: z.string().min(1).max(20_000), when })),
  commands: list(z.strictObject({ label: line, run: z.string().min(1).max(20_000), when })),
  scope: z.enum(["upgrade", "environment"]).default("environment"),
  environments: kinds,
  when,
  required: z.boolean().default(true),
  part: z.enum(stepParts),
  gate: z.enum(gateKinds).default("exit"),
  neededBy,
  minutes: z.int().min(1).max(100_000).nullable().default(null),
  scalesWith: z.enum(stepScales).optional(),
  exclusive: z.string().trim().min(1).max(60).optional(),
  unattended: z.boolean().optional(),
  retiresOld: z.boolean().optional(),
  pointOfNoReturn: z.boolean().optional(),
  evidence: z
    .strictObject({ kind: z.enum(evidenceRequirements), what: z.string().max(2_000).default("") })
    .default({ kind: "none", what: "" }),
  after: list(stepId),
  backOut: text,
  attestation: z.boolean().default(false),
  readings: z.array(page).max(100).default([]),
  processItems: list(z.string().max(20)),
  sources: list(line),
});

const testCase = z.strictObject({
  id: stepId,
  title: line,
  steps: text,
  expected: text,
  threshold: z.number().nullable().default(null),
  unit: z.string().min(1).max(40).nullable().default(null),
  direction: z.enum(thresholdDirections).nullable().default(null),
  required: z.boolean().default(true),
  environments: kinds,
  when,
});

const inventoryKind = z.strictObject({
  id: questionId,
  title: line,
  noun: line,
  letters: z.string().regex(/^[A-Z]{1,3}$/, "Letters of a code are one to three capitals."),
  description: text,
  fields: list(
    z.strictObject({
      id: questionId,
      label: line,
      kind: z.enum(fieldKinds),
      options: list(option),
      ends: z.literal(true).optional(),
    }),
  ),
  verdicts: list(
    z.strictObject({
      value: z.string().min(1).max(60),
      label: line,
      work: z.boolean().default(true),
      needsTest: z.boolean().default(false),
    }),
  ),
  verdictNeededBy: neededBy,
  level: z.enum(findingLevels).default("attention"),
  gate: z.enum(gateKinds).default("exit"),
  environments: kinds,
});

const slotCount = z.int().min(0).max(20).optional();
const slotCounts = z.strictObject({ lead: slotCount, engineer: slotCount, manager: slotCount }).optional();

/**
 * The form of a playbook, after its files were put together. Fills what may be left out, and refuses what an upgrade
 * can't be made from. A parsed playbook parses again to itself.
 */
export const playbookSchema = z
  .strictObject({
    id: z
      .string()
      .max(60)
      .regex(/^[a-z0-9][a-z0-9-]*$/, "A playbook's id is lower case letters, digits and hyphens."),
    product: line,
    title: line,
    version: semver,
    description: text,
    stepwiseBefore: version.nullable().default(null),
    olderTargetNeedsSupport: z.boolean().default(false),
    environments: z
      .array(z.strictObject({ name: line, kind: z.enum(environmentKinds) }))
      .min(1)
      .max(20)
      .describe("a list of environments, each with name and kind"),
    slots: z
      .partialRecord(z.enum(environmentKinds), z.strictObject({ entry: slotCounts, exit: slotCounts }))
      .default({}),
    rehearsal: rehearsal.optional(),
    verification: playbookVerification.optional(),
    releases: z
      .array(release)
      .min(2)
      .max(500)
      .describe("a list of releases, each with version and pathStatus"),
    questions: list(question),
    phases: z
      .array(
        z.strictObject({
          id: stepId,
          letter: z.string().regex(/^[A-Z]{1,3}$/, "A phase's letter is one to three capitals."),
          title: line,
          environments: kinds,
          steps: z.array(step).max(1_000).describe("a list of steps, each with id, code, title and part"),
        }),
      )
      .min(1)
      .max(50)
      .describe("a list of phases with their steps"),
    useCases: list(
      z.strictObject({
        id: stepId,
        title: line,
        description: text,
        kind: z.enum(useCaseKinds),
        priority: z.enum(priorities),
        when,
        testCases: list(testCase),
      }),
    ),
    variables: list(z.strictObject({ name: variableName, label: line, example: z.string().max(300), when })),
    inventory: z.array(inventoryKind).max(40).default([]),
    process: list(
      z.strictObject({
        id: z.string().regex(/^[A-Z][A-Za-z0-9]{0,9}$/),
        text: z.string().min(1).max(2_000),
        features: list(z.enum(productFeatures)),
        sources: list(line),
      }),
    ),
    carries: list(stepId),
  })
  .superRefine((playbook, context) => {
    for (const { path, message } of playbookFaults(playbook)) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  }) satisfies z.ZodType<Playbook>;
