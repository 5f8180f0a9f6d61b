import { z } from "zod";
import { type Conflict, closedKinds, type Wanted } from "@/domain/window/booking";
import { timeZone } from "@/features/upgrades/schema";
import { environmentKey, id, line, moment, reason, text, title, upgradeKey, version } from "@/lib/fields";

const inUpgrade = { upgrade: upgradeKey };
const ofEnvironment = { ...inUpgrade, environment: environmentKey };
const minutes = (most: number) =>
  z.coerce
    .number("must be a number of minutes")
    .int("must be whole minutes")
    .min(0, "must be 0 or more")
    .max(most, `must be ${most} or less`);
const moments = { from: moment, to: moment };
const person = z.object({ id, name: z.string() });

// Traffic profiles

export const uploadProfileInput = z.object({
  ...ofEnvironment,
  file: z.file("must be a file").optional().meta({
    description: "CSV of time stamp and count, or an access log (common, combined or WSO2's http_access)",
  }),
  text: z
    .string()
    .max(26_214_400, "is longer than 25 MiB")
    .optional()
    .meta({ description: "The same, pasted, instead of a file" }),
  zone: timeZone
    .optional()
    .meta({ description: "Zone of time stamps without an offset; the upgrade's home zone when left out" }),
  intervalMinutes: z.coerce
    .number("must be a number of minutes")
    .refine((value) => [1, 5, 10, 15, 30, 60].includes(value), "must be 1, 5, 10, 15, 30 or 60")
    .default(5)
    .meta({ description: "For access logs: the interval in which requests are counted" }),
});
export type UploadProfileInput = z.output<typeof uploadProfileInput>;

export const profileView = z.object({
  from: z.string(),
  to: z.string(),
  stepMinutes: z.int(),
  intervals: z.int(),
  unknown: z.int().meta({ description: "Intervals without a number" }),
  rows: z.int(),
  format: z.enum(["csv", "access_log"]),
  file: z.string(),
  zone: z.string(),
  notes: z.array(z.object({ kind: z.string(), count: z.int(), message: z.string() })),
  uploadedAt: z.string(),
  uploadedBy: z.string(),
  version: z.int(),
});

export const trafficHeat = z.object({
  environment: z.object({ key: z.string(), name: z.string() }),
  profile: profileView.nullable().meta({ description: "Null while none was uploaded" }),
  heat: z.array(z.array(z.number().nullable())).meta({
    description:
      "Monday to Sunday, 24 hours each, in the home zone: mean requests of the hour; null where nothing is known",
  }),
  zone: z.string(),
});
export type TrafficHeat = z.output<typeof trafficHeat>;
export const trafficProfileInput = z.object(ofEnvironment);

// Freezes and holidays

const closedFields = {
  kind: z.enum(closedKinds),
  name: title(120),
  ...moments,
  reason: text(2_000).meta({ description: "Needed for a freeze; may be left out for a holiday" }),
};
export const addFreezeInput = z.object({
  ...inUpgrade,
  ...closedFields,
  reason: closedFields.reason.default(""),
});
export const editFreezeInput = z.object({
  ...inUpgrade,
  freeze: id,
  version,
  name: closedFields.name.optional(),
  from: moment.optional(),
  to: moment.optional(),
  reason: closedFields.reason.optional(),
});
export const removeFreezeInput = z.object({ ...inUpgrade, freeze: id, version });
export const freezeView = z.object({
  id,
  ...closedFields,
  reason: z.string(),
  over: z.boolean(),
  version: z.int(),
});
export type FreezeView = z.output<typeof freezeView>;
export const freezeOutput = z.object({ id, version: z.int() });

// Windows

const system = line(80).min(1, "must not be empty");
const windowFields = {
  ...moments,
  reserveMinutes: minutes(7 * 24 * 60).meta({ description: "Kept at the end for what nobody expects" }),
  crew: z.array(id).max(60).meta({ description: "Ids of members who work in it" }),
  sharedSystems: z
    .array(system)
    .max(30)
    .meta({ description: "Names of systems it needs for itself that others use, too" }),
};
const acceptance = {
  acceptConflicts: z
    .array(z.string().max(300))
    .max(500)
    .default([])
    .meta({ description: "Keys of the conflicts you saw and accept, as a refusal named them" }),
  acceptReason: text(2_000).default("").meta({ description: "Why they are acceptable" }),
};

export const bookWindowInput = z.object({
  ...ofEnvironment,
  ...windowFields,
  reserveMinutes: windowFields.reserveMinutes.default(0),
  crew: windowFields.crew.default([]),
  sharedSystems: windowFields.sharedSystems.default([]),
  ...acceptance,
});
export const moveWindowInput = z.object({
  ...inUpgrade,
  window: id,
  version,
  from: moment.optional(),
  to: moment.optional(),
  reserveMinutes: windowFields.reserveMinutes.optional(),
  crew: windowFields.crew.optional(),
  sharedSystems: windowFields.sharedSystems.optional(),
  reason,
  ...acceptance,
});
export const cancelWindowInput = z.object({ ...inUpgrade, window: id, version, reason });

const conflict = z.object({
  key: z.string(),
  kind: z.enum(["person", "system", ...closedKinds]),
  message: z.string(),
}) satisfies z.ZodType<Conflict>;

