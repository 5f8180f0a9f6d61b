import type { StepState } from "../step";

/** A change of a step's state as history tells it. Times are in milliseconds. */
export type TimedChange = {
  readonly stepId: string;
  readonly seq: number;
  readonly at: number;
  readonly type: string;
  readonly by: string | null;
};

/** Nobody worked from then until then. */
export type Interruption = { readonly from: number; readonly to: number };

/** A step that was started and finished, once. */
export type Attempt = {
  readonly stepId: string;
  /** 1 for the first of the step. */
  readonly number: number;
  readonly start: number;
  readonly finish: number;
  /** Minutes from when its last predecessor was closed to its start; null when nothing closed before it. */
  readonly waited: number | null;
  /** Minutes it was blocked between start and finish. */
  readonly blocked: number;
  /** Minutes it was paused between start and finish. */
  readonly paused: number;
  /** Minutes of interruptions between start and finish in which it was neither blocked nor paused. */
  readonly interrupted: number;
  /** What is left: the minutes of work. */
  readonly handsOn: number;
  readonly startedBy: string | null;
  readonly finishedBy: string | null;
};

/** A step that is being worked on. */
export type Running = { readonly stepId: string; readonly start: number; readonly handsOn: number };

type Span = { readonly from: number; readonly to: number };
type Course = {
  readonly state: StepState;
  readonly start: number | null;
  readonly startedBy: string | null;
  readonly blockedSince: number | null;
  readonly blocks: readonly Span[];
  readonly pausedSince: number | null;
  readonly pauses: readonly Span[];
  /** When it was closed last; null while it is open. */
  readonly closedAt: number | null;
};
type Finished = {
  readonly start: number;
  readonly finish: number;
  readonly blocks: readonly Span[];
  readonly pauses: readonly Span[];
  readonly startedBy: string | null;
  readonly finishedBy: string | null;
};

const minute = 60_000;
const fresh: Course = {
  state: "todo",
  start: null,
  startedBy: null,
  blockedSince: null,
  blocks: [],
  pausedSince: null,
  pauses: [],
  closedAt: null,
};

/**
 * How long each step took, each time it was done. A step that was ticked without having been started has no time. What was
 * taken back never was. Steps that were skipped or don't apply let others start and have no time themselves.
 */
export function timeSteps(
  changes: readonly TimedChange[],
  predecessors: ReadonlyMap<string, readonly string[]>,
  interruptions: readonly Interruption[],
  now: number,
): { readonly attempts: readonly Attempt[]; readonly running: readonly Running[] } {
  const idle = merged(interruptions);
  const told = new Map([...byStep(changes)].map(([stepId, list]) => [stepId, follow(list)]));
  const attempts = [...told].flatMap(([stepId, { finished }]) =>
    finished.map((one, index): Attempt => {
      const closed = (predecessors.get(stepId) ?? []).flatMap((id) =>
        (told.get(id)?.closings ?? []).filter((at) => at <= one.start).slice(-1),
      );
      return {
        stepId,
        number: index + 1,
        start: one.start,
        finish: one.finish,
        waited: closed.length === 0 ? null : (one.start - Math.max(...closed)) / minute,
        ...worked(one, one, idle),
        startedBy: one.startedBy,
        finishedBy: one.finishedBy,
      };
    }),
  );
  const running = [...told].flatMap(([stepId, { course }]): Running[] => {
    const { state, start, blocks, blockedSince } = course;
    if (start === null || (state !== "doing" && state !== "blocked")) return [];
    const all = blockedSince === null ? blocks : [...blocks, { from: blockedSince, to: now }];
    const stood = { blocks: all, pauses: pausesUntil(course, now) };
    return [{ stepId, start, handsOn: worked({ start, finish: now }, stood, idle).handsOn }];
  });
  return { attempts: attempts.sort((a, b) => a.start - b.start || a.finish - b.finish), running };
}

