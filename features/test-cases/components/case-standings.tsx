import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { paths } from "@/lib/paths";
import type { TestCaseView } from "../schema";
import { resultLook } from "./result-look";

const because = {
  case_revised: "The case was revised after it.",
  environment_changed: "The environment changed after it.",
} as const;

/** Where a case stands, environment by environment in promotion order. */
export function CaseStandings({
  upgrade,
  testCase,
  zone,
  now,
}: {
  upgrade: string;
  testCase: TestCaseView;
  zone: string;
  now: string;
}) {
  return (
    <Card title="Where it stands">
      <ul className="grid grid-cols-[repeat(auto-fit,minmax(150px,1fr))]">
        {testCase.environments.map((environment) => {
          const { key, name, applies, result, stale, executedAt, run } = environment;
          const { state, word } = resultLook[result];
          return (
            <li key={key} className="border-t border-line px-3.5 py-2.5">
              <Link
                href={`${paths.testCase(upgrade, testCase.code)}?environment=${encodeURIComponent(key)}`}
                scroll={false}
                className="font-medium hover:underline"
              >
                {name}
              </Link>
              <div className="mt-1">
                {applies || executedAt ? (
                  <StateChip state={state} stale={stale !== null}>
                    {word}
                    {stale ? ", stale" : ""}
                  </StateChip>
                ) : (
                  <StateChip state="na">not run here</StateChip>
                )}
              </div>
              <div className="mt-1 text-xs text-ink-3">
                {executedAt ? (
                  <>
                    Run {run}, <Time value={executedAt} zone={zone} now={now} show="day" />
                  </>
                ) : null}{" "}
                {stale ? because[stale] : null}
              </div>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
