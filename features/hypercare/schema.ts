import { z } from "zod";
import { findingSeverities } from "@/domain/hypercare/finding";
import { longestDays } from "@/domain/hypercare/period";
import { answerResults, checkStates, dayStates } from "@/domain/hypercare/standing";
import { checkPages } from "@/domain/verification";
import { checkId } from "@/features/verification/schema";
import { environmentKey, id, moment, reason, text, upgradeKey, version, webAddress } from "@/lib/fields";

const person = z.object({ id, name: z.string() });
const days = (what: string) =>
  z.coerce
    .number("must be a number of days")
    .int("must be a whole number of days")
    .min(1, "must be at least one day")
    .max(longestDays, `must be at most ${longestDays} days`)
    .meta({ description: what });

export const hypercareInput = z.object({ upgrade: upgradeKey, environment: environmentKey });

export const startHypercareInput = hypercareInput.extend({
  begin: moment.meta({ description: "When the new stack carried the traffic; may be days ago, not ahead" }),
  days: days("Calendar days; left out: as many as verification asks for").optional(),
});

export const extendHypercareInput = hypercareInput.extend({
  version,
  days: days("How many days more"),
  reason,
});
export const endHypercareInput = hypercareInput.extend({ version, reason });

const what = text(2_000).refine((value) => value.length > 0, "Say what was found");
const severity = z.enum(findingSeverities);
/** An address, or nothing. */
const link = z
  .union([z.literal(""), webAddress], "must be an http(s):// address")
  .meta({ description: "An http(s) address; may be empty" });
const owner = id.nullable().meta({ description: "Who sees to it; null: nobody yet" });

export const answerInput = hypercareInput.extend({
  day: days("Number of the day, 1 for the first"),
  check: checkId,
  version: z.coerce.number("must be the version you saw, a number").int().min(0).max(2_147_483_647).meta({
    description: "Version of the answer seen by the caller, 0 before the first; over REST also as If-Match",
  }),
  result: z.enum(answerResults),
  note: text(2_000)
    .default("")
    .meta({ description: "What was looked at; needed when the answer becomes another one" }),
  link: link.default(""),
  finding: z
    .object({ what, severity, link: link.default(""), owner: owner.default(null) })
    .optional()
    .meta({ description: "With the result `finding`: what was found. Stays open until it is closed" }),
});

const ofFinding = { upgrade: upgradeKey, finding: id, version };
export const editFindingInput = z.object({
  ...ofFinding,
  what: what.optional(),
  severity: severity.optional(),
  link: link.optional(),
  owner: owner.optional(),
});
export const closeFindingInput = z.object({
  ...ofFinding,
  done: text(2_000).refine((value) => value.length > 0, "Say what was done"),
});

const answer = z.object({
  result: z.enum(answerResults),
  note: z.string(),
  link: z.string(),
  at: z.string(),
  by: person,
  corrected: z.object({ at: z.string(), by: person }).nullable(),
  version: z.int(),
});
export type AnswerView = z.output<typeof answer>;

const day = z.object({
  number: z.int(),
  date: z.string().meta({ description: "On the calendar of the period's zone" }),
  from: z.string(),
  to: z.string(),
  state: z.enum(dayStates),
  late: z.boolean().meta({ description: "Something of it was answered after it was over" }),
  today: z.boolean(),
  checks: z.array(
    z.object({ id: z.string(), state: z.enum(checkStates), late: z.boolean(), answer: answer.nullable() }),
  ),
});
export type DayView = z.output<typeof day>;

const finding = z.object({
  id,
  version: z.int(),
  number: z.int(),
  day: z.int(),
  check: z.string().meta({ description: "The check's words when it was found" }),
  what: z.string(),
  severity,
  link: z.string(),
  owner: person.nullable(),
  openedAt: z.string(),
  openedBy: person,
  closed: z.object({ at: z.string(), by: person, done: z.string() }).nullable(),
});
export type FindingView = z.output<typeof finding>;

const check = z.object({
  id: z.string(),
  title: z.string(),
  text: z.string(),
  sources: z.array(z.string()),
  page: z.enum(checkPages).nullable(),
});
export type CheckView = z.output<typeof check>;

export const hypercareView = z.object({
  environment: z.object({ key: z.string(), name: z.string() }),
  /** What verification asks for; null where it asks for no hypercare. */
  asks: z
    .object({
      here: z.boolean().meta({ description: "The exit of this environment asks for it" }),
      days: z.int(),
    })
    .nullable(),
  checks: z.array(check),
  proposed: z
    .object({ begin: z.string(), because: z.enum(["traffic", "window"]) })
    .nullable()
    .meta({ description: "A begin to propose: all traffic moved, or the change window ended" }),
  period: z
    .object({
      number: z.int(),
      version: z.int(),
      begin: z.string(),
      end: z.string(),
      length: z.int().meta({ description: "Agreed calendar days" }),
      zone: z.string(),
      startedAt: z.string(),
      startedBy: person,
      ended: z.object({ at: z.string(), by: person, reason: z.string() }).nullable(),
      over: z.boolean(),
      days: z.array(day),
    })
    .nullable(),
  startRefused: z
    .string()
    .nullable()
    .meta({ description: "Why hypercare can't be started now; null: it can" }),
  findings: z.array(finding),
  clean: z.boolean().meta({
    description: "It is over, every day answered, every finding closed: what the exit gate asks for",
  }),
});
export type HypercareView = z.output<typeof hypercareView>;
