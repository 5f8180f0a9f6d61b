import { heldAgainst, keptWithin, tookMinutes } from "@/domain/forecast/took";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { type KeptForecastView, keptForecasts, listForecastsInput } from "../schema";
import { loadTimings } from "./facts";

type Client = Pick<
  ReadClient,
  "$queryRaw" | "environment" | "environmentTrait" | "forecast" | "migrationRun" | "step" | "user"
>;

/** Every forecast that was kept, latest first, each with what the next run really took. */
export const listForecasts = upgradeQuery({
  name: "forecast.list",
  action: "upgrade.view",
  summary: "Forecasts that were kept, latest first, each with what the run after it took",
  path: "/upgrades/{upgrade}/forecasts",
  input: listForecastsInput,
  output: keptForecasts,
  run: async ({ read, upgrade, now }) => ({ forecasts: await readKept(read, upgrade, now) }),
});

/** Also for the command that keeps one, inside its transaction. */
export async function readKept(
  client: Client,
  upgrade: Pick<UpgradeScope, "id">,
  now: Date,
): Promise<KeptForecastView[]> {
  const rows = await client.forecast.findMany({
    where: { upgradeId: upgrade.id },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    include: { environment: { select: { key: true, name: true } } },
  });
  if (rows.length === 0) return [];
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ byId }) => byId))] } },
    select: { id: true, name: true },
  });
  const took = await tookAfter(client, upgrade, rows, now);
  return rows.map((row): KeptForecastView => {
    const { id, environment, number, at, byId, p50, p80, p95, mean, crew, named, verify } = row;
    const actual = took.get(id);
    return {
      id,
      environment,
      number,
      at: at.toISOString(),
      by: people.find((person) => person.id === byId) ?? { id: byId, name: "Somebody" },
      p50,
      p80,
      p95,
      mean,
      crew,
      named,
      part: verify ? "verify" : "migrate",
      open: row.open,
      closed: row.closed,
      seed: row.seed,
      draws: row.draws,
      parity: row.parity,
      restsOn: row.restsOn as KeptForecastView["restsOn"],
      critical: row.critical as KeptForecastView["critical"],
      took: actual
        ? { run: actual.run, minutes: actual.minutes, within: keptWithin(row, actual.minutes) }
        : null,
    };
  });
}

type Row = Awaited<ReturnType<Client["forecast"]["findMany"]>>[number];

/** By forecast, the run it is held against and the minutes that run took for the steps the forecast counted. */
async function tookAfter(
  client: Client,
  upgrade: Pick<UpgradeScope, "id">,
  rows: readonly Row[],
  now: Date,
): Promise<Map<string, { run: string; minutes: number }>> {
  const { steps, runs, attempts, interruptions } = await loadTimings(client, upgrade, now);
  const ended = runs.flatMap(({ id, environmentId, startedAt, endedAt, outcome }) =>
    endedAt && outcome === "succeeded"
      ? [{ id, environment: environmentId, startedAt: startedAt.getTime(), endedAt: endedAt.getTime() }]
      : [],
  );
  const held = heldAgainst(
    rows.map(({ id, environmentId, at, closed }) => ({
      id,
      environment: environmentId,
      at: at.getTime(),
      closed,
    })),
    ended,
  );
  const found = new Map<string, { run: string; minutes: number }>();
  for (const { id, verify } of rows) {
    const run = held.get(id);
    if (!run) continue;
    const counted = new Set(
      steps.flatMap((step) =>
        step.environmentId === run.environment &&
        (step.part === "migrate" || (verify && step.part === "verify"))
          ? [step.id]
          : [],
      ),
    );
    const within = attempts.filter(
      ({ stepId, start, finish }) => counted.has(stepId) && start >= run.startedAt && finish <= run.endedAt,
    );
    const minutes = tookMinutes(within, interruptions.get(run.environment) ?? []);
    if (minutes !== null) found.set(id, { run: run.id, minutes });
  }
  return found;
}
