import { z } from "zod";
import { environmentStatuses } from "@/domain/environment";
import { evidenceRequirements } from "@/domain/evidence";
import { gateKinds, gateStates } from "@/domain/gate-kind";
import { stepParts, stepScales, stepStates } from "@/domain/step";
import { stateDoings } from "@/domain/step-doing";
import { commentItem } from "@/features/comments/schema";
import { evidenceItem } from "@/features/evidence/schema";
import { namedBy } from "@/features/references/schema";
import { environmentKey, id, pagedBy, stepId, upgradeKey } from "@/lib/fields";

/** Reading steps: what is asked and what comes out. */

export const personName = z.object({ id, name: z.string() });
const time = z.string().nullable();

/** The pause of a step. */
export const paused = z.object({ since: z.string(), reason: z.string() }).nullable();

/** One row of a checklist. Everything a list shows, filters or sorts by; texts come with `step.get`. */
export const stepRow = z.object({
  id,
  /** Unique in its list, e.g. "D-15"; also what `?step=` in addresses holds. */
  code: z.string(),
  title: z.string(),
  phase: z.string(),
  phaseTitle: z.string(),
  part: z.enum(stepParts),
  /** The gate of its environment that needs it; steps of `exit` lie behind the entry gate. */
  gate: z.enum(gateKinds),
  /** Of a plan step: the gate that needs it, "prod.entry". */
  neededBy: z.string().nullable(),
  required: z.boolean(),
  /** Made by a lead of this upgrade, not by the playbook. */
  custom: z.boolean(),
  state: z.enum(stepStates),
  /** Why it is blocked, skipped or not applicable; empty otherwise. */
  stateReason: z.string(),
  stateSince: z.string(),
  /** In progress, and nobody works on it: since when and why. Null otherwise. */
  paused,
  /** Somebody asked to skip this required step and nobody else has answered yet. */
  skipRequest: z.object({ by: personName, reason: z.string() }).nullable(),
  assignee: personName.nullable(),
  dueAt: time,
  startedAt: time,
  finishedAt: time,
  doneBy: personName.nullable(),
  plannedMinutes: z.int().nullable(),
  /** Current evidence, superseded and withdrawn pieces left out. */
  evidence: z.int(),
  evidenceRequired: z.enum(evidenceRequirements),
  /** It asks for evidence that is not there: it can't be finished yet. */
  evidenceMissing: z.boolean(),
  comments: z.int(),
  /** Everybody who works here attests it; `byMe`: the asker has. */
  attestation: z.object({ attested: z.int(), of: z.int(), byMe: z.boolean() }).nullable(),
  /** It could be started this moment. */
  startable: z.boolean(),
  /** The first reason why it can't be started; empty when nothing but its own state is in the way. */
  whyNot: z.string(),
  /** Past its due date and open. */
  late: z.boolean(),
  /** Codes of what it waits for; steps of the plan and of its own environment. */
  predecessors: z.array(z.string()),
  /** To be sent with every change. */
  version: z.int(),
});
export type StepRow = z.output<typeof stepRow>;

/** The environment around a list of steps. */
export const stepEnvironment = z.object({
  id,
  key: z.string(),
  name: z.string(),
  status: z.enum(environmentStatuses),
  startedAt: time,
  entry: z.enum(gateStates),
  /** Steps behind the entry gate may be started. */
  entryOpen: z.boolean(),
});

export const listStepsInput = z.object({
  upgrade: upgradeKey,
  environment: environmentKey
    .optional()
    .meta({ description: "Key of the environment; left out: the upgrade's own plan" }),
  ids: z.string().max(20_000).optional().meta({
    description:
      "Only these steps and those that wait for them: comma-separated ids of steps, or of their evidence and comments",
  }),
  since: z.coerce
    .number()
    .int()
    .min(0)
    .max(2_147_483_647)
    .optional()
    .meta({ description: "Only what may have changed after this event: the `seq` of an earlier answer" }),
});

