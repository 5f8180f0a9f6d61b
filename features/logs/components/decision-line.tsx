import { Chip } from "@/components/ui/chip";
import { Time } from "@/components/ui/time";
import type { LogDecisionView } from "../schema";
import { decisionLook } from "./log-look";

/** What was decided, why, by whom and when. */
export function DecisionLine({
  decision,
  zone,
  now,
}: {
  decision: LogDecisionView;
  zone: string;
  now: string;
}) {
  const { word, tone } = decisionLook[decision.decision];
  return (
    <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
      <Chip tone={tone}>{word}</Chip>
      {decision.reason ? <span className="min-w-0 wrap-anywhere">{decision.reason}</span> : null}
      {decision.link ? (
        <a href={decision.link} rel="noreferrer" target="_blank" className="link wrap-anywhere">
          {decision.link.replace(/^https?:\/\//, "")}
        </a>
      ) : null}
      <span className="text-sm text-ink-3">
        {decision.by.name}, <Time value={decision.at} zone={zone} now={now} />
      </span>
    </div>
  );
}
