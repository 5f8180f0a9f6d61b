import { type Baseline, baselineWords } from "@/domain/health/baseline";
import { knownMetrics, metricOf } from "@/domain/health/metric";
import { judgeThreshold } from "@/domain/health/proof";
import { thresholdWords, watchedPeriod } from "@/domain/health/threshold";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { loadHealth } from "@/lib/health-facts";
import { upgradeQuery } from "@/lib/read";
import { type HealthView, healthInput, healthView, type ThresholdView } from "../schema";
import { environmentOf, peopleOf } from "./place";

type Client = Pick<
  ReadClient,
  "$queryRaw" | "environment" | "healthSeries" | "healthBaseline" | "healthThreshold" | "user"
>;

export const getHealth = upgradeQuery({
  name: "health.view",
  action: "health.view",
  summary: "What is measured in an environment, its baseline, and every threshold with what it was judged",
  path: "/upgrades/{upgrade}/environments/{environment}/health",
  input: healthInput,
  output: healthView,
  run: ({ read, upgrade, now }, { environment }) => readHealth(read, upgrade, environment, now),
});

const placeOf = (name: string) => {
  const index = knownMetrics.findIndex((metric) => metric.name === name);
  return index === -1 ? knownMetrics.length : index;
};

/** Also for the commands that change it, inside their transactions. */
export async function readHealth(
  client: Client,
  upgrade: UpgradeScope,
  key: string,
  now: Date,
): Promise<HealthView> {
  const environment = await environmentOf(client, upgrade, key);
  const environmentId = environment.id;
  const series = await client.healthSeries.findMany({ where: { environmentId }, orderBy: { label: "asc" } });
  const baselines = await client.healthBaseline.findMany({ where: { environmentId, label: "" } });
  const names = [...new Set(series.map(({ metric }) => metric))].toSorted(
    (a, b) => placeOf(a) - placeOf(b) || a.localeCompare(b),
  );
  const [first] = baselines;
  return {
    environment: { key: environment.key, name: environment.name },
    version: first?.number ?? 0,
    metrics: names.map((name) => {
      const own = series.filter(({ metric }) => metric === name);
      const metric = metricOf(name, own[0] ?? { unit: "", worse: "above" });
      const usual = baselines.find((row) => row.metric === name)?.usual as Baseline | undefined;
      const { title, unit, worse, vendorLimit, byApplication } = metric;
      return {
        name,
        title,
        unit,
        worse,
        vendorLimit,
        byApplication,
        old: measuredOf(own.filter(({ stack }) => stack === "old")),
        new: measuredOf(own.filter(({ stack }) => stack === "new")),
        usual: usual ? baselineWords(usual) : null,
      };
    }),
    baseline: first ? { from: first.from.toISOString(), until: first.until.toISOString() } : null,
    thresholds: await thresholdsOf(client, upgrade, environmentId, now),
  };
}

type Row = { label: string; samples: number; firstAt: Date | null; lastAt: Date | null };

function measuredOf(rows: readonly Row[]): HealthView["metrics"][number]["old"] {
  if (rows.length === 0) return null;
  const iso = (moments: readonly (Date | null)[], pick: (...all: number[]) => number) => {
    const known = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
    return known.length === 0 ? null : new Date(pick(...known)).toISOString();
  };
  return {
    labels: rows.map(({ label }) => label).filter((label) => label !== ""),
    samples: rows.reduce((sum, { samples }) => sum + samples, 0),
    firstAt: iso(
      rows.map(({ firstAt }) => firstAt),
      Math.min,
    ),
    lastAt: iso(
      rows.map(({ lastAt }) => lastAt),
      Math.max,
    ),
  };
}

async function thresholdsOf(
  client: Client,
  upgrade: UpgradeScope,
  environmentId: string,
  now: Date,
): Promise<ThresholdView[]> {
  const { watched } = await loadHealth(client, upgrade.id);
  const rows = await client.healthThreshold.findMany({ where: { environmentId } });
  const personOf = await peopleOf(
    client,
    rows.map(({ setById }) => setById),
  );
  return watched.flatMap((one) => {
    const row = rows.find(({ id }) => id === one.id);
    if (!row) return [];
    const { metric, threshold } = one;
    const { judgement, series } = judgeThreshold(one, now);
    const period = watchedPeriod(threshold);
    const { id, version, label, source, limit, tolerance, forMinutes, everySeconds, hours, reason } = row;
    return [
      {
        id,
        version,
        metric: metric.name,
        title: metric.title,
        unit: metric.unit,
        worse: metric.worse,
        label,
        source,
        limit,
        tolerance,
        forMinutes,
        everySeconds,
        hours,
        reason,
        from: period.since.toISOString(),
        until: period.until.toISOString(),
        setAt: row.setAt.toISOString(),
        setBy: personOf(row.setById),
        words: thresholdWords(threshold, metric),
        judgement,
        series: series.map((found) => ({
          label: found.label,
          judgement: found.judgement,
          words: found.words,
          stale: found.stale,
          gaps: found.gaps.map(stretch),
          exceedances: found.exceedances.map((part) => ({
            ...stretch(part),
            worst: part.worst,
            limit: part.limit,
          })),
          worst: found.worst && { ...found.worst, at: found.worst.at.toISOString() },
        })),
      },
    ];
  });
}

const stretch = ({ since, until }: { since: Date; until: Date }) => ({
  since: since.toISOString(),
  until: until.toISOString(),
});
