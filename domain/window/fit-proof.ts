import type { EnvironmentFacts } from "../environment";
import type { ForecastFact } from "../forecast/proof";
import type { GateProof } from "../gate-proof";
import type { RehearsalRules } from "../rehearsal";
import { currentWindow, type WindowFacts } from "./window-proof";

/**
 * What production's entry gate asks where both a forecast and a window are there: 4 nights of 5 end in the window, with the
 * reserve to spare. What is missing of the two is asked for by the rules of each. Not asked any more once work has begun.
 */
export function fitProofs(
  rules: RehearsalRules | null,
  forecast: ForecastFact | null,
  windows: WindowFacts,
  environment: EnvironmentFacts,
): GateProof[] {
  const window = currentWindow(windows, environment);
  if (!rules?.forecast || !rules.window || environment.kind !== "prod" || !forecast || !window) return [];
  const length = Math.floor((window.plannedEnd.getTime() - window.start.getTime()) / 60_000);
  const needed = Math.ceil(forecast.p80) + rules.reserveMinutes;
  return [
    {
      kind: "forecast_over",
      gate: "entry",
      met: environment.startedAt !== null || needed <= length,
      title: `The change window of ${environment.name} is too short`,
      detail: `The forecast's P80 of ${Math.ceil(forecast.p80)} min and a reserve of ${rules.reserveMinutes} min take ${needed} min; the window has ${length} min. Move its end, or find what shortens the night.`,
      since: forecast.at,
      until: null,
      subject: { type: "proof", id: environment.id, code: null, environmentId: environment.id },
      clearedBy: { people: [], roles: ["lead", "manager"] },
      // The window and the forecast are facts of their own proofs; the reserve stands nowhere else.
      facts: [{ subject: "the reserve at the end of the window", value: `${rules.reserveMinutes} min` }],
    },
  ];
}