export const windowView = z.object({
  id,
  environment: z.object({ key: z.string(), name: z.string() }),
  ...moments,
  reserveMinutes: z.int(),
  crew: z.array(person),
  sharedSystems: z.array(z.string()),
  state: z.enum(["booked", "cancelled"]),
  phase: z.enum(["ahead", "now", "over"]),
  reason: z.string(),
  conflicts: z
    .array(conflict.extend({ accepted: z.boolean() }))
    .meta({ description: "What speaks against it now; accepted or come up since" }),
  acceptedReason: z.string(),
  bookedAt: z.string(),
  bookedBy: person,
  version: z.int(),
});
export type WindowView = z.output<typeof windowView>;
export const windowOutput = z.object({ id, version: z.int(), accepted: z.array(conflict) });

// Crew

const minuteOfDay = z.coerce
  .number("must be minutes after midnight")
  .int("must be whole minutes")
  .min(0, "must be 0 or more")
  .max(1_439, "must be 1439 or less");
const weekdays = z
  .array(z.coerce.number().int().min(0).max(6))
  .max(7)
  .refine((days) => new Set(days).size === days.length, "names a day twice")
  .meta({ description: "Days on which the hours begin; Monday is 0" });
export const setHoursInput = z.object({
  ...inUpgrade,
  person: id,
  version: z.coerce
    .number("must be the version you saw, 0 for none")
    .int()
    .min(0)
    .meta({ description: "Version seen, 0 where there were no hours; over REST also as If-Match" }),
  hours: z
    .object({ from: minuteOfDay, to: minuteOfDay, weekdays: weekdays.min(1, "choose at least one day") })
    .nullable()
    .meta({
      description:
        "Minutes after midnight in the person's own zone; an end not later than the start is on the next day. Null: not known",
    }),
});
export const crewMember = z.object({
  id,
  name: z.string(),
  zone: z.string(),
  works: z.boolean().meta({ description: "Lead or engineer: proposed as crew" }),
  hours: z.object({ from: z.int(), to: z.int(), weekdays: z.array(z.int()) }).nullable(),
  version: z.int(),
});
export type CrewMember = z.output<typeof crewMember>;
export const hoursOutput = crewMember.pick({ id: true, hours: true, version: true });

export const windowList = z.object({
  zone: z.string(),
  windows: z.array(windowView).meta({ description: "Booked ones first, by their start" }),
  freezes: z.array(freezeView),
  crew: z.array(crewMember).meta({ description: "Members of the upgrade" }),
});
export type WindowList = z.output<typeof windowList>;
export const listWindowsInput = z.object(inUpgrade);

// Proposals

export const proposeInput = z.object({
  ...ofEnvironment,
  workMinutes: minutes(7 * 24 * 60)
    .min(1, "must be 1 or more")
    .optional()
    .meta({ description: "How long the work takes; the sum of planned minutes when left out" }),
  backOutMinutes: minutes(7 * 24 * 60)
    .default(0)
    .meta({ description: "How long the way back takes" }),
  reserveMinutes: minutes(7 * 24 * 60).default(60),
  from: moment.optional().meta({ description: "No window before that; now when left out" }),
  days: z.coerce.number().int().min(1).max(180).default(60).meta({ description: "How far ahead is looked" }),
  crew: z
    .string()
    .max(4_000)
    .optional()
    .meta({ description: "Ids of members, joined by commas; every lead and engineer when left out" }),
  onlyCrewHours: z
    .enum(["true", "false"])
    .default("false")
    .meta({ description: "true: only windows in which everybody of the crew can work" }),
  count: z.coerce.number().int().min(1).max(20).default(6),
});

export const proposalList = z.object({
  environment: z.object({ key: z.string(), name: z.string() }),
  zone: z.string(),
  needs: z.object({
    workMinutes: z.int(),
    /** Where that comes from. */
    workFrom: z.enum(["asked", "forecast", "planned", "assumed"]),
    backOutMinutes: z.int(),
    reserveMinutes: z.int(),
    totalMinutes: z.int(),
  }),
  asked: z.object({ ...moments, crew: z.array(id), onlyCrewHours: z.boolean() }),
  proposals: z.array(
    z.object({
      ...moments,
      traffic: z.int().meta({ description: "Requests it would meet in a usual week" }),
      share: z
        .number()
        .nullable()
        .meta({ description: "Of what a window of that length meets on average; 1 = as much" }),
      crew: z.array(
        z.object({
          id,
          name: z.string(),
          zone: z.string(),
          /** Null: their hours are not known. */
          works: z.boolean().nullable(),
        }),
      ),
    }),
  ),
  starts: z.int(),
  leftOut: z.object({ closed: z.int(), crew: z.int(), unknown: z.int() }),
  missing: z.string().nullable().meta({ description: "Why there can be no proposals" }),
});
export type ProposalList = z.output<typeof proposalList>;

/** A window as people send it, as the rules want it. */
export const wantedOf = (given: {
  from: string;
  to: string;
  reserveMinutes: number;
  crew: readonly string[];
  sharedSystems: readonly string[];
}): Wanted => ({
  start: new Date(given.from),
  end: new Date(given.to),
  reserveMinutes: given.reserveMinutes,
  crew: [...new Set(given.crew)],
  sharedSystems: [...new Set(given.sharedSystems)],
});