function byStep(changes: readonly TimedChange[]): Map<string, TimedChange[]> {
  const found = new Map<string, TimedChange[]>();
  for (const change of [...changes].sort((a, b) => a.seq - b.seq)) {
    const list = found.get(change.stepId);
    if (list) list.push(change);
    else found.set(change.stepId, [change]);
  }
  return found;
}

/** Walks through one step's history. Taking back goes to where the step was before its last change; so do its attempts. */
function follow(changes: readonly TimedChange[]) {
  type Point = { course: Course; finished: readonly Finished[]; closings: readonly number[] };
  let is: Point = { course: fresh, finished: [], closings: [] };
  let was: Point = is;
  for (const change of changes) {
    if (change.type === "step.undone") {
      is = was;
      continue;
    }
    was = is;
    is = { ...is, course: after(is.course, change) };
    if (change.type === "step.finished" && was.course.start !== null) {
      const { start, blocks, startedBy } = was.course;
      const pauses = pausesUntil(was.course, change.at);
      const one = { start, finish: change.at, blocks, pauses, startedBy, finishedBy: change.by };
      is = { ...is, finished: [...is.finished, one] };
    }
    if (is.course.closedAt === change.at) is = { ...is, closings: [...is.closings, change.at] };
  }
  return is;
}

/** Its pauses, the one that lasts included. */
const pausesUntil = ({ pauses, pausedSince }: Course, at: number): readonly Span[] =>
  pausedSince === null ? pauses : [...pauses, { from: pausedSince, to: at }];

function after(course: Course, { type, at, by }: TimedChange): Course {
  switch (type) {
    case "step.started":
      return { ...fresh, state: "doing", start: at, startedBy: by };
    case "step.finished":
      return { ...fresh, state: "done", closedAt: at };
    case "step.blocked":
      return {
        ...course,
        state: "blocked",
        blockedSince: at,
        pauses: pausesUntil(course, at),
        pausedSince: null,
      };
    case "step.paused":
      return { ...course, pausedSince: at };
    case "step.resumed":
      return { ...course, pauses: pausesUntil(course, at), pausedSince: null };
    case "step.unblocked": {
      const { start, blockedSince, blocks } = course;
      const span = start === null || blockedSince === null ? [] : [{ from: blockedSince, to: at }];
      return {
        ...course,
        state: start === null ? "todo" : "doing",
        blockedSince: null,
        blocks: [...blocks, ...span],
      };
    }
    case "step.skipped":
    case "step.skipConfirmed":
      return { ...fresh, state: "skipped", closedAt: at };
    case "step.markedNotApplicable":
      return { ...fresh, state: "not_applicable", closedAt: at };
    case "step.reopened":
      return fresh;
    default:
      return course;
  }
}

/** Minutes blocked, paused, interrupted and worked between start and finish; no minute counts twice. */
function worked(
  { start, finish }: { readonly start: number; readonly finish: number },
  { blocks, pauses }: { readonly blocks: readonly Span[]; readonly pauses: readonly Span[] },
  interruptions: readonly Span[],
): { blocked: number; paused: number; interrupted: number; handsOn: number } {
  const whole = { from: start, to: finish };
  const blocked = total(within(merged(blocks), whole));
  const stood = total(within(merged([...blocks, ...pauses]), whole));
  const idle = total(within(merged([...blocks, ...pauses, ...interruptions]), whole));
  return {
    blocked: blocked / minute,
    paused: (stood - blocked) / minute,
    interrupted: (idle - stood) / minute,
    handsOn: (finish - start - idle) / minute,
  };
}

/** Spans that overlap or touch made one, in order. */
function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].filter(({ from, to }) => to > from).sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && span.from <= last.to)
      all[all.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else all.push(span);
  }
  return all;
}

const within = (spans: readonly Span[], { from, to }: Span): readonly Span[] =>
  spans.flatMap((span) =>
    span.to <= from || span.from >= to
      ? []
      : [{ from: Math.max(from, span.from), to: Math.min(to, span.to) }],
  );

const total = (spans: readonly Span[]): number => spans.reduce((sum, { from, to }) => sum + to - from, 0);
