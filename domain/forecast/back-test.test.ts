import { describe, expect, it } from "vitest";
import { type Basis, exactly, minutesOf } from "./duration";
import { layOut, withMinutes } from "./night";
import { nightStep } from "./night.fixture";
import { rangeOf } from "./outcome";
import { normalQuantile } from "./quantile";
import { randomStream } from "./random";
import { assume, durationUnder } from "./rests-on";
import { drawNights } from "./simulate";

const count = 30;
const crew = 2;

/** What is true of the histories that are made up: what a forecast has to find out, or to live with. */
type World = {
  /** How often each lower environment timed a step, one after the other; of each step with this chance. */
  runs: number;
  timed: number;
  /** Spread of the same step done again, from least to most; of a team against its plans; of one night against the next. */
  again: readonly [number, number];
  team: number;
  nights: number;
  /** Production is so many times as large as where it was measured, and minutes grow with it to the power of 1 ± this. */
  larger: number;
  growth: number;
  shape: "log-normal" | "gamma";
  /** Whoever is free takes what can be started, instead of the next step of the runbook. */
  reshuffled: boolean;
};
const usual: World = {
  runs: 3,
  timed: 0.8,
  again: [0.15, 0.5],
  team: 0.25,
  nights: 0.1,
  larger: 1,
  growth: 0,
  shape: "log-normal",
  reshuffled: false,
};

/** One history of lower environments, its forecast of production, and whether production kept within P80. */
function kept(seed: number, world: World): { within: boolean; off: number } {
  const random = randomStream(seed * 7919 + 13);
  const uniform = () => (random() + 0.5) / 2 ** 32;
  const normal = () => normalQuantile(uniform());
  const { again, shape } = world;
  const spreadOf = Array.from({ length: count }, () => again[0] + (again[1] - again[0]) * uniform());
  const once = (step: number) => {
    const spread = spreadOf[step] as number;
    if (shape === "log-normal") return Math.exp(spread * normal());
    // A gamma variable of the same spread and median 1, near enough: the cube of a normal one (Wilson and Hilferty).
    const k = 1 / spread ** 2;
    return ((1 - 1 / (9 * k) + normal() / (3 * Math.sqrt(k))) / (1 - 1 / (9 * k))) ** 3;
  };
  const team = Math.exp(world.team * normal());
  const steps = Array.from({ length: count }, (_, index) => {
    const planned = Math.round(5 + 40 * uniform());
    return {
      id: `S-${index}`,
      planned,
      usually: planned * team * Math.exp(0.45 * normal()),
      scales: index % 3 === 0 && world.larger !== 1,
      growth: world.larger ** (1 + world.growth * normal()),
      predecessors:
        index === 0
          ? []
          : [...new Set([1, 2].map(() => `S-${Math.floor(uniform() * index)}`))].slice(0, 1 + (index % 2)),
      samples: [] as { minutes: number; ratio: number }[],
    };
  });
  for (let run = 0; run < world.runs; run++) {
    const night = Math.exp(world.nights * normal());
    for (const [index, step] of steps.entries()) {
      const size = step.scales ? step.growth : 1;
      const minutes = (step.usually / size) * night * once(index);
      if (uniform() < world.timed) step.samples.push({ minutes, ratio: step.scales ? world.larger : 1 });
    }
  }
  const bases: Basis[] = steps;
  const assumed = assume(bases, { runs: world.runs, parity: 1 });
  const night = layOut(
    steps.map((step) => nightStep(step.id, minutesOf(durationUnder(step, assumed)), step.predecessors)),
    crew,
  );
  const { minutes } = drawNights(night, { seed, draws: 320, common: assumed.common });
  const factor = Math.exp(world.nights * normal());
  const truth = new Map(steps.map(({ id, usually }, index) => [id, exactly(usually * factor * once(index))]));
  const happened = world.reshuffled
    ? layOut(
        steps.map((step) => nightStep(step.id, truth.get(step.id) as Float32Array, step.predecessors)),
        crew,
      )
    : withMinutes(night, truth);
  const took = drawNights(happened, { seed: 1, draws: 1, common: 0 }).minutes[0] as number;
  const { p50, p80 } = rangeOf(minutes);
  return { within: took <= p80, off: Math.abs(Math.log(took / p50)) };
}

function backTest(world: Partial<World>) {
  const histories = Array.from({ length: 200 }, (_, seed) => kept(seed + 1, { ...usual, ...world }));
  return {
    covered: histories.filter(({ within }) => within).length / histories.length,
    off: histories.reduce((sum, { off }) => sum + off, 0) / histories.length,
  };
}

describe("A forecast, tried on histories whose truth is known", () => {
  it.each<[string, Partial<World>]>([
    ["three environments were timed", {}],
    ["one environment was timed", { runs: 1, timed: 0.9 }],
    ["nobody has timed anything", { runs: 0 }],
    ["half of the steps were timed, once", { runs: 1, timed: 0.5 }],
    ["production is ten times as large", { larger: 10, growth: 0.15 }],
    ["steps are not log-normal", { shape: "gamma" }],
    ["ten environments were timed", { runs: 10 }],
  ])("is kept within P80 by 75 to 85 of 100 nights when %s", (_, world) => {
    const { covered } = backTest(world);
    expect(covered).toBeGreaterThanOrEqual(0.75);
    expect(covered).toBeLessThanOrEqual(0.85);
  });

  it("is on the safe side when people do not keep to the order of the runbook", () => {
    const { covered } = backTest({ reshuffled: true });
    expect(covered).toBeGreaterThanOrEqual(0.78);
    expect(covered).toBeLessThanOrEqual(0.88);
  });

  it("comes nearer the more was timed", () => {
    const off = [0, 1, 3, 10].map((runs) => backTest({ runs }).off);
    expect(off.toSorted((a, b) => b - a)).toEqual(off);
  });
});
