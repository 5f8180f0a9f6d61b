import { type Baseline, baselineOf, type Sample } from "@/domain/health/baseline";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, conflict, refused } from "@/lib/errors";
import { readHealth } from "../queries/health";
import { environmentOf } from "../queries/place";
import { healthView, markBaselineInput } from "../schema";

/** More labels than this are compared with all of their metric together: a band for each would weigh more than it tells. */
const mostLabels = 100;

/** Marks a period on the old stack as what was usual. Computed once: samples pushed later move no limit by themselves. */
export const markBaseline = upgradeCommand({
  name: "health.markBaseline",
  summary: "Mark the period on the old stack that the new one is compared with",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/health/baseline",
  input: markBaselineInput,
  output: healthView,
  run: async ({ tx, now, upgrade }, input) => {
    const environment = await environmentOf(tx, upgrade, input.environment);
    const environmentId = environment.id;
    const was = await tx.healthBaseline.findFirst({ where: { environmentId } });
    if ((was?.number ?? 0) !== input.version)
      throw conflict(`the baseline of ${environment.name}`, {
        from: was?.from.toISOString() ?? null,
        until: was?.until.toISOString() ?? null,
        version: was?.number ?? 0,
      });
    const [from, until] = [new Date(input.from), new Date(input.until)];
    if (from >= until) throw new AppError("invalid_input", "until: must be later than from.");
    const measured = await samplesOf(tx, environmentId, from, until);
    const metrics = [...new Set(measured.map(({ metric }) => metric))];
    const found = metrics.flatMap((metric) => {
      const all = measured.filter((one) => one.metric === metric);
      const labelled = all.length > mostLabels ? [] : all.filter(({ label }) => label !== "");
      return [
        { metric, label: "", usual: baselineOf(all.flatMap(({ samples }) => samples)) },
        ...labelled.map(({ label, samples }) => ({ metric, label, usual: baselineOf(samples) })),
      ];
    });
    const kept = found.filter(({ label, usual }) => label === "" || usual.by !== "none");
    if (kept.length === 0)
      throw refused([
        {
          code: "no_samples",
          message: `Nothing was measured on the old stack of ${environment.name} in that time: push its samples first.`,
        },
      ]);
    await tx.healthBaseline.deleteMany({ where: { environmentId } });
    await tx.healthBaseline.createMany({
      data: kept.map(({ metric, label, usual }) => ({
        environmentId,
        upgradeId: upgrade.id,
        metric,
        label,
        number: input.version + 1,
        from,
        until,
        usual: usual satisfies Baseline as unknown as Prisma.InputJsonValue,
      })),
    });
    return {
      output: await readHealth(tx, upgrade, input.environment, now),
      events: [
        {
          type: "health.baselineMarked",
          subject: { type: "environment", id: environmentId },
          environmentId,
          data: {
            environment: environment.name,
            from: from.toISOString(),
            until: until.toISOString(),
            metrics,
            samples: measured.reduce((sum, { samples }) => sum + samples.length, 0),
          },
        },
      ],
      touched: [environmentId],
    };
  },
});

async function samplesOf(tx: WriteClient, environmentId: string, from: Date, until: Date) {
  const rows = await tx.$queryRaw<{ metric: string; label: string; samples: [number, number][] }[]>`
    SELECT s.metric, s.label, json_agg(json_build_array((extract(epoch FROM v.at) * 1000)::bigint, v.value)) AS samples
    FROM "HealthSeries" s JOIN "HealthSample" v ON v."seriesId" = s.id
    WHERE s."environmentId" = ${environmentId}::uuid AND s.stack = 'old' AND v.at BETWEEN ${from} AND ${until}
    GROUP BY s.metric, s.label ORDER BY s.metric, s.label`;
  return rows.map(({ metric, label, samples }) => ({
    metric,
    label,
    samples: samples.map(([at, value]): Sample => ({ at: new Date(at), value })),
  }));
}
