import { z } from "zod";
import { environmentKinds } from "@/domain/environment";
import { longestDays } from "@/domain/hypercare/period";
import { checkPages, mostChecks } from "@/domain/verification";
import { line, reason, text, title, upgradeKey, version } from "@/lib/fields";

const kinds = z.array(z.enum(environmentKinds)).max(environmentKinds.length);

/** The id of a daily check, as in a playbook. */
export const checkId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9][a-z0-9.-]*$/, "must be lower-case letters, digits, dots and hyphens")
  .meta({ description: "Id of a daily check", example: "errors" });

const check = z.object({
  id: checkId,
  title: title(300),
  text: text(4_000)
    .refine((value) => value.length > 0, "must not be empty")
    .meta({
      description: "How to look, what is well and what is not; markdown",
    }),
  sources: z.array(line(500)).max(20).default([]),
  page: z.enum(checkPages).nullable().default(null).meta({ description: "Where Liftlock shows it" }),
});

/** Answers name checks by their ids. */
const onlyOnce = (checks: readonly { id: string }[]) =>
  new Set(checks.map(({ id }) => id)).size === checks.length;

/** What is asked for, as somebody wants it. */
const rules = z.object({
  health: kinds.meta({ description: "Kinds of environments whose exit asks for thresholds" }),
  counts: kinds.meta({ description: "… for counts before and after" }),
  logs: kinds.meta({ description: "… for logs that were read" }),
  hypercare: z
    .object({
      in: kinds.min(1, "must name a kind of environments"),
      days: z
        .number("must be a number of days")
        .int("must be a whole number of days")
        .min(1, "must be at least one day")
        .max(longestDays, `must be at most ${longestDays} days`),
      checks: z
        .array(check)
        .min(1, "must hold a check: a day without one shows nothing")
        .max(mostChecks, `hold at most ${mostChecks}`)
        .refine(onlyOnce, "hold every id only once"),
    })
    .nullable()
    .meta({ description: "Null: no hypercare is asked for" }),
});
export type WantedRules = z.input<typeof rules>;

/** The same as it is kept: checks with the moment from which they are asked. */
const storedRules = z.object({
  health: z.array(z.enum(environmentKinds)),
  counts: z.array(z.enum(environmentKinds)),
  logs: z.array(z.enum(environmentKinds)),
  hypercare: z
    .object({
      in: z.array(z.enum(environmentKinds)),
      days: z.int(),
      checks: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          text: z.string(),
          sources: z.array(z.string()),
          page: z.enum(checkPages).nullable(),
          since: z
            .string()
            .nullable()
            .meta({ description: "Asked of days that end after it; null: of every day" }),
        }),
      ),
    })
    .nullable(),
});

const asked = z.array(z.enum(environmentKinds)).default([]);

/** What a playbook says of verification; what it leaves out is not asked for. */
export const playbookVerification = z.strictObject({
  health: asked,
  counts: asked,
  logs: asked,
  hypercare: z
    .strictObject({
      in: kinds.min(1),
      days: z.int().min(1).max(longestDays),
      checks: z
        .array(
          z.strictObject({
            id: checkId,
            title: title(300),
            text: z
              .string()
              .trim()
              .min(1)
              .max(4_000)
              .refine((words) => !words.includes("{{"), "Texts of daily checks have no placeholders."),
            sources: z.array(line(500).min(1)).max(20).default([]),
            page: z.enum(checkPages).nullable().default(null),
          }),
        )
        .min(1)
        .max(mostChecks)
        .refine(onlyOnce, "Ids of daily checks are there once."),
    })
    .optional(),
});

export const verificationInput = z.object({ upgrade: upgradeKey });
export const verificationView = z.object({
  rules: storedRules,
  version: z.int().meta({ description: "Of the upgrade: what setting the rules is done with" }),
});
export type VerificationView = z.output<typeof verificationView>;

export const setVerificationInput = z.object({ upgrade: upgradeKey, version, rules, reason });
