import { z } from "zod";
import { gateKinds } from "@/domain/gate-kind";
import { environmentKey, id, moment, reason, upgradeKey, version } from "@/lib/fields";

export const requestWaiverInput = z.object({
  upgrade: upgradeKey,
  environment: environmentKey,
  gate: z.enum(gateKinds),
  blocker: z.string().min(1).max(200).meta({ description: "`key` of the blocker as the gate lists it" }),
  reason,
  expiresAt: moment,
});
export const approveWaiverInput = z.object({ upgrade: upgradeKey, waiver: id, version });
export const endWaiverInput = z.object({ upgrade: upgradeKey, waiver: id, version, reason });

export const waiverOutput = z.object({ id, version: z.int() });
