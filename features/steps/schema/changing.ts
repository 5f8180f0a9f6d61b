import { z } from "zod";
import { longestPageVersion } from "@/domain/attestation";
import { evidenceRequirements } from "@/domain/evidence";
import { gateKinds } from "@/domain/gate-kind";
import { stepParts, stepScales, stepStates } from "@/domain/step";
import { stateDoings } from "@/domain/step-doing";
import { environmentKey, id, line, moment, reason, text, title, upgradeKey, version } from "@/lib/fields";
import { paused, stepRef } from "./reading";

/** Changing steps, one or several at once, and writing them: what goes in and what comes out. */

const time = z.string().nullable();
const seen = { ...stepRef, version };

export const seenStepInput = z.object(seen);
export const reasonedStepInput = z.object({ ...seen, reason });
export const reopenStepInput = z.object({ ...seen, reason: text(2_000).default("") });
export const assignStepInput = z.object({ ...seen, assigneeId: id.nullable() });
export const setDueInput = z.object({ ...seen, dueAt: moment.nullable() });
export const setNoteInput = z.object({ ...seen, note: text(10_000) });
export const attestStepInput = z.object({
  ...stepRef,
  pages: z
    .array(z.object({ id: text(80), version: line(1_000) }))
    .max(100)
    .default([])
    .meta({
      description: `Every page of the step's \`readings\` with the version of it that was read, in 1 to ${longestPageVersion} characters`,
    }),
  statement: text(1_000).default("I have read it and understood it."),
});

/** What a change answers: enough to show the step as it is, and which rows to fetch anew. */
export const changedStep = z.object({
  id,
  code: z.string(),
  state: z.enum(stepStates),
  stateReason: z.string(),
  paused,
  startedAt: time,
  finishedAt: time,
  doneById: id.nullable(),
  assigneeId: id.nullable(),
  dueAt: time,
  note: z.string(),
  /** The change waits for a second person: a required step is skipped only when somebody else agrees. */
  needsSecondPerson: z.boolean(),
  /** Until when `step.undo` takes this back; null for changes it can't. */
  undoUntil: time,
  version: z.int(),
});
export type ChangedStep = z.output<typeof changedStep>;

/** Actions that can be taken on several steps at once. */
export const bulkActions = [...stateDoings, "assign", "setDue", "undo"] as const;
export type BulkAction = (typeof bulkActions)[number];

export const bulkStepsInput = z
  .object({
    upgrade: upgradeKey,
    action: z.enum(bulkActions),
    steps: z.array(z.object({ id, version })).min(1, "name at least one step").max(1_000),
    /** Needed to block, pause, skip or mark not applicable. */
    reason: text(2_000).default(""),
    /** For `assign`; null takes the assignment away. */
    assigneeId: id.nullable().optional(),
    /** For `setDue`; null removes the date. */
    dueAt: moment.nullable().optional(),
  })
  .refine((input) => input.action !== "assign" || input.assigneeId !== undefined, {
    path: ["assigneeId"],
    message: "say who is assigned, or null for nobody",
  })
  .refine((input) => input.action !== "setDue" || input.dueAt !== undefined, {
    path: ["dueAt"],
    message: "say when it is due, or null for never",
  });

/** One step of a bulk change: done with its new version, or refused with every reason. A step that changed since answers `version_conflict`. */
export const bulkResult = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    id,
    code: z.string(),
    state: z.enum(stepStates),
    needsSecondPerson: z.boolean(),
    version: z.int(),
  }),
  z.object({
    ok: z.literal(false),
    id,
    code: z.string().nullable(),
    refusals: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
]);
/** In the order asked. When every step is refused nothing is written and the call answers 409 `refused` with `results` in its details. */
export const bulkStepsOutput = z.object({
  done: z.int(),
  refused: z.int(),
  results: z.array(bulkResult),
  /** Until when the action `undo` takes back what was done; null for what it can't. */
  undoUntil: time,
});

const command = z.object({ label: title(120), run: text(10_000) });
const neededBy = z
  .string()
  .regex(/^(first|test_setup|dev|pre_prod|prod)\.(entry|exit)$/, "names a gate, like prod.entry")
  .nullable();

/** The texts and demands of a step that a lead may write. */
const written = {
  title: title(200),
  why: text(4_000),
  instructions: text(40_000),
  commands: z.array(command).max(50),
  backOut: text(10_000),
  plannedMinutes: z
    .int()
    .min(0)
    .max(60 * 24 * 60)
    .nullable(),
  scalesWith: z
    .enum(stepScales)
    .nullable()
    .meta({ description: "The amount of an environment that its time grows with; null for none" }),
  exclusive: line(60)
    .transform((name) => name || null)
    .nullable()
    .meta({ description: "Steps with the same name here never run at the same time" }),
  unattended: z.boolean().meta({ description: "Nobody has to stay with it once it runs" }),
  required: z.boolean(),
  evidenceRequired: z.enum(evidenceRequirements),
  evidenceWhat: text(500),
  /** Ids of steps it waits for: of its own environment or of the plan. The given list replaces the present one. */
  predecessors: z.array(id).max(100),
};

export const addStepInput = z.object({
  upgrade: upgradeKey,
  /** Left out or null: a step of the upgrade's own plan. */
  environment: environmentKey.nullable().default(null),
  title: written.title,
  why: written.why.default(""),
  instructions: written.instructions.default(""),
  commands: written.commands.default([]),
  backOut: written.backOut.default(""),
  plannedMinutes: written.plannedMinutes.default(null),
  scalesWith: written.scalesWith.default(null),
  exclusive: written.exclusive.default(null),
  unattended: written.unattended.default(false),
  required: written.required.default(true),
  evidenceRequired: written.evidenceRequired.default("none"),
  evidenceWhat: written.evidenceWhat.default(""),
  predecessors: written.predecessors.default([]),
  part: z.enum(stepParts).default("migrate"),
  gate: z.enum(gateKinds).default("exit"),
  /** Only for plan steps. */
  neededBy: neededBy.default(null),
  attestation: z.boolean().default(false),
  /** Behind this step, in its phase; left out: the end of the list. */
  after: id.nullable().default(null),
});

export const editStepInput = z.object({
  ...seen,
  title: written.title.optional(),
  why: written.why.optional(),
  instructions: written.instructions.optional(),
  commands: written.commands.optional(),
  backOut: written.backOut.optional(),
  plannedMinutes: written.plannedMinutes.optional(),
  scalesWith: written.scalesWith.optional(),
  exclusive: written.exclusive.optional(),
  unattended: written.unattended.optional(),
  required: written.required.optional(),
  evidenceRequired: written.evidenceRequired.optional(),
  evidenceWhat: written.evidenceWhat.optional(),
  predecessors: written.predecessors.optional(),
});

export const moveStepInput = z.object({
  ...seen,
  after: id.nullable().meta({
    description: "The step it comes right behind, whose phase it joins; null: the top of its own phase",
  }),
});

export const savedStep = z.object({ id, code: z.string(), version: z.int() });
