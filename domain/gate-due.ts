import type { GateState } from "./gate-kind";
import { dated } from "./sentence";
import { refuse, type Verdict } from "./verdict";

/** A gate as far as the day goes by which it shall be open. */
export type DatedGate = { readonly state: GateState; readonly dueAt: Date | null };

/** Past its date and not open. Nothing is shut by it: it is said, and somebody decides. */
export const isGateLate = ({ state, dueAt }: DatedGate, now: Date): boolean =>
  dueAt !== null && state !== "open" && dueAt.getTime() < now.getTime();

/** Decides a date: only a gate that is not open has something to wait for. Null takes the date away. */
export function decideGateDue(gate: DatedGate & { readonly label: string }, dueAt: Date | null): Verdict {
  if (gate.state === "open" && dueAt !== null)
    return refuse("open_already", `${gate.label} is open already: it needs no date.`);
  if (gate.dueAt?.getTime() === dueAt?.getTime())
    return refuse(
      "unchanged",
      dueAt === null
        ? `${gate.label} has no date.`
        : `${gate.label} is due ${dated(dueAt.toISOString())} already.`,
    );
  return { ok: true };
}
