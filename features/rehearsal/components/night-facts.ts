import { type AbortClock, latestSafeAbort } from "@/domain/run-schedule";
import type { LiveView } from "../schema/live";

/** What the clock of a run says at this moment. */
export interface NightFacts {
  elapsed: number;
  /** ms the expected end is behind the planned one. */
  late: number;
  abort: AbortClock | null;
  /** The abort clock has passed and nobody has decided since what follows from it. */
  mustDecide: boolean;
  done: number;
  total: number;
}

const closed = new Set(["done", "skipped", "not_applicable"]);

export function nightFacts(view: LiveView, now: number): NightFacts | null {
  const { run } = view;
  if (!run) return null;
  const until = run.endedAt ? Date.parse(run.endedAt) : now;
  const abort =
    run.endedAt || run.backOut
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
  return {
    elapsed: until - Date.parse(run.startedAt),
    late:
      view.expectedEnd && view.plannedEnd ? Date.parse(view.expectedEnd) - Date.parse(view.plannedEnd) : 0,
    abort,
    mustDecide: abort?.passed === true && !decidedAfter,
    done: view.steps.filter(({ state }) => closed.has(state)).length,
    total: view.steps.length,
  };
}
