import type { z } from "zod";
import { type Amounts, type Forecast, forecast, type WhatIf } from "@/domain/forecast/forecast";
import { stepScales } from "@/domain/step";
import { AppError, notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { type ForecastView, forecastInput, forecastView, type Minutes } from "../schema";
import { type LoadedForecastFacts, loadForecastFacts } from "./facts";

type Asked = Pick<z.output<typeof forecastInput>, "crew" | "part" | "seed" | "draws">;

/** How long an environment's migration takes from this moment, what that rests on, and what would change it. Nothing is kept. */
export const getForecast = upgradeQuery({
  name: "forecast.get",
  action: "upgrade.view",
  summary: "How long the open part of an environment's migration takes, with what-ifs; nothing is kept",
  path: "/upgrades/{upgrade}/environments/{environment}/forecast",
  input: forecastInput,
  output: forecastView,
  run: async ({ read, upgrade, now }, input): Promise<ForecastView> => {
    const loaded = await loadForecastFacts(read, upgrade, input.environment, now);
    const whatIf = whatIfOf(input, loaded);
    const { is, changed } = makeForecast(loaded, input, whatIf);
    return {
      ...minutesOf(is),
      ...summaryOf(is, input),
      environment: placeOf(loaded.environment),
      environments: loaded.environments.map(placeOf),
      at: now.toISOString(),
      histogram: is.histogram.map((column) => ({ ...column })),
      lines: linesOf(loaded, is),
      levers: is.levers.map((one) => ({
        minutes: one.minutes,
        step: one.kind === "person" ? null : nameOf(loaded, one.id),
      })),
      parity: is.samples === 0 || loaded.facts.parity.size === 0 ? null : is.assumptions.parity,
      amounts: { ...loaded.facts.amounts.get(loaded.environment.id) },
      whatIf:
        whatIf && changed
          ? {
              people: whatIf.crew,
              without: loaded.own.filter(({ id }) => whatIf.without.has(id)).map(({ code }) => code),
              amounts: { ...whatIf.amounts },
              ...minutesOf(changed),
            }
          : null,
    };
  },
});

/** Makes the forecast from what was loaded. */
export function makeForecast(
  loaded: LoadedForecastFacts,
  { crew, part, seed, draws }: Asked,
  whatIf: WhatIf | null = null,
) {
  return forecast(loaded.facts, { crew: crew ?? null, verify: part === "verify", seed, draws }, whatIf);
}

/** What both the answer and what is kept say of a forecast. */
export function summaryOf(is: Forecast, { part, draws }: Asked) {
  const resting = (on: string) => is.lines.filter(({ restsOn }) => restsOn === on).length;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    crew: { ...is.crew },
    part,
    draws,
    open: is.lines.length,
    closed: is.closed,
    restsOn: {
      samples: is.samples,
      runs: is.runs,
      timed: resting("timed"),
      planned: resting("planned"),
      assumed: resting("assumed"),
      oldest: iso(is.oldest),
      newest: iso(is.newest),
      habit: is.assumptions.habit,
      discount: is.assumptions.discount,
      unknown: [...is.unknown],
    },
  };
}

export const minutesOf = ({ p50, p80, p95, mean }: Minutes): Minutes => ({ p50, p80, p95, mean });
const placeOf = ({ key, name }: { key: string; name: string }) => ({ key, name });

/** A step of the forecast by name. */
export function nameOf({ own }: LoadedForecastFacts, id: string) {
  const step = own.find((one) => one.id === id);
  if (!step) throw notFound("step");
  return { id, code: step.code, title: step.title };
}

function linesOf(loaded: LoadedForecastFacts, is: Forecast): ForecastView["lines"] {
  const steps = new Map(loaded.own.map((step) => [step.id, step]));
  return is.lines.flatMap(({ id, range, ...line }) => {
    const step = steps.get(id);
    if (!step) return [];
    return [
      {
        id,
        code: step.code,
        title: step.title,
        part: step.part,
        state: step.state,
        assignee: step.assigneeId === null ? null : (loaded.nameOf.get(step.assigneeId) ?? "Somebody"),
        plannedMinutes: step.plannedMinutes,
        scalesWith: step.scalesWith,
        ...range,
        ...line,
      },
    ];
  });
}

/** What is asked beside the forecast; null when nothing is. Throws `invalid_input` for a code that no open step has. */
function whatIfOf(input: z.output<typeof forecastInput>, loaded: LoadedForecastFacts): WhatIf | null {
  const amounts: Amounts = Object.fromEntries(
    stepScales.flatMap((scale) => (input[scale] === undefined ? [] : [[scale, input[scale]]])),
  );
  const codes = (input.without ?? "").split(",").flatMap((code) => code.trim() || []);
  const found = codes.map((code) => loaded.own.find((step) => step.code === code));
  const unknown = codes.filter((_, index) => !found[index]);
  if (unknown.length > 0)
    throw new AppError(
      "invalid_input",
      `${loaded.environment.name} has no step ${unknown.join(", ")}: give codes of its steps, with commas between them.`,
      { fields: [{ path: "without", message: `names no step of it: ${unknown.join(", ")}` }] },
    );
  if (input.people === undefined && codes.length === 0 && Object.keys(amounts).length === 0) return null;
  return {
    crew: input.people ?? null,
    without: new Set(found.flatMap((step) => step?.id ?? [])),
    amounts,
  };
}
