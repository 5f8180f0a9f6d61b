import type { GateEvaluation } from "@/domain/gate";
import { isGateLate } from "@/domain/gate-due";
import { gateLabel } from "@/domain/gate-kind";
import type { GateRow } from "@/lib/facts";
import type { EnvironmentStanding } from "@/lib/standing";
import type { GateSummary } from "../schema";

/** Prod's entry gate decides whether production may be touched: people call it the go/no-go. */
export const isGoNoGo = (environment: { kind: string }, gate: string): boolean =>
  environment.kind === "prod" && gate === "entry";

/** "Pre-prod exit", "Prod go/no-go": how screens name a gate. */
export const gateTitle = (environment: { name: string; kind: string }, gate: "entry" | "exit"): string =>
  isGoNoGo(environment, gate) ? `${environment.name} go/no-go` : gateLabel(environment.name, gate);

/** A gate as lists show it. */
export function gateSummary(
  { environment, status }: EnvironmentStanding,
  gate: GateRow,
  evaluation: GateEvaluation,
  now: Date,
): GateSummary {
  const { id, key, name, kind } = environment;
  const wanted = gate.slots.reduce((sum, slot) => sum + slot.count, 0);
  return {
    id: gate.id,
    environment: { id, key, name, kind, status },
    gate: gate.kind,
    label: gateTitle(environment, gate.kind),
    goNoGo: isGoNoGo(environment, gate.kind),
    state: evaluation.state,
    headline: evaluation.headline,
    blockerCount: evaluation.blockers.length,
    signed: wanted - evaluation.slots.missing,
    wanted,
    stale: evaluation.staleSignOffs.length,
    dueAt: gate.dueAt?.toISOString() ?? null,
    late: isGateLate({ state: evaluation.state, dueAt: gate.dueAt }, now),
  };
}
