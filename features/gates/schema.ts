import { z } from "zod";
import { blockerKinds, blockerSubjects } from "@/domain/blocker";
import { environmentKinds, environmentStatuses } from "@/domain/environment";
import { gateKinds, gateStates } from "@/domain/gate-kind";
import { roles, signingRoles } from "@/domain/role";
import { maxSlotCount } from "@/domain/slot";
import { waiverStates } from "@/domain/waiver";
import { signOffView } from "@/features/sign-offs/schema";
import { environmentKey, id, moment, upgradeKey, version } from "@/lib/fields";

/** Names a gate: an environment and which of its two. */
export const gateAddress = { upgrade: upgradeKey, environment: environmentKey, gate: z.enum(gateKinds) };

export const person = z.object({ id, name: z.string() });

/** One reason why a gate is shut, as screens and API show it. */
export const blockerView = z.object({
  key: z.string().meta({ description: "Stays the same as long as the reason lasts; a waiver names it" }),
  kind: z.enum(blockerKinds),
  title: z.string(),
  detail: z.string(),
  since: z.string().nullable(),
  subject: z.object({ type: z.enum(blockerSubjects), id, code: z.string().nullable() }),
  href: z.string().meta({ description: "The screen where it can be cleared" }),
  clearedBy: z.object({ people: z.array(person), roles: z.array(z.enum(roles)) }),
  waivable: z.boolean(),
});
export type BlockerView = z.output<typeof blockerView>;

export const waiverView = z.object({
  id,
  version: z.int(),
  state: z.enum(waiverStates),
  blockerKey: z.string(),
  blockerTitle: z.string(),
  reason: z.string(),
  requestedBy: person,
  requestedAt: z.string(),
  approvedBy: person.nullable(),
  approvedAt: z.string().nullable(),
  expiresAt: z.string(),
  endedAt: z.string().nullable(),
  endedBy: person.nullable(),
  endedReason: z.string(),
  /** Why the asker may not; empty when they may. */
  cannotApprove: z.array(z.string()),
  cannotEnd: z.array(z.string()),
});
export type WaiverView = z.output<typeof waiverView>;

/** What a gate needs from one role: who gave it, who can still, who can't and why. */
export const slotView = z.object({
  role: z.enum(roles),
  count: z.int(),
  missing: z.int(),
  filledBy: z.array(signOffView),
  can: z.array(person),
  cannot: z.array(z.object({ person, reason: z.string() })),
});
export type SlotView = z.output<typeof slotView>;

export const conditionView = z.object({
  id,
  version: z.int(),
  text: z.string(),
  by: person,
  gate: z.string(),
  since: z.string(),
  clearedAt: z.string().nullable(),
  clearedBy: person.nullable(),
  note: z.string(),
});
export type ConditionView = z.output<typeof conditionView>;

export const criterionView = z.object({ title: z.string(), href: z.string(), neutral: z.boolean() });

/** A gate as lists show it. */
export const gateSummary = z.object({
  id,
  environment: z.object({
    id,
    key: z.string(),
    name: z.string(),
    kind: z.enum(environmentKinds),
    status: z.enum(environmentStatuses),
  }),
  gate: z.enum(gateKinds),
  /** "Pre-prod exit"; prod's entry is called the go/no-go. */
  label: z.string(),
  goNoGo: z.boolean(),
  state: z.enum(gateStates),
  headline: z.string(),
  blockerCount: z.int(),
  signed: z.int(),
  wanted: z.int(),
  stale: z.int(),
  dueAt: z.string().nullable().meta({ description: "When it shall be open; nothing is shut by it" }),
  late: z.boolean(),
});
export type GateSummary = z.output<typeof gateSummary>;

export const gateList = z.object({ items: z.array(gateSummary) });

export const gateView = gateSummary.extend({
  version: z.int(),
  /** What the gate leads to: "Signing it unlocks Prod's go/no-go." */
  unlocks: z.string(),
  /** The upgrade lets people sign what they did themselves. */
  doersMaySign: z.boolean(),
  /** Who can clear the blockers, counted by person. */
  clearing: z.string(),
  criteria: z.int(),
  passing: z.int(),
  neutral: z.int(),
  /** The first ones, failing first; `blockerCount` says how many there are. */
  blockers: z.array(blockerView),
  blockerKinds: z.partialRecord(z.enum(blockerKinds), z.int()),
  waived: z.array(z.object({ blocker: blockerView, waiver: waiverView })),
  /** Waivers that wait for a second person, with what they would accept where it still blocks. */
  waiversWaiting: z.array(waiverView),
  waiversPast: z.array(waiverView),
  slots: z.array(slotView),
  signOffs: z.array(signOffView),
  /** Conditions given here, and those of gates below that this gate waits for. */
  conditions: z.array(conditionView),
  /** What a signature would be bound to now. */
  bound: z.object({
    manifestSha256: z.string(),
    steps: z.int(),
    executions: z.int(),
    evidence: z.int(),
    waivers: z.int(),
    conditions: z.int(),
    signatures: z.int(),
    playbook: z.string(),
  }),
  /** What the asker can't do here, with every reason; an empty list means they can. */
  cannot: z.object({
    approve: z.array(z.string()),
    reject: z.array(z.string()),
    setSlots: z.array(z.string()),
    setDue: z.array(z.string()),
    requestWaiver: z.array(z.string()),
    clearCondition: z.array(z.string()),
  }),
  /** Present when asked for with `criteria`. */
  passed: z.array(criterionView).optional(),
});
export type GateView = z.output<typeof gateView>;

export const setSlotsInput = z.object({
  ...gateAddress,
  version,
  slots: z
    .array(z.object({ role: z.enum(signingRoles), count: z.int().min(1).max(maxSlotCount) }))
    .max(signingRoles.length),
});
export const setDueInput = z.object({
  ...gateAddress,
  version,
  dueAt: moment.nullable().meta({ description: "Null removes it" }),
});
export const setSlotsOutput = z.object({ id, version: z.int() });
