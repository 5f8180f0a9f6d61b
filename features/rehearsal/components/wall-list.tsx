import { StateIcon } from "@/components/ui/state-icon";
import { formatDuration, formatElapsed } from "@/lib/format";
import type { LiveStep } from "../schema/live";

/** Steps of one lane, or of all, large enough for three metres. */
export function WallList({
  title,
  steps,
  empty,
  now,
}: {
  title: string;
  steps: readonly LiveStep[];
  empty: string;
  now: number;
}) {
  return (
    <section>
      <h2 className="text-[1.75rem] leading-snug font-bold text-ink-2">{title}</h2>
      {steps.length === 0 ? (
        <p className="mt-2 text-[2.25rem] leading-snug text-ink-3">{empty}</p>
      ) : (
        <ul className="mt-2 grid gap-3">
          {steps.map((step) => (
            <li key={step.id} className="flex items-start gap-4 text-[2.25rem] leading-snug">
              <span className="mt-2 scale-150">
                <StateIcon
                  state={step.state === "doing" ? "doing" : step.state === "blocked" ? "blocked" : "idle"}
                />
              </span>
              <span className="min-w-0 flex-1 wrap-anywhere">
                <b className="num">{step.code}</b> {step.title}
                <span className="block text-[1.75rem] leading-snug text-ink-3">
                  {step.assignee?.name ?? "nobody's"}
                  {step.state === "todo"
                    ? `, ${formatDuration(Math.round(step.minutes))}`
                    : step.paused
                      ? `, paused: ${step.paused.reason}`
                      : `, for ${formatElapsed(now - Date.parse(step.actual.start))}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
