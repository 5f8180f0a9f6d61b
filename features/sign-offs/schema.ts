import { z } from "zod";
import { evidenceKinds } from "@/domain/evidence";
import { findingLevels } from "@/domain/finding";
import { gateKinds } from "@/domain/gate-kind";
import { itemStates } from "@/domain/inventory";
import type { Manifest } from "@/domain/manifest";
import { roles } from "@/domain/role";
import { signOffDecisions, signOffMeanings } from "@/domain/sign-off";
import { stepStates } from "@/domain/step";
import { testResults } from "@/domain/test-execution";
import { priorities } from "@/domain/use-case";
import { environmentKey, id, reason, text, upgradeKey, version } from "@/lib/fields";

/** One thing that is no longer as it was signed. */
export const changeView = z.object({ subject: z.string(), was: z.string(), is: z.string() });

/** What became of a decision. Replaced: the same person decided anew. */
export const signOffStates = ["standing", "stale", "rejected", "withdrawn", "replaced"] as const;

export const signOffView = z.object({
  id,
  by: z.object({ id, name: z.string() }),
  roles: z.array(z.enum(roles)),
  decision: z.enum(signOffDecisions),
  meaning: z.enum(signOffMeanings).nullable(),
  statement: z.string(),
  signedAt: z.string(),
  state: z.enum(signOffStates),
  staleAt: z.string().nullable(),
  /** What changed since, as found when it went stale. */
  changes: z.array(changeView),
  withdrawnAt: z.string().nullable(),
  withdrawnReason: z.string(),
  manifestSha256: z.string(),
  /** Why the asker can't withdraw it; empty when they can; null where there is nothing to withdraw. */
  cannotWithdraw: z.array(z.string()).nullable(),
});
export type SignOffView = z.output<typeof signOffView>;

/** The password never leaves this field: it is checked before anything else and stored nowhere. */
const password = z
  .string()
  .min(1, "Enter your password")
  .max(1_000)
  .meta({ description: "The signer's own password", format: "password" });

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "must be a SHA-256 in hex");

const iso = z.string();
const evidence = z
  .array(z.object({ kind: z.enum(evidenceKinds), name: z.string(), sha256: z.string() }))
  .readonly();
const listOf = <T extends z.ZodType>(item: T) => z.array(item).readonly();

/** What a signature is bound to. The SHA-256 of its canonical JSON (RFC 8785) names it. */
export const manifestSchema: z.ZodType<Manifest, Manifest> = z.object({
  format: z.literal(1),
  upgrade: z.string(),
  playbook: z.object({ id: z.string(), version: z.string() }),
  from: z.string(),
  to: z.string(),
  environment: z.string(),
  gate: z.enum(gateKinds),
  steps: listOf(
    z.object({
      code: z.string(),
      title: z.string(),
      state: z.enum(stepStates),
      required: z.boolean(),
      reason: z.string().nullable(),
      doneBy: z.string().nullable(),
      finishedAt: iso.nullable(),
      evidence,
      pages: listOf(z.object({ id: z.string(), title: z.string(), url: z.string() })).exactOptional(),
    }),
  ),
  executions: listOf(
    z.object({
      case: z.string(),
      revision: z.int(),
      executedRevision: z.int().nullable(),
      result: z.enum(testResults),
      stale: z.enum(["case_revised", "environment_changed"]).nullable(),
      measured: z.number().nullable(),
      executedBy: z.string().nullable(),
      executedAt: iso.nullable(),
      evidence,
    }),
  ),
  useCases: listOf(
    z.object({ code: z.string(), priority: z.enum(priorities), requiredCases: listOf(z.string()) }),
  ),
  inventory: listOf(
    z.object({
      item: z.string(),
      title: z.string(),
      level: z.enum(findingLevels),
      verdict: z.string().nullable(),
      state: z.enum(itemStates),
      reason: z.string().nullable(),
      doneBy: z.string().nullable(),
      since: iso.nullable(),
      testCases: listOf(z.string()),
      evidence,
    }),
  ).exactOptional(),
  proofs: listOf(z.object({ subject: z.string(), value: z.string() })).exactOptional(),
  waivers: listOf(
    z.object({
      blocker: z.string(),
      title: z.string(),
      reason: z.string(),
      requestedBy: z.string(),
      approvedBy: z.string(),
      expiresAt: iso,
    }),
  ),
  conditions: listOf(
    z.object({
      gate: z.string(),
      by: z.string(),
      text: z.string(),
      clearedBy: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
  attestations: listOf(
    z.object({
      step: z.string(),
      by: z.string(),
      at: iso,
      pages: listOf(z.object({ id: z.string(), title: z.string(), version: z.string() })).exactOptional(),
    }),
  ),
  previousSignOffs: listOf(z.object({ gate: z.string(), by: z.string(), sha256: z.string() })),
});

export const signInput = z.object({
  upgrade: upgradeKey,
  environment: environmentKey,
  gate: z.enum(gateKinds),
  decision: z.enum(signOffDecisions),
  meaning: z.enum(signOffMeanings).nullable().default(null).meta({ description: "Needed to approve" }),
  statement: text(4_000).default("").meta({ description: "What the signer says; the reason of a rejection" }),
  conditions: z
    .array(text(1_000))
    .max(20)
    .default([])
    .meta({ description: "With the meaning accepted_with_conditions" }),
  manifestSha256: sha256.meta({
    description:
      "SHA-256 of the manifest the signer saw; nothing is signed when it is no longer the present one",
  }),
  manifest: manifestSchema
    .optional()
    .meta({ description: "That manifest itself: a refusal then says what changed since" }),
  password,
});
export type SignInput = z.input<typeof signInput>;

export const signOutput = z.object({ id, manifestSha256: sha256 });

export const withdrawInput = z.object({ upgrade: upgradeKey, signOff: id, reason });
export const withdrawOutput = z.object({ id });

export const clearConditionInput = z.object({ upgrade: upgradeKey, condition: id, version, note: reason });
export const clearConditionOutput = z.object({ id, version: z.int() });

/** A manifest as stored or present, with what its hash is said to be. */
export const boundManifest = z.object({
  manifestSha256: sha256,
  manifest: manifestSchema,
});

export const signedManifest = boundManifest.extend({
  signOff: id,
  by: z.string(),
  signedAt: z.string(),
  gate: z.string(),
});

/** Why something is in somebody's inbox, in the order it is shown. */
export const inboxKinds = ["sign", "stale", "waiver", "skip", "near"] as const;

export const inboxItem = z.object({
  /** Stays the same as long as it waits. */
  key: z.string(),
  kind: z.enum(inboxKinds),
  /** With the zone its times are shown in to somebody who chose none. */
  upgrade: z.object({ key: z.string(), title: z.string(), homeZone: z.string() }),
  /** "Pre-prod exit", or the step. */
  title: z.string(),
  /** What is asked, in one sentence. */
  detail: z.string(),
  href: z.string(),
  since: z.string().nullable(),
  /** What a signature would rest on; null for everything that isn't one. */
  basis: z.object({ steps: z.int(), executions: z.int(), evidence: z.int(), waivers: z.int() }).nullable(),
  /** What changed in the environment since one last decided there; `total` counts all, `since` is null when one never did. */
  changed: z
    .object({
      since: z.string().nullable(),
      total: z.int(),
      latest: z.array(z.object({ seq: z.int(), at: z.string(), sentence: z.string() })),
    })
    .nullable(),
});
export type InboxItem = z.output<typeof inboxItem>;

export const inboxView = z.object({
  items: z.array(inboxItem),
  /** How many of them wait for the asker now: all but the gates that are only near. */
  waiting: z.int(),
});
