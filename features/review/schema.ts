import { z } from "zod";
import { findingSeverities } from "@/domain/hypercare/finding";
import { id, text, upgradeKey } from "@/lib/fields";

export const reviewInput = z.object({ upgrade: upgradeKey });

const part = text(20_000).optional();
export const editReviewInput = z.object({
  upgrade: upgradeKey,
  version: z.coerce.number("must be the version you saw, a number").int().min(0).meta({
    description: "Version seen by the caller, 0 before anything was written; over REST also as If-Match",
  }),
  summary: part,
  wentWell: part,
  wentBadly: part,
  actions: part,
});
export const savedReview = z.object({ version: z.int() });

const by = z.object({ id, name: z.string() });

export const reviewView = z.object({
  written: z.object({
    summary: z.string(),
    wentWell: z.string(),
    wentBadly: z.string(),
    actions: z.string(),
    editedAt: z.string().nullable(),
    editedBy: by.nullable(),
    version: z.int(),
  }),
  /** What happened, oldest first. */
  timeline: z.array(z.object({ at: z.string(), environment: z.string(), sentence: z.string() })),
  deviations: z.array(
    z.object({ at: z.string(), run: z.string(), runId: id, text: z.string(), by: z.string() }),
  ),
  forecasts: z.array(
    z.object({
      environment: z.string(),
      number: z.int(),
      p50: z.number(),
      p80: z.number(),
      took: z
        .number()
        .nullable()
        .meta({ description: "Minutes the run after it took; null where there was none" }),
      within: z.string().nullable(),
    }),
  ),
  hypercare: z.array(
    z.object({
      environment: z.string(),
      environmentKey: z.string(),
      from: z.string().meta({ description: "First calendar day" }),
      days: z.int(),
      answered: z.int(),
      late: z.int().meta({ description: "Days of which something was answered after they were over" }),
      ended: z.string().nullable().meta({ description: "Why it was ended early" }),
    }),
  ),
  findings: z.array(
    z.object({
      environment: z.string(),
      number: z.int(),
      what: z.string(),
      severity: z.enum(findingSeverities),
      done: z.string().nullable().meta({ description: "What was done; null while it is open" }),
    }),
  ),
  waivers: z.array(z.object({ gate: z.string(), title: z.string(), reason: z.string(), by: z.string() })),
  defects: z.array(
    z.object({ code: z.string(), title: z.string(), environment: z.string(), url: z.string() }),
  ),
  proposals: z.array(
    z.object({
      kind: z.enum(["minutes", "step"]),
      code: z.string(),
      title: z.string(),
      was: z.number().nullable(),
      is: z.number().nullable(),
      attempts: z.int(),
    }),
  ),
  /** The proposals as lines for the playbook's YAML. */
  proposalText: z.string(),
});
export type ReviewView = z.output<typeof reviewView>;
