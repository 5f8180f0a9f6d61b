import { knownMetrics, metricOf } from "@/domain/health/metric";
import { decideThreshold, type Threshold, thresholdWords, watchedPeriod } from "@/domain/health/threshold";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound, refused } from "@/lib/errors";
import { readHealth } from "../queries/health";
import { environmentOf } from "../queries/place";
import { healthView, removeThresholdInput, setThresholdInput } from "../schema";

/** Sets what the new stack has to keep, or sets it anew, e.g. with a period that begins now. */
export const setThreshold = upgradeCommand({
  name: "health.setThreshold",
  summary: "Set a limit that the new stack of an environment has to keep over a period",
  method: "PUT",
  path: "/upgrades/{upgrade}/environments/{environment}/health/thresholds",
  input: setThresholdInput,
  output: healthView,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const { environment: key, version, metric: name, label, ...asked } = input;
    const environment = await environmentOf(tx, upgrade, key);
    const where = { environmentId_metric_label: { environmentId: environment.id, metric: name, label } };
    const was = await tx.healthThreshold.findUnique({ where });
    if ((was?.version ?? 0) !== version)
      throw conflict("this threshold", {
        limit: was?.limit ?? null,
        tolerance: was?.tolerance ?? null,
        from: was?.from.toISOString() ?? null,
        hours: was?.hours ?? null,
        version: was?.version ?? 0,
      });
    const metric = await knownMetric(tx, upgrade, name);
    const verdict = decideThreshold(
      { ...asked, metric: name, label: label === "" ? null : label, from: new Date(input.from) },
      metric,
    );
    if (!verdict.ok || metric === null) throw refused(verdict.ok ? [] : verdict.refusals);
    const { threshold } = verdict;
    const { source, limit, tolerance, forMinutes, everySeconds, from, hours } = threshold;
    const data = { source, limit, tolerance, forMinutes, everySeconds, from, hours, reason: input.reason };
    const set = { setAt: now, setById: actor.id };
    await tx.healthThreshold.upsert({
      where,
      create: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId: environment.id,
        metric: name,
        label,
        ...data,
        ...set,
      },
      update: { ...data, ...set, version: { increment: 1 } },
    });
    const period = watchedPeriod(threshold);
    return {
      output: await readHealth(tx, upgrade, key, now),
      events: [
        {
          type: "health.thresholdSet",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            was: was && thresholdWords(storedThreshold(was), metric),
            is: thresholdWords(threshold, metric),
            from: period.since.toISOString(),
            until: period.until.toISOString(),
            reason: input.reason,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

export const removeThreshold = upgradeCommand({
  name: "health.removeThreshold",
  summary: "Remove a threshold, and why",
  method: "POST",
  path: "/upgrades/{upgrade}/health/thresholds/{threshold}/remove",
  input: removeThresholdInput,
  output: healthView,
  run: async ({ tx, now, upgrade }, input) => {
    const was = await tx.healthThreshold.findFirst({
      where: { id: input.threshold, upgradeId: upgrade.id },
      include: { environment: { select: { id: true, key: true, name: true } } },
    });
    if (!was) throw notFound("threshold");
    if (was.version !== input.version) throw conflict("this threshold", { version: was.version });
    const { environment } = was;
    const metric =
      (await knownMetric(tx, upgrade, was.metric)) ?? metricOf(was.metric, { unit: "", worse: "above" });
    await tx.healthThreshold.delete({ where: { id: was.id } });
    return {
      output: await readHealth(tx, upgrade, environment.key, now),
      events: [
        {
          type: "health.thresholdRemoved",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            threshold: thresholdWords(storedThreshold(was), metric),
            reason: input.reason,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

type Stored = Omit<Threshold, "label"> & { label: string };

const storedThreshold = (row: Stored): Threshold => ({ ...row, label: row.label === "" ? null : row.label });

/** A metric Liftlock knows or the upgrade has measured; null for another. */
async function knownMetric(tx: WriteClient, upgrade: UpgradeScope, name: string) {
  const known = knownMetrics.find((metric) => metric.name === name);
  if (known) return known;
  const measured = await tx.healthSeries.findFirst({ where: { upgradeId: upgrade.id, metric: name } });
  return measured && metricOf(name, measured);
}
