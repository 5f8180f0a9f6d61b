import { longestSilence } from "./judge";

/**
 * Where a chart of equal parts has nothing to draw between two parts with samples: first and last empty part of each silence.
 * `parts` in order, `step` of a part in ms. Parts shorter than the agreed silence may be empty without one.
 */
export function silences(
  parts: readonly number[],
  step: number,
  everySeconds: number,
): { readonly first: number; readonly last: number }[] {
  return parts.flatMap((part, index) => {
    const before = parts[index - 1];
    if (before === undefined || part - before < 2) return [];
    const empty = (part - before - 1) * step;
    return empty > longestSilence(everySeconds) ? [{ first: before + 1, last: part - 1 }] : [];
  });
}
