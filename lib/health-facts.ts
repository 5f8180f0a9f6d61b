import type { Baseline, Sample } from "@/domain/health/baseline";
import type { EntityCount } from "@/domain/health/count";
import { digest, type SeriesDigest } from "@/domain/health/judge";
import { metricOf, type WorseSide } from "@/domain/health/metric";
import type { HealthFacts, WatchedThreshold } from "@/domain/health/proof";
import { limitAt, type Threshold, watchedPeriod } from "@/domain/health/threshold";
import type { ReadClient } from "@/lib/db";
import { putNewest } from "@/lib/newest";

type Client = Pick<ReadClient, "$queryRaw">;

/** How many digests a process remembers: a few hundred bytes each, and one for each series that a threshold watches. */
const remembered = 4_000;

// By series, its stamp, threshold and baseline: whatever moves one of them asks for another digest, so that one read in a
// transaction that is given up later does no harm.
const kept = globalThis as { liftlockDigests?: Map<string, SeriesDigest> };
const digests = () => {
  kept.liftlockDigests ??= new Map();
  return kept.liftlockDigests;
};

type StoredThreshold = Omit<Threshold, "from" | "label"> & {
  id: string;
  environmentId: string;
  label: string;
  from: string;
  setAt: string;
  unit: string | null;
  worse: WorseSide | null;
  series: { id: string; label: string; stamp: string }[];
  /** Of its metric, by label: the hash of what was usual. */
  baselines: Record<string, string>;
};

/** Reads thresholds with what was measured of them, and counts, of every environment of an upgrade. */
export async function loadHealth(client: Client, upgradeId: string): Promise<Omit<HealthFacts, "rules">> {
  const [row] = await client.$queryRaw<
    {
      thresholds: StoredThreshold[];
      counts: (EntityCount & { id: string; environmentId: string })[];
    }[]
  >`
    SELECT (SELECT coalesce(json_agg(json_build_object(
          'id', t.id, 'environmentId', t."environmentId", 'metric', t.metric, 'label', t.label, 'source', t.source, 'limit', t."limit",
          'tolerance', t.tolerance, 'forMinutes', t."forMinutes", 'everySeconds', t."everySeconds", 'from', t."from", 'hours', t.hours,
          'setAt', t."setAt",
          'unit', (SELECT max(s.unit) FROM "HealthSeries" s WHERE s."upgradeId" = u.id AND s.metric = t.metric),
          'worse', (SELECT max(s.worse) FROM "HealthSeries" s WHERE s."upgradeId" = u.id AND s.metric = t.metric),
          'series', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'label', s.label, 'stamp', s.stamp) ORDER BY s.label), '[]')
            FROM "HealthSeries" s WHERE s."environmentId" = t."environmentId" AND s.stack = 'new' AND s.metric = t.metric
              AND t.label IN ('', s.label)),
          'baselines', (SELECT coalesce(json_object_agg(b.label, md5(b.usual::text)), '{}') FROM "HealthBaseline" b
            WHERE t.source = 'baseline' AND b."environmentId" = t."environmentId" AND b.metric = t.metric)) ORDER BY t.metric, t.label), '[]')
        FROM "HealthThreshold" t WHERE t."upgradeId" = u.id) AS thresholds,
      (SELECT coalesce(json_agg(json_build_object('id', c.id, 'environmentId', c."environmentId", 'name', c.name,
          'before', c.before, 'after', c.after, 'accepted', c.accepted) ORDER BY c.name), '[]')
        FROM "EntityCount" c WHERE c."upgradeId" = u.id) AS counts
    FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  const watched: WatchedThreshold[] = [];
  for (const stored of row.thresholds) watched.push(await watchedOf(client, stored));
  return { watched, counts: row.counts };
}

async function watchedOf(client: Client, stored: StoredThreshold): Promise<WatchedThreshold> {
  const { id, environmentId, setAt, unit, worse, series, baselines, ...rest } = stored;
  const metric = metricOf(stored.metric, { unit: unit ?? "", worse: worse ?? "above" });
  const threshold: Threshold = {
    ...rest,
    label: stored.label === "" ? null : stored.label,
    from: new Date(stored.from),
  };
  const found: { label: string; digest: SeriesDigest }[] = [];
  for (const one of series) {
    // Usual for this very node or application where the old stack had it, else for all of the metric.
    const usualFor = baselines[one.label] === undefined ? "" : one.label;
    const key = JSON.stringify([
      one.id,
      one.stamp,
      rest,
      metric.worse,
      usualFor,
      baselines[usualFor] ?? null,
    ]);
    let known = digests().get(key);
    if (known === undefined) {
      const baseline: Baseline =
        baselines[usualFor] === undefined
          ? { by: "none", count: 0 }
          : await usualOf(client, environmentId, stored.metric, usualFor);
      known = digest(await samplesIn(client, one.id, threshold), watchOf(threshold, metric.worse, baseline));
      putNewest(digests(), key, known, remembered);
    }
    found.push({ label: one.label, digest: known });
  }
  if (found.length === 0)
    found.push({
      label: stored.label,
      digest: digest([], watchOf(threshold, metric.worse, { by: "none", count: 0 })),
    });
  return { id, environmentId, threshold, metric, setAt: new Date(setAt), series: found };
}

const watchOf = (threshold: Threshold, worse: WorseSide, baseline: Baseline) => ({
  period: watchedPeriod(threshold),
  everySeconds: threshold.everySeconds,
  forMinutes: threshold.forMinutes,
  worse,
  limitAt: (at: Date) => limitAt(threshold, { worse }, baseline, at),
});

async function usualOf(client: Client, environmentId: string, metric: string, label: string) {
  const [row] = await client.$queryRaw<{ usual: Baseline }[]>`
    SELECT usual FROM "HealthBaseline"
    WHERE "environmentId" = ${environmentId}::uuid AND metric = ${metric} AND label = ${label}`;
  return row?.usual ?? { by: "none" as const, count: 0 };
}

/** The samples of one series in the time a threshold watches, as one JSON value: there may be a hundred thousand. */
async function samplesIn(client: Client, seriesId: string, threshold: Threshold): Promise<Sample[]> {
  const { since, until } = watchedPeriod(threshold);
  const [row] = await client.$queryRaw<{ samples: [number, number][] | null }[]>`
    SELECT json_agg(json_build_array((extract(epoch FROM at) * 1000)::bigint, value)) AS samples
    FROM "HealthSample" WHERE "seriesId" = ${seriesId}::uuid AND at BETWEEN ${since} AND ${until}`;
  return (row?.samples ?? []).map(([at, value]) => ({ at: new Date(at), value }));
}
