import { topologicalOrder } from "../dependency";

/** A step of the night, as far as its place in it goes. */
export type NightStep = {
  readonly id: string;
  /** Ids of steps of the same night. */
  readonly predecessors: readonly string[];
  /** Who does it; null for whoever is free first. */
  readonly person: string | null;
  /** Runs by itself: nobody has to be there. */
  readonly unattended: boolean;
  /** Steps with the same name here never run at the same time. */
  readonly exclusive: string | null;
  /** Begun already: it goes on from the beginning of the night. */
  readonly running: boolean;
};

/**
 * The order in which work is taken up, as numbers of `steps`: what runs first, then by the time at which each would start
 * if everything took `minutes`, longest way to the end first. It is fixed for the night, as in a runbook: with an order that
 * follows every delay a longer step can make a shorter night (R. L. Graham, Bounds on Multiprocessing Timing Anomalies,
 * SIAM Journal on Applied Mathematics 17, 1969). Throws when steps wait for each other in a circle.
 */
export function workingOrder(
  steps: readonly NightStep[],
  minutes: readonly number[],
  crew: number,
): readonly number[] {
  const place = new Map(steps.map(({ id }, index) => [id, index]));
  const inputs = steps.map(({ predecessors, running }) =>
    running ? [] : predecessors.flatMap((id) => place.get(id) ?? []),
  );
  const ways = waysToEnd(steps, inputs, minutes);
  const held = steps.map(holds);
  let waiting = steps
    .map((_, index) => index)
    .sort(
      (a, b) =>
        Number(at(steps, b).running) - Number(at(steps, a).running) || at(ways, b) - at(ways, a) || a - b,
    );
  const order: number[] = [];
  const finish = new Float64Array(steps.length).fill(Number.POSITIVE_INFINITY);
  const busy = new Map<string, number>();
  const others = Array.from({ length: Math.max(1, crew) }, () => 0);
  const takeUp = (now: number) => (one: number) => {
    const { running, person, unattended } = at(steps, one);
    const anybody = !unattended && person === null;
    const other = anybody ? others.indexOf(Math.min(...others)) : 0;
    const possible =
      at(inputs, one).every((input) => at(finish, input) <= now) &&
      at(held, one).every((name) => (busy.get(name) ?? 0) <= now) &&
      (!anybody || at(others, other) <= now);
    if (!possible && !running) return true;
    finish[one] = now + at(minutes, one);
    for (const name of at(held, one)) busy.set(name, at(finish, one));
    if (anybody) others[other] = at(finish, one);
    order.push(one);
    return false;
  };
  for (let now = 0; waiting.length > 0; ) {
    const left = waiting.filter(takeUp(now));
    if (left.length === waiting.length) {
      now = Math.min(...order.map((one) => at(finish, one)).filter((end) => end > now));
      if (!Number.isFinite(now)) throw new Error("Nothing of a forecast's steps can begin.");
    }
    waiting = left;
  }
  return order;
}

/** What a step has for itself while it runs, beside one of the crew. */
function holds({ person, unattended, exclusive }: NightStep): readonly string[] {
  return [
    ...(person === null || unattended ? [] : [`person ${person}`]),
    ...(exclusive === null ? [] : [`thing ${exclusive}`]),
  ];
}

function at<T>(list: { readonly [index: number]: T }, index: number): T {
  return list[index] as T;
}

/** For each step, minutes from its start to the end of the longest chain behind it. */
function waysToEnd(
  steps: readonly NightStep[],
  inputs: readonly (readonly number[])[],
  minutes: readonly number[],
): number[] {
  const ids = steps.map(({ id }) => id);
  const dependencies = steps.flatMap(({ id }, index) =>
    at(inputs, index).map((input) => ({ stepId: id, predecessorId: at(ids, input) })),
  );
  const order = topologicalOrder(ids, dependencies);
  if (order === null) throw new Error("Steps of a forecast wait for each other in a circle.");
  const place = new Map(ids.map((id, index) => [id, index]));
  const ways = [...minutes];
  for (const id of order.toReversed()) {
    const index = place.get(id) as number;
    for (const input of at(inputs, index))
      ways[input] = Math.max(at(ways, input), at(minutes, input) + at(ways, index));
  }
  return ways;
}
