import { z } from "zod";
import { blockerKinds } from "@/domain/blocker";
import { environmentKinds, environmentStatuses } from "@/domain/environment";
import { gateKinds, gateStates } from "@/domain/gate-kind";
import { id, upgradeKey } from "@/lib/fields";

/** A number that leads to exactly what it counts. */
const count = z.object({ count: z.int(), href: z.string() });

const gateColumn = z.object({
  gate: z.enum(gateKinds),
  label: z.string(),
  goNoGo: z.boolean(),
  state: z.enum(gateStates),
  blockers: z.int(),
  signed: z.int(),
  wanted: z.int(),
  stale: z.int(),
  dueAt: z.string().nullable(),
  /** Past that and not open. */
  late: z.boolean(),
  href: z.string(),
});
export type GateColumn = z.output<typeof gateColumn>;

const environmentColumn = z.object({
  id,
  key: z.string(),
  name: z.string(),
  kind: z.enum(environmentKinds),
  status: z.enum(environmentStatuses),
  /** What keeps it from moving, in one sentence. */
  sentence: z.string(),
  startedAt: z.string().nullable(),
  signedAt: z.string().nullable(),
  /** Whole percent of steps and tests; 100 only when nothing is left. */
  percent: z.int(),
  checklist: z.object({
    closed: z.int(),
    total: z.int(),
    href: z.string(),
    doing: count,
    blocked: count,
    /** Steps somebody asked to skip: each waits for a second person's word. */
    secondPerson: count,
    notApplicable: count,
    skipped: count,
  }),
  tests: z.object({
    /** Required cases, and how many of them pass and aren't stale. */
    required: z.int(),
    requiredPassing: z.int(),
    passed: z.int(),
    total: z.int(),
    href: z.string(),
    failed: count,
    blocked: count,
    skipped: count,
    stale: count,
    notRun: count,
  }),
  /** Items that have work here: how many, how many of them are dealt with, and what its gates wait for. */
  inventory: z.object({
    work: z.int(),
    done: z.int(),
    href: z.string(),
    undecided: count,
    untested: count,
  }),
  entry: gateColumn,
  exit: gateColumn,
});
export type EnvironmentColumn = z.output<typeof environmentColumn>;

const holdingBack = z.object({
  key: z.string(),
  kind: z.enum([...blockerKinds, "own_signature_stale", "waiver_ending"]),
  title: z.string(),
  href: z.string(),
  /** Who can clear it: names, or roles where nobody is named. */
  owner: z.string(),
  named: z.boolean(),
  since: z.string().nullable(),
  /** When a waiver ends. */
  until: z.string().nullable(),
});
export type HoldingBack = z.output<typeof holdingBack>;

const startableStep = z.object({
  id,
  code: z.string(),
  title: z.string(),
  environment: z.string().nullable(),
  href: z.string(),
  minutes: z.int().nullable(),
  assignee: z.string().nullable(),
  mine: z.boolean(),
});

export const homeInput = z.object({ upgrade: upgradeKey });

export const homeView = z.object({
  key: upgradeKey,
  title: z.string(),
  from: z.string(),
  to: z.string(),
  product: z.string(),
  homeZone: z.string(),
  environments: z.array(environmentColumn),
  /** Key of the environment that is being worked on: the lowest that is not signed off; null when all are. */
  current: z.string().nullable(),
  /** What to know first, and where to go. */
  say: z.object({
    sentence: z.string(),
    tone: z.enum(["blocked", "stale", "waiting", "doing", "done"]),
    href: z.string(),
    action: z.string(),
  }),
  holdsBack: z.array(holdingBack),
  startable: z.array(startableStep),
  startableTotal: z.int(),
  latest: z.array(z.object({ seq: z.int(), at: z.string(), sentence: z.string() })),
});
export type HomeView = z.output<typeof homeView>;
