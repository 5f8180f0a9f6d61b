import { approveWaiver, requestWaiver } from "@/features/waivers/commands";
import { execute } from "@/lib/command";
import type { Person } from "./people";
import type { Teller } from "./teller";

/** One person asks for an exception, another agrees. */
export async function waive(
  tell: Teller,
  { environment, gate }: { environment: string; gate: "entry" | "exit" },
  what: string,
  by: { asks: Person; agrees: Person },
  given: { reason: string; expiresAt: Date },
  asked: Date,
  agreed: Date,
) {
  const inGate = { upgrade: tell.key, environment, gate };
  const blocker = await tell.blockerKey(environment, gate, what, asked);
  const input = { ...inGate, blocker, reason: given.reason, expiresAt: given.expiresAt.toISOString() };
  const { id, version } = await execute(requestWaiver, by.asks, input, { now: tell.clock(asked) });
  const seen = { upgrade: tell.key, waiver: id, version };
  await execute(approveWaiver, by.agrees, seen, { now: tell.clock(agreed) });
}
