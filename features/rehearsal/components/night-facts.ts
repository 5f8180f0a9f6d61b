import { type AbortClock, latestSafeAbort } from "@/domain/run-schedule";
import type { LiveDecision, LiveView } from "../schema/live";

/** What the clock of a run says at this moment. */
export interface NightFacts {
  elapsed: number;
  /** ms the expected end is behind the planned one. */
  late: number;
  abort: AbortClock | null;
  /** What can't be undone was done. */
  noReturn: boolean;
  /** The abort clock has passed and nobody has decided since what follows from it. */
  mustDecide: boolean;
  /** What Liftlock asks since then; null until it has, and once that is decided. */
  demanded: LiveDecision | null;
  done: number;
  total: number;
}

const closed = new Set(["done", "skipped", "not_applicable"]);

export function nightFacts(view: LiveView, now: number): NightFacts | null {
  const { run } = view;
  if (!run) return null;
  const until = run.endedAt ? Date.parse(run.endedAt) : now;
  const noReturn = view.steps.some((step) => step.pointOfNoReturn && step.state === "done");
  const abort =
    run.endedAt || run.backOut || noReturn
      ? null
      : latestSafeAbort(
          view.window ? Date.parse(view.window.finish) : null,
          view.backOut.minutes,
          view.reserveMinutes,
          now,
        );
  const decidedAfter = view.decisions.some(
    ({ decidedAt }) => decidedAt !== null && abort !== null && Date.parse(decidedAt) >= abort.latest,
  );
  const demanded = run.endedAt
    ? null
    : (view.decisions.find((one) => one.demanded && one.verdict === null) ?? null);
  return {
    elapsed: until - Date.parse(run.startedAt),
    late:
      view.expectedEnd && view.plannedEnd ? Date.parse(view.expectedEnd) - Date.parse(view.plannedEnd) : 0,
    abort,
    noReturn,
    mustDecide: demanded !== null || (abort?.passed === true && !decidedAfter),
    demanded,
    done: view.steps.filter(({ state }) => closed.has(state)).length,
    total: view.steps.length,
  };
}
