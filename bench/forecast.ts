// What a forecast needs: node --import tsx bench/forecast.ts. Says processor time, which a busy machine stretches less than the clock.
import { durationOf, minutesOf } from "../domain/forecast/duration";
import { levers } from "../domain/forecast/levers";
import { type ForecastStep, layOut } from "../domain/forecast/night";
import { drawNights } from "../domain/forecast/simulate";

const minutes = minutesOf(durationOf({ planned: 20, samples: [] }, { habit: 0, discount: 0 }));

/** Steps in chains that cross, one of fifty on the same database, one of nine running by itself. */
const steps = (count: number): ForecastStep[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `S-${index}`,
    predecessors: [3, 7, 20].flatMap((back) =>
      index >= back && index % (back - 1) === 0 ? [`S-${index - back}`] : [],
    ),
    person: null,
    unattended: index % 9 === 0,
    exclusive: index % 50 === 0 ? "database" : null,
    running: false,
    minutes,
  }));

function measured<T>(what: string, work: () => T): T {
  const [began, before] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${what}: ${Math.round((user + system) / 1000)} ms of processor, ${Math.round(performance.now() - began)} ms by the clock`,
  );
  return result;
}

for (const count of [60, 1000]) {
  const draws = { seed: 1, draws: 10_000, common: 0.1 };
  const night = measured(`${count} steps laid out`, () => layOut(steps(count), 4));
  for (let round = 1; round <= 3; round++)
    measured(`${count} steps, 10,000 draws, round ${round}`, () => drawNights(night, draws));
  const { critical } = drawNights(night, draws);
  measured(`${count} steps, what shortens it most`, () => levers(night, draws, critical));
}
