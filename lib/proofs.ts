import type { EnvironmentFacts } from "@/domain/environment";
import { type ForecastFact, forecastProofs } from "@/domain/forecast/proof";
import type { GateProof } from "@/domain/gate-proof";
import { type HealthFacts, healthProofs } from "@/domain/health/proof";
import { type LogFacts, logProofs } from "@/domain/log/proofs";
import { rehearsalProofs } from "@/domain/rehearsal";
import { fitProofs } from "@/domain/window/fit-proof";
import { type WindowFacts, windowProofs } from "@/domain/window/window-proof";
import type { ReadClient } from "@/lib/db";
import { loadNewestForecast } from "@/lib/forecast-facts";
import { loadHealth } from "@/lib/health-facts";
import { loadLogFacts } from "@/lib/log-facts";
import { loadRehearsal, type RehearsalRow } from "@/lib/rehearsal-facts";
import { loadWindows } from "@/lib/window-facts";

type Client = Pick<ReadClient, "$queryRaw">;

/** What gates ask for beside steps, cases and items, as read: part of the facts of an upgrade. */
export interface ProofFacts {
  rehearsal: RehearsalRow;
  /** Null also where no forecast is asked for. */
  forecast: ForecastFact | null;
  health: HealthFacts;
  windows: WindowFacts;
  logs: LogFacts;
}

/** Reads them; one statement after the other, because a transaction has one connection. */
export async function loadProofFacts(client: Client, upgradeId: string): Promise<ProofFacts> {
  const rehearsal = await loadRehearsal(client, upgradeId);
  return {
    rehearsal,
    forecast: rehearsal.rules?.forecast ? await loadNewestForecast(client, upgradeId) : null,
    health: await loadHealth(client, upgradeId),
    windows: await loadWindows(client, upgradeId),
    logs: await loadLogFacts(client, upgradeId),
  };
}

/** What both gates of an environment are asked for beside steps, cases and items, at this moment. */
export function proofsOf(
  upgrade: { proofs: ProofFacts },
  environment: EnvironmentFacts,
  now: Date,
): GateProof[] {
  const { rehearsal, forecast, health, windows, logs } = upgrade.proofs;
  return [
    ...rehearsalProofs(rehearsal, environment),
    ...forecastProofs(rehearsal, forecast, environment),
    ...healthProofs(health, environment, now),
    ...windowProofs(windows, environment, now),
    ...fitProofs(rehearsal.rules, forecast, windows, environment),
    ...logProofs(logs, environment),
  ];
}