export const listStepsOutput = z.object({
  /** Null for the upgrade's own plan. */
  environment: stepEnvironment.nullable(),
  /** In the order of the checklist. */
  steps: z.array(stepRow),
  /** True: `steps` is the whole list and replaces what the client has. False: put these over it by id, see `removed`. */
  whole: z.boolean(),
  /** Ids among the changed that are no longer in this list. */
  removed: z.array(id),
  /** The last event this answer knows of: `since` of the next call. */
  seq: z.int(),
});
export type StepList = z.output<typeof listStepsOutput>;

export const stepRef = { upgrade: upgradeKey, step: stepId };
export const getStepInput = z.object(stepRef);

const linkedStep = z.object({
  id,
  code: z.string(),
  title: z.string(),
  state: z.enum(stepStates),
  /** Key and name of where it is; null for a step of the upgrade's own plan. */
  environment: z.string().nullable(),
  environmentName: z.string().nullable(),
});
const page = z.object({ id: z.string(), title: z.string(), url: z.string() });
/** A text with the environment's variables filled in, and those it asks for that have no value. */
const filled = z.object({ text: z.string(), missing: z.array(z.string()) });

/** One event as a sentence: "Ines finished D-15 “Compare counts” after 6 min". */
export const historyItem = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.object({ id: z.string().nullable(), name: z.string() }),
  type: z.string(),
  sentence: z.string(),
});

/** What can be done with a step; the key of `refused` in `stepDetails`. */
export const stepDoings = [
  ...stateDoings,
  "undo",
  "assign",
  "setDue",
  "setNote",
  "edit",
  "move",
  "remove",
  "attest",
  "addEvidence",
  "comment",
] as const;
export type StepDoing = (typeof stepDoings)[number];

export const stepDetails = stepRow.extend({
  environment: stepEnvironment.nullable(),
  why: z.string(),
  /** "Why is this here": the condition that switched it on. */
  reason: z.string(),
  /** Markdown. */
  instructions: filled,
  commands: z.array(z.object({ label: z.string(), run: z.string(), missing: z.array(z.string()) })),
  backOut: filled,
  /** The texts as written, with placeholders: what the edit form shows. */
  raw: z.object({
    instructions: z.string(),
    commands: z.array(z.object({ label: z.string(), run: z.string() })),
    backOut: z.string(),
  }),
  /** Variables without a value that any of its texts asks for. */
  missingVariables: z.array(z.string()),
  sources: z.array(z.string()),
  evidenceWhat: z.string(),
  /** What a forecast reckons with. */
  scalesWith: z.enum(stepScales).nullable(),
  exclusive: z.string().nullable(),
  unattended: z.boolean(),
  note: z.string(),
  waitsFor: z.array(linkedStep),
  /** Steps that wait for this one. */
  leadsTo: z.array(linkedStep),
  /** Items that name this step, in whichever environment: decisions, risks, support cases. */
  namedBy: z.array(namedBy),
  /** Every reason why it can't be started now, apart from its own state. */
  cannotStart: z.array(z.object({ code: z.string(), message: z.string() })),
  evidenceItems: z.array(evidenceItem),
  commentItems: z.array(commentItem),
  /** Pages to read before attesting it; empty when it names none. */
  readings: z.array(page),
  attestations: z.array(
    z.object({
      by: personName,
      statement: z.string(),
      at: z.string(),
      /** What was read, in which version, by the titles of that time. */
      pages: z.array(z.object({ id: z.string(), title: z.string(), version: z.string() })),
      /** Pages that came since: while there is one, the attestation doesn't count. */
      unread: z.array(page),
    }),
  ),
  /** Members who still have to attest. */
  attestationsMissing: z.array(personName),
  /** The last 50 events, latest first. */
  history: z.array(historyItem),
  /** What the asker can't do with it right now, each with the reason. What is not in here is possible. */
  refused: z.partialRecord(z.enum(stepDoings), z.string()),
  /** Until when the asker can take back the last change; null when there is nothing to take back. */
  undoUntil: time,
});
export type StepDetails = z.output<typeof stepDetails>;

export const stepHistoryInput = z.object({
  ...stepRef,
  ...pagedBy.number,
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const stepHistoryOutput = z.object({ items: z.array(historyItem), next: z.string().nullable() });
