import type { z } from "zod";
import { decideMetric, type Stack } from "@/domain/health/metric";
import { dated } from "@/domain/sentence";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, refused } from "@/lib/errors";
import { canonicalSha256 } from "@/lib/manifests";
import { environmentOf } from "../queries/place";
import { pushed, pushInput } from "../schema";

type Given = z.output<typeof pushInput>["series"][number];

/** How far a collector's clock may run ahead, and how far back a history may reach, in ms. */
const ahead = 10 * 60_000;
const back = 400 * 86_400_000;

/**
 * Stores samples. One that is there already is recognised by its moment, so that a collector may send again whatever it
 * is not sure of; a different value at the same moment changes nothing and is counted.
 */
export const push = upgradeCommand({
  name: "health.push",
  summary: `Push what was measured: up to 5,000 samples a call, the same sample again does no harm`,
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/health/samples",
  creates: true,
  input: pushInput,
  output: pushed,
  run: async ({ tx, now, newId, upgrade }, { environment: key, stack, series: given }) => {
    const environment = await environmentOf(tx, upgrade, key);
    const moments = given.flatMap(({ samples }) => samples.map(({ at }) => Date.parse(at)));
    const [first, last] = [earliest(moments), latest(moments)];
    if (last > now.getTime() + ahead)
      throw new AppError(
        "invalid_input",
        `series: a sample of ${dated(new Date(last).toISOString())} lies ahead of ${dated(now.toISOString())}. Set the clock of what measures.`,
      );
    if (first < now.getTime() - back)
      throw new AppError(
        "invalid_input",
        `series: a sample of ${dated(new Date(first).toISOString())} is older than 400 days. Push what is newer.`,
      );
    let stored = 0;
    let differing = 0;
    for (const one of merged(given)) {
      const series = await seriesOf(tx, upgrade, environment.id, stack, one, newId);
      const found = await store(tx, series.id, one.samples);
      stored += found.stored.length;
      differing += found.differing;
      if (found.stored.length === 0) continue;
      const at = found.stored.map((moment) => moment.getTime());
      await tx.healthSeries.update({
        where: { id: series.id },
        data: {
          samples: { increment: found.stored.length },
          stamp: newId(),
          firstAt: new Date(Math.min(earliest(at), series.firstAt?.getTime() ?? Number.POSITIVE_INFINITY)),
          lastAt: new Date(Math.max(latest(at), series.lastAt?.getTime() ?? 0)),
        },
      });
    }
    const sha256 = canonicalSha256(given.map(({ metric, label, samples }) => ({ metric, label, samples })));
    return {
      output: { samples: moments.length, stored, differing, sha256 },
      events: [
        {
          type: "health.pushed",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            stack,
            series: given.length,
            samples: moments.length,
            stored,
            from: new Date(first).toISOString(),
            until: new Date(last).toISOString(),
            sha256,
          },
        },
      ],
      // Only a threshold makes a gate ask for samples.
      touched:
        (await tx.healthThreshold.count({ where: { environmentId: environment.id } })) > 0
          ? [environment.id]
          : [],
    };
  },
});

const earliest = (moments: readonly number[]) =>
  moments.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const latest = (moments: readonly number[]) => moments.reduce((a, b) => Math.max(a, b), 0);

/** The same series named twice in one push is one. */
function merged(given: readonly Given[]): Given[] {
  const all = new Map<string, Given>();
  for (const one of given) {
    const key = JSON.stringify([one.metric, one.label]);
    const known = all.get(key);
    all.set(key, known ? { ...known, ...one, samples: [...known.samples, ...one.samples] } : one);
  }
  return [...all.values()];
}

/** The series as stored, made when it is new. What the whole upgrade says of a metric's unit counts. */
async function seriesOf(
  tx: WriteClient,
  upgrade: UpgradeScope,
  environmentId: string,
  stack: Stack,
  { metric, label, unit, worse }: Given,
  newId: () => string,
) {
  const known = await tx.healthSeries.findFirst({ where: { upgradeId: upgrade.id, metric } });
  const verdict = decideMetric(metric, { unit, worse }, known);
  if (!verdict.ok) throw refused(verdict.refusals);
  const where = { environmentId_stack_metric_label: { environmentId, stack, metric, label } };
  return (
    (await tx.healthSeries.findUnique({ where })) ??
    (await tx.healthSeries.create({
      data: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId,
        stack,
        metric,
        label,
        unit: verdict.unit,
        worse: verdict.worse,
        stamp: newId(),
      },
    }))
  );
}

/** Inserts what is not there: one statement for all samples of a series. */
async function store(tx: WriteClient, seriesId: string, samples: Given["samples"]) {
  const at = samples.map((sample) => new Date(sample.at).toISOString());
  const values = samples.map(({ value }) => value);
  const stored = await tx.$queryRaw<{ at: Date }[]>`
    INSERT INTO "HealthSample" ("seriesId", at, value)
    SELECT ${seriesId}::uuid, given.at, given.value
    FROM unnest(${at}::timestamptz[], ${values}::float8[]) AS given(at, value)
    ON CONFLICT DO NOTHING RETURNING at`;
  if (stored.length === samples.length) return { stored: stored.map((row) => row.at), differing: 0 };
  const [row] = await tx.$queryRaw<{ differing: number }[]>`
    SELECT count(*)::int AS differing
    FROM unnest(${at}::timestamptz[], ${values}::float8[]) AS given(at, value)
    JOIN "HealthSample" s ON s."seriesId" = ${seriesId}::uuid AND s.at = given.at AND s.value <> given.value`;
  return { stored: stored.map((one) => one.at), differing: row?.differing ?? 0 };
}
