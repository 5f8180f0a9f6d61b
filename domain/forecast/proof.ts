import type { EnvironmentFacts } from "../environment";
import type { GateProof } from "../gate-proof";
import { newestPilot, type RehearsalFacts } from "../rehearsal";
import { dated } from "../sentence";

/** The last forecast of production that was kept. */
export type ForecastFact = { readonly number: number; readonly at: Date; readonly p80: number };

/**
 * What production's entry gate asks of the forecast: one kept after the plan changed last and after the last pilot, so that it
 * rests on both. Empty where none is asked, and for every other environment.
 */
export function forecastProofs(
  { rules, planChangedAt, pilots }: Pick<RehearsalFacts, "rules" | "planChangedAt" | "pilots">,
  newest: ForecastFact | null,
  environment: EnvironmentFacts,
): GateProof[] {
  if (!rules?.forecast || environment.kind !== "prod") return [];
  const { name, id } = environment;
  const proof = (met: boolean, title: string, detail: string, since: Date | null = null): GateProof => ({
    kind: "forecast_missing",
    gate: "entry",
    met,
    title,
    detail,
    since,
    until: null,
    subject: { type: "proof", id, code: null, environmentId: id },
    clearedBy: { people: [], roles: ["lead", "engineer"] },
    facts: newest
      ? [
          {
            subject: "the forecast",
            value: `forecast ${newest.number}, kept ${newest.at.toISOString()}: P80 ${Math.round(newest.p80)} min`,
          },
        ]
      : [],
  });
  if (newest === null)
    return [proof(false, `No forecast of ${name} is kept`, "Keep one, so that the window is long enough.")];
  if (planChangedAt && newest.at < planChangedAt) {
    const detail = `The plan changed on ${dated(planChangedAt.toISOString())}: keep a forecast of it as it is now.`;
    return [proof(false, `The forecast of ${name} is older than its plan`, detail, planChangedAt)];
  }
  const piloted = newestPilot(pilots)?.endedAt ?? null;
  if (piloted && newest.at < piloted) {
    const detail = `It ended on ${dated(piloted.toISOString())}: keep a forecast that rests on it.`;
    return [proof(false, `The forecast of ${name} is older than the last pilot`, detail, piloted)];
  }
  return [proof(true, "", "")];
}
