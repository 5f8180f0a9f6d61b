import { markBaseline } from "@/features/health/commands/baseline";
import { acceptCount } from "@/features/health/commands/counts";
import { push } from "@/features/health/commands/push";
import { setThreshold } from "@/features/health/commands/thresholds";
import { execute } from "@/lib/command";
import type { Person } from "./people";
import { busyAt, chance, momentsOf, tenths } from "./series";
import type { Teller, Telling } from "./teller";

const env = "pre-prod";
const everyMinutes = 5;

/** A third of production's calls is replayed in pre-prod: at the busiest hour so many a second. */
const busiest = 140;

type Figure = (at: Date) => number;
const unrest = (at: Date, of: string) => chance(at.getTime() / 60_000 + of.length * 7_919) - 0.5;
const calls: Figure = (at) => tenths(busiest * busyAt(at));
const latency =
  (idle: number, busy: number): Figure =>
  (at) =>
    tenths(idle + busy * busyAt(at) + 14 * unrest(at, "latency"));
const load =
  (node: string, idle: number, busy: number): Figure =>
  (at) =>
    tenths(idle + busy * busyAt(at) + 5 * unrest(at, node));

/** Pushes one series, as a collector that was asked for what it has. */
const pushed = (
  tell: Teller,
  who: Person,
  stack: "old" | "new",
  measured: readonly { metric: string; label: string; figure: Figure; moments: readonly Date[] }[],
  now: Date,
) =>
  execute(
    push,
    who,
    {
      upgrade: tell.key,
      environment: env,
      stack,
      series: measured.map(({ metric, label, figure, moments }) => ({
        metric,
        label,
        samples: moments.map((at) => ({ at: at.toISOString(), value: figure(at) })),
      })),
    },
    { now: tell.clock(now) },
  );

/** Day -8: two weeks of the old stack are what is usual. */
export async function oldStackIsMeasured(tell: Teller, { at, people }: Telling): Promise<void> {
  const { lee } = people;
  const moments = momentsOf(at(-22, "00:00"), at(-8, "00:00"), everyMinutes);
  for (const [metric, label, figure] of [
    ["request_rate", "balancer", calls],
    ["latency_p95", "balancer", latency(58, 46)],
    ["cpu", "gw1", load("gw1", 11, 52)],
  ] as const)
    await pushed(tell, lee, "old", [{ metric, label, figure, moments }], at(-8, "10:05"));
  await execute(
    markBaseline,
    lee,
    {
      upgrade: tell.key,
      environment: env,
      version: 0,
      from: at(-22, "00:00").toISOString(),
      until: at(-8, "00:00").toISOString(),
    },
    { now: tell.clock(at(-8, "10:10")) },
  );
}

const set = (
  tell: Teller,
  who: Person,
  asked: {
    metric: string;
    limit: { source: "vendor" } | { source: "baseline"; tolerance: number };
    forMinutes: number;
    from: Date;
    hours: number;
    reason: string;
  },
  now: Date,
) => {
  const { limit, from, ...rest } = asked;
  return execute(
    setThreshold,
    who,
    {
      upgrade: tell.key,
      environment: env,
      version: 0,
      everySeconds: everyMinutes * 60,
      from: from.toISOString(),
      ...limit,
      ...rest,
    },
    { now: tell.clock(now) },
  );
};

/** Day -8: what the new stack has to keep for a week. */
export async function thresholdsAreSet(tell: Teller, { at, people }: Telling): Promise<void> {
  const { ines } = people;
  const week = { from: at(-8, "00:00"), hours: 168 };
  const vendor = { limit: { source: "vendor" as const }, forMinutes: 15, ...week };
  await set(
    tell,
    ines,
    { ...vendor, metric: "cpu", reason: "A gateway has to stay below it under the replayed load" },
    at(-8, "10:20"),
  );
  await set(
    tell,
    ines,
    { ...vendor, metric: "heap", reason: "Seven days show whether it grows" },
    at(-8, "10:22"),
  );
  await set(
    tell,
    ines,
    {
      ...week,
      metric: "latency_p95",
      limit: { source: "baseline", tolerance: 20 },
      forMinutes: 15,
      reason: "Agreed with the API owners: a fifth slower is still fine",
    },
    at(-8, "10:25"),
  );
}

/** Both gateways are at their limit while throughput is measured, on day -5. */
function underLoad(telling: Telling, usual: Figure, limit: number): Figure {
  const [from, until] = [telling.at(-5, "15:05"), telling.at(-5, "15:45")];
  return (at) => (at >= from && at <= until ? tenths(limit + 2 * unrest(at, "load")) : usual(at));
}

/** Day -1: a week of the new stack. CPU was exceeded under load, and for an hour nobody knows what the balancer saw. */
export async function newStackIsMeasured(tell: Teller, telling: Telling): Promise<void> {
  const { at, people } = telling;
  const moments = momentsOf(at(-8, "00:00"), at(-1, "00:00"), everyMinutes);
  const [silent, again] = [at(-3, "02:10"), at(-3, "03:25")];
  const seen = moments.filter((moment) => moment <= silent || moment >= again);
  const nodes = ["gw1", "gw2"];
  await pushed(
    tell,
    people.lee,
    "new",
    [
      { metric: "request_rate", label: "balancer", figure: calls, moments: seen },
      { metric: "latency_p95", label: "balancer", figure: latency(51, 41), moments: seen },
    ],
    at(-1, "08:05"),
  );
  for (const [metric, figure] of [
    ["cpu", (node: string) => underLoad(telling, load(node, 9, 44), 96)],
    ["heap", (node: string) => load(node, 38, 21)],
  ] as const)
    await pushed(
      tell,
      people.lee,
      "new",
      nodes.map((node) => ({ metric, label: node, figure: figure(node), moments })),
      at(-1, "08:06"),
    );
}

/** Day -13: tokens that expired are missed by nobody. */
export const fewerTokensAreAccepted = (tell: Teller, { at, people }: Telling) =>
  execute(
    acceptCount,
    people.omar,
    {
      upgrade: tell.key,
      environment: env,
      name: "opaque_tokens",
      version: 2,
      reason: "The 12 missing ones expired between the dump and the count.",
    },
    { now: tell.clock(at(-13, "09:10")) },
  );
