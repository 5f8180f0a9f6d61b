import type { GateLeafProps } from "@/components/layout/gate-leaf";
import type { EnvironmentColumn } from "../schema";

/** How an entry gate looks. Red only for what stops you now: blockers of the environment whose turn it is. */
export function leafState(
  { key, entry }: Pick<EnvironmentColumn, "key"> & { entry: Pick<EnvironmentColumn["entry"], "state"> },
  current: string | null,
): GateLeafProps["state"] {
  if (entry.state !== "shut") return entry.state;
  return key === current ? "shut" : "ahead";
}
