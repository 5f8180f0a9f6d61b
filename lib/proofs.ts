import type { EnvironmentFacts } from "@/domain/environment";
import { type ForecastFact, forecastProofs } from "@/domain/forecast/proof";
import type { GateProof } from "@/domain/gate-proof";
import { type HealthFacts, healthProofs } from "@/domain/health/proof";
import { type HypercareFacts, hypercareProofs } from "@/domain/hypercare/proof";
import { type LogFacts, logProofs } from "@/domain/log/proofs";
import { rehearsalProofs } from "@/domain/rehearsal";
import type { VerificationRules } from "@/domain/verification";
import { fitProofs } from "@/domain/window/fit-proof";
import { type WindowFacts, windowProofs } from "@/domain/window/window-proof";
import type { ReadClient } from "@/lib/db";
import { loadNewestForecast } from "@/lib/forecast-facts";
import { loadHealth } from "@/lib/health-facts";
import { loadHypercare } from "@/lib/hypercare-facts";
import { loadLogFacts } from "@/lib/log-facts";
import { loadRehearsal, type RehearsalRow } from "@/lib/rehearsal-facts";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";
import { loadWindows } from "@/lib/window-facts";

type Client = Pick<ReadClient, "$queryRaw">;

/** What gates ask for beside steps, cases and items, as read: part of the facts of an upgrade. */
export interface ProofFacts {
  rehearsal: RehearsalRow;
  /** Null also where no forecast is asked for. */
  forecast: ForecastFact | null;
  verification: VerificationRules;
  health: Omit<HealthFacts, "rules">;
  windows: WindowFacts;
  logs: LogFacts["standings"];
  hypercare: HypercareFacts;
}

/** Reads them; one statement after the other, because a transaction has one connection. */
export async function loadProofFacts(client: Client, upgradeId: string): Promise<ProofFacts> {
  const rehearsal = await loadRehearsal(client, upgradeId);
  return {
    rehearsal,
    forecast: rehearsal.rules?.forecast ? await loadNewestForecast(client, upgradeId) : null,
    verification: await loadVerification(client, upgradeId),
    health: await loadHealth(client, upgradeId),
    windows: await loadWindows(client, upgradeId),
    logs: await loadLogFacts(client, upgradeId),
    hypercare: await loadHypercare(client, upgradeId),
  };
}

/** What both gates of an environment are asked for beside steps, cases and items, at this moment. */
export function proofsOf(
  upgrade: { proofs: ProofFacts },
  environment: EnvironmentFacts,
  now: Date,
): GateProof[] {
  const { rehearsal, forecast, verification, health, windows, logs, hypercare } = upgrade.proofs;
  return [
    ...rehearsalProofs(rehearsal, environment),
    ...forecastProofs(rehearsal, forecast, environment),
    ...healthProofs({ ...health, rules: verification }, environment, now),
    ...windowProofs(windows, environment, now),
    ...fitProofs(rehearsal.rules, forecast, windows, environment),
    ...logProofs({ kinds: verification.logs, standings: logs }, environment),
    ...hypercareProofs(verification.hypercare, hypercare, environment, zoneClock, now),
  ];
}
