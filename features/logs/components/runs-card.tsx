import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { LogRunView } from "../schema";
import type { Decidable } from "./decide-dialog";
import { DecisionLine } from "./decision-line";
import { spanText, verdictLook } from "./log-look";

interface RunsCardProps {
  runs: readonly LogRunView[];
  zone: string;
  now: string;
  refused: string | null;
  onDecide: (about: Decidable) => void;
}

/** How each run of a migration client ended: by its own end, never by a server that started. */
export function RunsCard({ runs, zone, now, refused, onDecide }: RunsCardProps) {
  return (
    <Card title="Runs of migration clients">
      <ul>
        {runs.map((run) => {
          const { word, tone } = verdictLook[run.verdict];
          const superseded = run.verdict !== "completed" && !run.asks;
          return (
            <li key={run.signature} className="grid gap-1.5 border-t border-line px-3.5 py-2.5">
              <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <Chip tone={superseded || run.decision?.decision === "ignored" ? "na" : tone}>{word}</Chip>
                <b>{run.client}</b>
                <span className="num text-sm text-ink-3">{spanText(run.first, run.last)}</span>
                {run.asks ? (
                  <Button
                    size="sm"
                    className="ml-auto"
                    reason={refused}
                    onClick={() =>
                      onDecide({
                        signature: run.signature,
                        text: `${run.client}: ${run.message}`,
                        decision: run.decision,
                      })
                    }
                  >
                    {run.decision ? "Decide anew" : "Decide"}
                    <span className="sr-only"> about the run of the {run.client}</span>
                  </Button>
                ) : null}
              </div>
              <p className="wrap-anywhere text-ink-2">
                {run.message}
                {superseded ? " A later run took its place." : ""}
              </p>
              {run.failure ? <p className="font-mono text-sm wrap-anywhere">{run.failure}</p> : null}
              {run.decision ? <DecisionLine decision={run.decision} zone={zone} now={now} /> : null}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
