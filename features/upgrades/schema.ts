import { z } from "zod";
import { environmentKinds } from "@/domain/environment";
import { roles } from "@/domain/role";
import { upgradeKeyLength, upgradeKeyPattern } from "@/domain/upgrade-key";
import { id, reason, text, title, upgradeKey, version } from "@/lib/fields";

/** Short name of an upgrade: capitals, digits and hyphens, begins with a letter. */
export const newUpgradeKey = z
  .string()
  .trim()
  .toUpperCase()
  .regex(upgradeKeyPattern, "has capitals, digits and single hyphens and begins with a letter, like APIM-45")
  .max(upgradeKeyLength, `has at most ${upgradeKeyLength} characters`);

/** An IANA time zone this machine knows. */
export const timeZone = z.string().refine((zone) => {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
  } catch {
    return false;
  }
}, "is not a known time zone; use one like Europe/Berlin");

export const answers = z.record(z.string(), z.union([z.string().max(200), z.boolean()]));

/** Signatures of a gate: one entry per role. */
export const slots = z.array(z.object({ role: z.enum(roles), count: z.int().min(1).max(9) })).max(4);

export const environmentInput = z.object({
  name: title(60),
  kind: z.enum(environmentKinds),
  /** Signatures of its gates; left out: what the playbook proposes. */
  slots: z.object({ entry: slots.optional(), exit: slots.optional() }).default({}),
});

export const createUpgradeInput = z.object({
  key: newUpgradeKey,
  title: title(),
  playbook: z.object({ slug: z.string().min(1).max(60), version: z.string().min(1).max(40) }),
  from: z.string().min(1).max(40),
  to: z.string().min(1).max(40),
  answers: answers.default({}),
  environments: z.array(environmentInput).min(1, "add at least one environment").max(20),
  /** Other members. Who creates the upgrade is always a lead of it. */
  members: z
    .array(z.object({ userId: id, roles: z.array(z.enum(roles)).min(1) }))
    .max(200)
    .default([]),
  homeZone: timeZone.default("UTC"),
  doersMaySign: z.boolean().default(false),
  targetReason: text(2_000).default(""),
  supportCase: text(500).default(""),
});
export type CreateUpgradeInput = z.input<typeof createUpgradeInput>;

export const createUpgradeOutput = z.object({
  id,
  key: upgradeKey,
  version: z.int(),
  steps: z.int(),
  testCases: z.int(),
});

const inUpgrade = { upgrade: upgradeKey };

export const editUpgradeInput = z.object({
  ...inUpgrade,
  version,
  title: title().optional(),
  homeZone: timeZone.optional(),
  supportCase: text(500).optional(),
  targetReason: text(2_000).optional(),
});
export const relaxSigningInput = z.object({ ...inUpgrade, version, doersMaySign: z.boolean(), reason });
export const archiveInput = z.object({ ...inUpgrade, version, reason });
export const restoreInput = z.object({ ...inUpgrade, version });
export const upgradeVersionOutput = z.object({ key: upgradeKey, version: z.int() });

/** The upgrade of the hop before, by its key. */
export const linkPreviousInput = z.object({ ...inUpgrade, version, previous: upgradeKey });
export const unlinkPreviousInput = z.object({ ...inUpgrade, version, reason });
export const followPreviousInput = z.object(inUpgrade);
export const savedPreviousOutput = z.object({
  key: upgradeKey,
  version: z.int(),
  previous: upgradeKey,
  /** When it was found in production; null while this upgrade waits for it. */
  signedAt: z.string().nullable(),
});

export const getPreviousInput = z.object(inUpgrade);
const linkedUpgrade = z.object({ key: upgradeKey, title: z.string(), from: z.string(), to: z.string() });
export const previousView = z.object({
  version: z.int(),
  previous: z
    .object({
      key: upgradeKey,
      signedAt: z.string().nullable(),
      /** Null for somebody who is no member of it. */
      seen: linkedUpgrade.extend({ archived: z.boolean() }).nullable(),
    })
    .nullable(),
  /** Upgrades of the asker that this one could come after. */
  choices: z.array(linkedUpgrade),
  /** Upgrades of the asker that come after this one. */
  next: z.array(linkedUpgrade.extend({ waits: z.boolean() })),
});
export type PreviousView = z.output<typeof previousView>;

/** Answers as they shall be; questions left out keep their answer, null takes one back. */
export const changeAnswersInput = z.object({
  ...inUpgrade,
  version,
  answers: z.record(z.string(), z.union([z.string().max(200), z.boolean(), z.null()])),
});
export const previewAnswersInput = changeAnswersInput.omit({ version: true }).extend({
  /** JSON over REST, because it comes in the query string. */
  answers: z.preprocess((value) => {
    try {
      return typeof value === "string" ? JSON.parse(value) : value;
    } catch {
      return value;
    }
  }, changeAnswersInput.shape.answers),
});

export const updatePlanInput = z.object(inUpgrade);
export const getPlanDifferenceInput = z.object(inUpgrade);

const planItem = z.object({
  /** A page is one to read: `code` is that of the step it belongs to. */
  kind: z.enum(["step", "use_case", "test_case", "page"]),
  code: z.string(),
  title: z.string(),
  /** Name of the environment; null for the plan, use cases and test cases. */
  environment: z.string().nullable(),
  reason: z.string(),
});
export const planDifferenceOutput = z.object({
  changes: z.array(z.object({ question: z.string(), was: z.string(), is: z.string() })),
  added: z.array(planItem),
  removed: z.array(planItem),
  /** No longer in the plan, but somebody worked on it: it stays. */
  kept: z.array(planItem),
});
export const changeAnswersOutput = planDifferenceOutput.extend({ version: z.int() });

export const cloneUpgradeInput = z.object({
  ...inUpgrade,
  key: newUpgradeKey,
  title: title(),
  /** Left out: the same versions as the source. */
  from: z.string().min(1).max(40).optional(),
  to: z.string().min(1).max(40).optional(),
  targetReason: text(2_000).default(""),
  supportCase: text(500).default(""),
  /** Whether the same people get the same roles. */
  members: z.boolean().default(true),
  /** The next hop of the path: starts from the source's target, and waits until the source is in production. */
  nextHop: z.boolean().default(false),
});
