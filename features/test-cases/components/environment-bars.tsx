import { StackedBars } from "@/components/ui/stacked-bar";
import { paths } from "@/lib/paths";
import type { Overview, StandingCounts } from "../schema";
import { resultLook } from "./result-look";

const shown = ["passed", "failed", "blocked", "skipped", "not_run"] as const;

/** Where the cases of each environment stand; every number leads to exactly those in the matrix. */
export function EnvironmentBars({
  upgrade,
  environments,
}: {
  upgrade: string;
  environments: Overview["environments"];
}) {
  return (
    <StackedBars
      caption="Test cases by result and environment"
      rows={environments.map(({ key, name, counts }) => ({
        key,
        label: name,
        parts: shown.map((result) => ({
          state: resultLook[result].state,
          word: resultLook[result].word,
          count: counts[result],
          href: paths.matrix(upgrade, { show: result, environment: key }),
        })),
      }))}
    />
  );
}

/** One line about an environment: "12 of 14 required pass, 2 stale". */
export function standingWords({ required, requiredPassing, stale }: StandingCounts): string {
  const passing = required === 0 ? "nothing required" : `${requiredPassing} of ${required} required pass`;
  return stale > 0 ? `${passing}, ${stale} stale` : passing;
}
