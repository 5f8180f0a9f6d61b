import { type Columns, fromColumns, type Packed, pack, toColumns, unpack } from "@/lib/packed";
import type { StepList, StepRow } from "../schema/reading";

/** A list of steps on its way to the browser: a thousand rows would otherwise repeat thirty names each. */
export type PackedSteps = Packed<Omit<StepList, "steps"> & { steps: Columns<StepRow> }>;

export const packSteps = (list: StepList): PackedSteps => pack({ ...list, steps: toColumns(list.steps) });

export function unpackSteps(packed: PackedSteps): StepList {
  const list = unpack(packed);
  return { ...list, steps: fromColumns(list.steps) };
}
