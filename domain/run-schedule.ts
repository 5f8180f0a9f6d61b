import { topologicalOrder } from "./dependency";
import { isClosed, type StepState } from "./step";

/** A step as far as the clock of a run goes. Times are in ms since 1970. */
export type ScheduledStep = {
  readonly id: string;
  readonly after: readonly string[];
  /** Minutes it is expected to take: what it usually takes where it was timed, else planned. */
  readonly minutes: number;
  /** Whose it is; null for anybody. One person does one step at a time. */
  readonly personId: string | null;
  readonly state: StepState;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** Minutes it was worked on, pauses and interruptions left out; null unless it is in progress or blocked. */
  readonly worked: number | null;
};

/** From when to when, in ms since 1970. */
export type Span = { readonly start: number; readonly finish: number };

export type ScheduleLine = {
  readonly id: string;
  /** As it was to be when the run began. */
  readonly planned: Span;
  /** As it was, is and will be from what is known now. */
  readonly actual: Span;
  /** A minute more of it is a minute more of the run. */
  readonly critical: boolean;
  /** ms behind the plan: of its finish when it is closed, else of its expected one; negative when ahead. */
  readonly late: number;
};

export type RunSchedule = {
  readonly lines: readonly ScheduleLine[];
  readonly plannedEnd: number;
  /** When the run ends if everything from now on takes as long as expected. */
  readonly expectedEnd: number;
};

const minute = 60_000;

/**
 * The run as it was planned from its begin, and as it goes. A step waits for its predecessors and for who does it; the order
 * of the list decides between steps of one person. Steps closed without a time (skipped, not applicable) take none, and what was
 * done before the run began is no part of it.
 * `steps` are in working order, predecessors that are no part of it are ignored. Linear in steps and dependencies.
 */
export function scheduleRun(steps: readonly ScheduledStep[], began: number, now: number): RunSchedule {
  const ids = steps.map(({ id }) => id);
  const edges = steps.flatMap(({ id, after }) =>
    after.map((predecessorId) => ({ stepId: id, predecessorId })),
  );
  const byId = new Map(steps.map((step) => [step.id, step]));
  const order = (topologicalOrder(ids, edges) ?? ids).flatMap((id) => byId.get(id) ?? []);
  const before = (step: ScheduledStep) => step.finishedAt !== null && step.finishedAt <= began;
  const planned = walk(order, began, (step, ready) => ({
    start: ready,
    finish: before(step) ? ready : ready + step.minutes * minute,
  }));
  const actual = walk(order, began, (step, ready) =>
    before(step) ? { start: began, finish: began } : goes(step, ready, now),
  );
  const expectedEnd = endOf(actual.spans, began);
  const critical = criticalOf(actual, expectedEnd);
  return {
    plannedEnd: endOf(planned.spans, began),
    expectedEnd,
    lines: steps.map(({ id }) => {
      const [was, is] = [spanOf(planned.spans, id, began), spanOf(actual.spans, id, began)];
      return { id, planned: was, actual: is, critical: critical.has(id), late: is.finish - was.finish };
    }),
  };
}

/** How one step goes: what happened is known; what runs takes at least until now; what is to come can't begin before. */
function goes(step: ScheduledStep, ready: number, now: number): Span {
  const { state, startedAt, finishedAt, worked, minutes } = step;
  if (isClosed(state)) {
    const finish = finishedAt ?? ready;
    return { start: Math.min(startedAt ?? finish, finish), finish };
  }
  if (startedAt !== null && (state === "doing" || state === "blocked")) {
    // What was left when somebody stopped is left still.
    const since = Math.max(now, startedAt);
    const left = minutes - (worked ?? (since - startedAt) / minute);
    return { start: startedAt, finish: since + Math.max(0, left) * minute };
  }
  const start = Math.max(ready, now);
  return { start, finish: start + minutes * minute };
}

type Walked = {
  readonly spans: ReadonlyMap<string, Span>;
  /** The step that one had to wait for last; null when it waited for none. */
  readonly causes: ReadonlyMap<string, string | null>;
};

function walk(
  order: readonly ScheduledStep[],
  began: number,
  place: (step: ScheduledStep, ready: number) => Span,
): Walked {
  const spans = new Map<string, Span>();
  const causes = new Map<string, string | null>();
  const busy = new Map<string, { until: number; by: string }>();
  for (const step of order) {
    let ready = began;
    let cause: string | null = null;
    for (const id of step.after) {
      const span = spans.get(id);
      if (span && span.finish > ready) [ready, cause] = [span.finish, id];
    }
    const held = step.personId === null ? undefined : busy.get(step.personId);
    if (held && held.until > ready && !isClosed(step.state)) [ready, cause] = [held.until, held.by];
    const span = place(step, ready);
    spans.set(step.id, span);
    causes.set(step.id, cause);
    if (step.personId !== null && span.finish > (held?.until ?? began))
      busy.set(step.personId, { until: span.finish, by: step.id });
  }
  return { spans, causes };
}

const spanOf = (spans: ReadonlyMap<string, Span>, id: string, began: number): Span =>
  spans.get(id) ?? { start: began, finish: began };

const endOf = (spans: ReadonlyMap<string, Span>, began: number): number =>
  Math.max(began, ...[...spans.values()].map(({ finish }) => finish));

/** From the step that ends last back through what each had to wait for. */
function criticalOf({ spans, causes }: Walked, end: number): Set<string> {
  const path = new Set<string>();
  let at = [...spans].find(([, { finish }]) => finish === end)?.[0] ?? null;
  while (at !== null && !path.has(at)) {
    path.add(at);
    at = causes.get(at) ?? null;
  }
  return path;
}

/** When it is too late to go back within the window. All in ms. */
export type AbortClock = {
  /** Last moment to decide for the way back: end of the window − P80 of the way back from here − reserve. */
  readonly latest: number;
  readonly passed: boolean;
};

/** Null without a window: then nobody said when it has to be over. `backOutMinutes` is the P80 of the way back from here. */
export function latestSafeAbort(
  windowEnd: number | null,
  backOutMinutes: number,
  reserveMinutes: number,
  now: number,
): AbortClock | null {
  if (windowEnd === null) return null;
  const latest = windowEnd - (backOutMinutes + reserveMinutes) * minute;
  return { latest, passed: now > latest };
}

/**
 * What has to be told of the latest safe abort: that it passed, each time it does, or that it lies ahead again because the
 * window was extended or less has to be undone; null when nothing has. `told` is when it was last told to have passed, in ms.
 */
export function abortNews(clock: AbortClock | null, told: number | null): "passed" | "ahead" | null {
  if (clock === null) return null;
  if (clock.passed) return told === null || told <= clock.latest ? "passed" : null;
  return told === null ? null : "ahead";
}
