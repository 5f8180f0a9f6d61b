import { upgradeCommand } from "@/lib/command";
import { AppError, notFound, refused } from "@/lib/errors";
import { loadForecastFacts } from "./queries/facts";
import { makeForecast, minutesOf, nameOf, summaryOf } from "./queries/forecast";
import { readKept } from "./queries/kept";
import { keptForecast, makeForecastInput } from "./schema";

/** Of the steps a night hangs on, so many are kept. */
const mostCritical = 20;

/** Keeps a forecast as things are now, to be held against what the night really takes. */
export const keepForecast = upgradeCommand({
  name: "forecast.make",
  summary: "Make a forecast of an environment's migration and keep it, to be held against the run after it",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/forecasts",
  creates: true,
  input: makeForecastInput,
  output: keptForecast,
  // Drawing nights takes a second, in which nobody else in the upgrade could tick a step. It is dated when its facts were
  // read: a plan that changes meanwhile is newer than it.
  prepare: async (input, _actor, now, { read, upgrade }) => {
    if (!upgrade) throw notFound("upgrade");
    const at = now ?? new Date();
    const loaded = await loadForecastFacts(read, upgrade, input.environment, at);
    return { at, loaded, is: makeForecast(loaded, input).is };
  },
  run: async ({ tx, now, newId, upgrade, actor, prepared: { at, loaded, is } }, input) => {
    const { environment } = loaded;
    const { crew, open, closed, restsOn } = summaryOf(is, input);
    if (open === 0) {
      const message = `Every step of the migration of ${environment.name} is closed: there is nothing to forecast.`;
      throw refused([{ code: "nothing_open", message }]);
    }
    const id = newId();
    const number = (await tx.forecast.count({ where: { environmentId: environment.id } })) + 1;
    await tx.forecast.create({
      data: {
        ...minutesOf(is),
        id,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        number,
        at,
        byId: actor.id,
        seed: input.seed,
        draws: input.draws,
        crew: crew.size,
        named: crew.named,
        verify: input.part === "verify",
        open,
        closed,
        parity: is.assumptions.parity,
        restsOn,
        critical: [...is.lines]
          .sort((a, b) => b.critical - a.critical)
          .slice(0, mostCritical)
          .map(({ id: step, critical }) => {
            const { code, title } = nameOf(loaded, step);
            return { code, title, critical };
          }),
      },
    });
    const output = (await readKept(tx, upgrade, now)).find((kept) => kept.id === id);
    if (!output) throw new AppError("not_found", "The forecast that was just kept is gone.");
    return {
      output,
      events: [
        {
          type: "forecast.made",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            number,
            p50: is.p50,
            p80: is.p80,
            p95: is.p95,
            crew: crew.named ? null : crew.size,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});
