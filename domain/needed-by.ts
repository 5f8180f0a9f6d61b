import type { EnvironmentKind } from "./environment";
import { type GateKind, gateKinds } from "./gate-kind";

/**
 * Which gate needs a step of the upgrade's own plan. `first` is the lowest environment; a kind the upgrade has not
 * got means the next later environment.
 */
export type NeededBy = `${"first" | EnvironmentKind}.${GateKind}`;

/** The usual order of kinds: where the work of a missing kind moves on to. */
const usualOrder: readonly EnvironmentKind[] = ["test_setup", "dev", "other", "pre_prod", "prod"];

/**
 * The gate of the upgrade's own environments that needs a plan step. `neededBy` is "first.entry", "prod.exit" …;
 * a kind the upgrade does not have means the next later environment, and prod where there is none.
 * Null when no gate needs it. `environments` are in promotion order.
 */
export function resolveNeededBy(
  neededBy: string | null,
  environments: readonly { readonly id: string; readonly kind: EnvironmentKind }[],
): { environmentId: string; gate: GateKind } | null {
  const [where, gate] = neededBy?.split(".") ?? [];
  const kind = gateKinds.find((known) => known === gate);
  if (!where || !kind) return null;
  const from = usualOrder.indexOf(where as EnvironmentKind);
  const environment =
    where === "first"
      ? environments[0]
      : (environments.find((candidate) => candidate.kind === where) ??
        environments.find(
          (candidate) => candidate.kind !== "other" && usualOrder.indexOf(candidate.kind) > from,
        ));
  return environment ? { environmentId: environment.id, gate: kind } : null;
}
