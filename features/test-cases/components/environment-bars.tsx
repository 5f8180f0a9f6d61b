import { type StackedBarPart, StackedBars } from "@/components/ui/stacked-bar";
import { passWords } from "@/domain/test-execution";
import { paths } from "@/lib/paths";
import type { Overview, StandingCounts } from "../schema";
import { resultLook } from "./result-look";

const others = ["failed", "blocked", "skipped", "not_run"] as const;

type Environment = Overview["environments"][number];

/** Where the cases of each environment stand; every number leads to those in the matrix. */
export function EnvironmentBars({
  upgrade,
  environments,
}: {
  upgrade: string;
  environments: readonly Environment[];
}) {
  return (
    <StackedBars
      caption="Test cases by result and environment"
      rows={environments.map(({ key, name, counts }) => ({
        key,
        label: name,
        parts: resultParts(upgrade, key, counts),
      }))}
    />
  );
}

/** Each case once: a stale pass is no longer a pass, every other result stays what it is. */
export function resultParts(upgrade: string, environment: string, counts: StandingCounts): StackedBarPart[] {
  const at = (show: string) => paths.matrix(upgrade, { show, environment });
  return [
    { ...resultLook.passed, count: counts.passed, href: at("passed") },
    {
      state: "done",
      word: "passed, stale",
      stale: true,
      count: counts.stalePasses,
      href: at("passed_stale"),
    },
    ...others.map((result) => ({ ...resultLook[result], count: counts[result], href: at(result) })),
  ];
}

/** One line about an environment: "12 of 14 required, 0 of 2 optional, 2 stale". */
export function standingWords(counts: StandingCounts): string {
  const { required, optional } = passWords(counts);
  return [required, optional, counts.stale > 0 && `${counts.stale} stale`].filter(Boolean).join(", ");
}
