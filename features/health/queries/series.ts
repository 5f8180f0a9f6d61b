import { type Baseline, usualAt } from "@/domain/health/baseline";
import { silences } from "@/domain/health/chart";
import type { ReadClient } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { type SeriesView, seriesInput, seriesView } from "../schema";
import { environmentOf } from "./place";

type Row = {
  stack: "old" | "new";
  metric: string;
  part: number;
  low: number;
  mean: number;
  high: number;
};

export const getSeries = upgradeQuery({
  name: "health.series",
  action: "health.view",
  summary: "What was measured over a time, in as many parts as asked for, with the baseline and the silences",
  path: "/upgrades/{upgrade}/environments/{environment}/health/series",
  input: seriesInput,
  output: seriesView,
  run: async ({ read, upgrade }, input) => {
    const environment = await environmentOf(read, upgrade, input.environment);
    const range = await rangeOf(read, environment.id, input);
    if (range === null) return { range: null, metrics: [] };
    const { from, until } = range;
    const step = Math.max(1_000, (until.getTime() - from.getTime()) / input.points);
    const rows = await read.$queryRaw<Row[]>`
      SELECT s.stack::text, s.metric, least(floor(extract(epoch FROM v.at - ${from}) * 1000 / ${step}::float8), ${input.points - 1})::int AS part,
        min(v.value) AS low, avg(v.value) AS mean, max(v.value) AS high
      FROM "HealthSeries" s JOIN "HealthSample" v ON v."seriesId" = s.id
      WHERE s."environmentId" = ${environment.id}::uuid AND v.at BETWEEN ${from} AND ${until}
      GROUP BY 1, 2, 3 ORDER BY 2, 1, 3`;
    const baselines = await read.healthBaseline.findMany({
      where: { environmentId: environment.id, label: "" },
      select: { metric: true, usual: true },
    });
    const everySeconds = new Map(
      (
        await read.healthThreshold.findMany({
          where: { environmentId: environment.id },
          select: { metric: true, everySeconds: true },
        })
      ).map((row) => [row.metric, row.everySeconds]),
    );
    const at = (part: number) => new Date(from.getTime() + part * step);
    const metrics = [...new Set(rows.map(({ metric }) => metric))].map((name) => {
      const own = rows.filter(({ metric }) => metric === name);
      const usual = baselines.find(({ metric }) => metric === name)?.usual as Baseline | undefined;
      const after = own.filter(({ stack }) => stack === "new");
      return {
        name,
        old: own.filter(({ stack }) => stack === "old").map(point),
        new: after.map(point),
        band: usual ? bandOf(usual, input.points, at, step) : [],
        gaps: silences(
          after.map(({ part }) => part),
          step,
          everySeconds.get(name) ?? 60,
        ).map(({ first, last }) => ({
          since: at(first).toISOString(),
          until: at(last + 1).toISOString(),
        })),
      };
    });
    return {
      range: { from: from.toISOString(), until: until.toISOString(), stepSeconds: step / 1_000 },
      metrics,
    };
  },
});

const point = ({ part, low, mean, high }: Row): [number, number, number, number] => [part, low, mean, high];

function bandOf(
  usual: Baseline,
  points: number,
  at: (part: number) => Date,
  step: number,
): SeriesView["metrics"][number]["band"] {
  return Array.from({ length: points }, (_, part) => part).flatMap((part): [number, number, number][] => {
    const found = usualAt(usual, new Date(at(part).getTime() + step / 2));
    return found === null ? [] : [[part, found.low, found.high]];
  });
}

/** The time to show: as asked, else from the first sample to the last; null while there is none. */
async function rangeOf(
  read: Pick<ReadClient, "healthSeries">,
  environmentId: string,
  asked: { from?: string | undefined; until?: string | undefined },
): Promise<{ from: Date; until: Date } | null> {
  const { _min, _max } = await read.healthSeries.aggregate({
    where: { environmentId },
    _min: { firstAt: true },
    _max: { lastAt: true },
  });
  const from = asked.from === undefined ? _min.firstAt : new Date(asked.from);
  const until = asked.until === undefined ? _max.lastAt : new Date(asked.until);
  if (from === null || until === null) return null;
  if (from > until) throw new AppError("invalid_input", "until: must be later than from.");
  return { from, until: from.getTime() === until.getTime() ? new Date(until.getTime() + 60_000) : until };
}
