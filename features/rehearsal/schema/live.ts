import { z } from "zod";
import { environmentKinds } from "@/domain/environment";
import { runVerdicts } from "@/domain/run-decision";
import { stepStates } from "@/domain/step";
import { paused } from "@/features/steps/schema/reading";
import { environmentKey, id, text, title, upgradeKey, version } from "@/lib/fields";
import { ofRun, person, place, runEntry, runRow } from "./runs";

const inUpgrade = { upgrade: upgradeKey };

export const askInput = z.object({ ...ofRun, question: title(300) });
const ofDecision = { ...ofRun, decision: id };
export const voteInput = z.object({
  ...ofDecision,
  verdict: z.enum(runVerdicts),
  reason: text(2_000).default(""),
});
export const decideInput = z.object({
  ...ofDecision,
  version,
  verdict: z.enum(runVerdicts),
  reason: text(2_000).default(""),
});
export const savedDecision = z.object({ id, version: z.int() });

export const liveInput = z.object({ ...inUpgrade, environment: environmentKey });

const span = z.object({ start: z.string(), finish: z.string() });

const inTeam = person.extend({ team: z.string().meta({ description: "Empty: in none" }) });

export const liveStep = z.object({
  id,
  code: z.string(),
  title: z.string(),
  phase: z.string(),
  state: z.enum(stepStates),
  stateReason: z.string(),
  /** In progress, and nobody works on it: since when and why. */
  paused,
  version: z.int(),
  assignee: inTeam.nullable(),
  startable: z.boolean(),
  whyNot: z.string(),
  /** What it is expected to take. */
  minutes: z.number(),
  timedRuns: z
    .int()
    .meta({ description: "Timed attempts its minutes rest on; 0: they are planned or assumed" }),
  isPlanned: z.boolean().meta({ description: "Somebody planned its minutes" }),
  planned: span,
  actual: span,
  critical: z.boolean(),
  pointOfNoReturn: z.boolean().meta({ description: "Once it is done there is no way back" }),
  lateMinutes: z.number(),
});
export type LiveStep = z.output<typeof liveStep>;

export const liveDecision = z.object({
  id,
  question: z.string(),
  demanded: z.boolean().meta({ description: "The run does not succeed before it is decided" }),
  askedAt: z.string(),
  askedBy: person.nullable().meta({ description: "Null: Liftlock asks" }),
  verdict: z.enum(runVerdicts).nullable(),
  reason: z.string(),
  decidedAt: z.string().nullable(),
  decidedBy: person.nullable(),
  votes: z.array(z.object({ by: person, verdict: z.enum(runVerdicts), reason: z.string(), at: z.string() })),
  version: z.int(),
});
export type LiveDecision = z.output<typeof liveDecision>;

export const liveView = z.object({
  environment: place.extend({ kind: z.enum(environmentKinds) }),
  /** The run that goes on, or the last one; null where there was none. */
  run: runRow.nullable(),
  interrupted: runEntry.nullable(),
  entries: z.array(runEntry),
  steps: z.array(liveStep),
  plannedEnd: z.string().nullable(),
  expectedEnd: z.string().nullable(),
  /** P80 of the way back from here, in minutes, and what it rests on. */
  backOut: z.object({ steps: z.int(), minutes: z.number(), measured: z.int() }),
  window: span.nullable(),
  reserveMinutes: z.int(),
  decisions: z.array(liveDecision),
  calls: z.array(
    inTeam.extend({ email: z.string(), roles: z.array(z.string()), doing: z.array(z.string()) }),
  ),
  traffic: z.object({
    share: z.int(),
    shifts: z.array(z.object({ share: z.int(), at: z.string(), reason: z.string(), by: person })),
  }),
});
export type LiveView = z.output<typeof liveView>;
