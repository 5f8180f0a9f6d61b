import type { ForecastFact } from "@/domain/forecast/proof";
import type { ReadClient } from "@/lib/db";

/** The last forecast of an upgrade's production that was kept; null when there is none. */
export async function loadNewestForecast(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
): Promise<ForecastFact | null> {
  const [row] = await client.$queryRaw<ForecastFact[]>`
    SELECT f.number, f.at, f.p80 FROM "Forecast" f JOIN "Environment" e ON e.id = f."environmentId"
    WHERE f."upgradeId" = ${upgradeId}::uuid AND e.kind = 'prod' ORDER BY f.at DESC, f.number DESC LIMIT 1`;
  return row ?? null;
}
