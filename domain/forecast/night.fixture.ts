import fc from "fast-check";
import { exactly } from "./duration";
import type { ForecastStep } from "./night";

/** A step as a night needs it; by default it needs one of the crew and nothing else. */
export const nightStep = (
  id: string,
  minutes: number | Float32Array,
  predecessors: readonly string[] = [],
  more: Partial<ForecastStep> = {},
): ForecastStep => ({
  id,
  predecessors,
  person: null,
  unattended: false,
  exclusive: null,
  running: false,
  minutes: typeof minutes === "number" ? exactly(minutes) : minutes,
  ...more,
});

/** Nights of up to 25 steps with dependencies, named people, things for one step at a time and steps that run by themselves. */
export const nights: fc.Arbitrary<readonly ForecastStep[]> = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 0, max: 90 }),
      spread: fc.integer({ min: 0, max: 60 }),
      inputs: fc.array(fc.nat(), { maxLength: 3 }),
      person: fc.option(fc.constantFrom("Ines", "Omar"), { freq: 2 }),
      unattended: fc.boolean(),
      exclusive: fc.option(fc.constantFrom("database", "network"), { freq: 2 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((list) =>
    list.map(({ minutes, spread, inputs, ...rest }, index) =>
      nightStep(
        `S-${index}`,
        exactly(minutes).map((one, place) => one + (spread * place) / 512),
        index === 0 ? [] : [...new Set(inputs.map((input) => `S-${input % index}`))],
        rest,
      ),
    ),
  );
