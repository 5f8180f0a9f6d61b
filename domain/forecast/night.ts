import { lengths } from "./duration";
import { type NightStep, workingOrder } from "./order";

/** A step with its equally likely minutes (`minutesOf`, or what remains of them). */
export type ForecastStep = NightStep & { readonly minutes: Float32Array };

/** What nights are drawn from: the steps in the order in which they are taken up, flattened for speed. */
export type Night = {
  readonly ids: readonly string[];
  /** Of each step, in order: its minutes one after the other. */
  readonly minutes: Float32Array;
  /** Of each step: where its predecessors begin in `inputs`; one more at the end. */
  readonly firstInput: Int32Array;
  readonly inputs: Int32Array;
  /** A named person's number, `anybody` or `nobody`. */
  readonly person: Int32Array;
  /** The number of the thing it needs for itself, -1 for none. */
  readonly thing: Int32Array;
  readonly people: number;
  readonly things: number;
  readonly crew: number;
  /** Of the crew, those who are at work already. */
  readonly atWork: number;
};

/** Instead of a named person's number: one of the crew, or none. */
export const anybody = -1;
const nobody = -2;

/**
 * Lays out a night for a crew of people who take the steps without a name. What-ifs are drawn from one and the same layout, so
 * that only what was asked about differs: the order of work and the luck of every step stay as they were.
 */
export function layOut(steps: readonly ForecastStep[], crew: number): Night {
  const order = workingOrder(
    steps,
    steps.map(({ minutes }) => minutes[lengths / 2] as number),
    crew,
  );
  const sorted = sharedWork(order.map((index) => steps[index] as ForecastStep));
  const place = new Map(sorted.map(({ id }, index) => [id, index]));
  const numbers = (names: readonly (string | null)[]) => {
    const all = [...new Set(names.filter((name) => name !== null))];
    return { of: new Map(all.map((name, index) => [name, index])), count: all.length };
  };
  const people = numbers(sorted.map(({ person, unattended }) => (unattended ? null : person)));
  const things = numbers(sorted.map(({ exclusive }) => exclusive));
  const inputs = sorted.map(({ predecessors, running }) =>
    running ? [] : predecessors.flatMap((id) => place.get(id) ?? []),
  );
  const atWork = sorted.filter(
    ({ running, person, unattended }) => running && person === null && !unattended,
  ).length;
  const minutes = new Float32Array(sorted.length * lengths);
  for (const [index, step] of sorted.entries()) minutes.set(step.minutes, index * lengths);
  const firstInput = new Int32Array(sorted.length + 1);
  for (const [index, list] of inputs.entries())
    firstInput[index + 1] = (firstInput[index] as number) + list.length;
  return {
    ids: sorted.map(({ id }) => id),
    minutes,
    firstInput,
    inputs: Int32Array.from(inputs.flat()),
    person: Int32Array.from(sorted, ({ unattended, person }) =>
      unattended ? nobody : person === null ? anybody : (people.of.get(person) as number),
    ),
    thing: Int32Array.from(sorted, ({ exclusive }) =>
      exclusive === null ? -1 : (things.of.get(exclusive) as number),
    ),
    people: people.count,
    things: things.count,
    crew: Math.max(1, atWork, crew),
    atWork,
  };
}

/** Steps that run at the same time although they share a person or a thing do so: the first one holds it. */
function sharedWork(sorted: readonly ForecastStep[]): ForecastStep[] {
  const held = new Set<string>();
  const takes = (name: string) => held.size < held.add(name).size;
  return sorted.map((step) => {
    if (!step.running) return step;
    const busy = step.person !== null && !step.unattended && !takes(`person ${step.person}`);
    const taken = step.exclusive !== null && !takes(`thing ${step.exclusive}`);
    return {
      ...step,
      unattended: step.unattended || busy,
      exclusive: taken ? null : step.exclusive,
    };
  });
}

/** The same night with more or fewer people. */
export const withCrew = (night: Night, crew: number): Night => ({
  ...night,
  crew: Math.max(1, night.atWork, crew),
});

/** The same night with other minutes; steps that are not named keep theirs. */
export function withMinutes(night: Night, changed: ReadonlyMap<string, Float32Array>): Night {
  const minutes = night.minutes.slice();
  for (const [index, id] of night.ids.entries()) {
    const is = changed.get(id);
    if (is) minutes.set(is, index * lengths);
  }
  return { ...night, minutes };
}

/** The same night without some steps: they take no time, nobody and nothing; what waits for them waits for what they waited for. */
export function without(night: Night, ids: ReadonlySet<string>): Night {
  const gone = (index: number) => ids.has(night.ids[index] as string);
  return {
    ...withMinutes(night, new Map([...ids].map((id) => [id, new Float32Array(lengths)]))),
    person: night.person.map((one, index) => (gone(index) ? nobody : one)),
    thing: night.thing.map((one, index) => (gone(index) ? -1 : one)),
  };
}
