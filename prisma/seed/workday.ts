import { topologicalOrder } from "@/domain/dependency";
import type { StepRow } from "@/features/steps/schema/reading";

/** What is done to a step, and when. */
export interface Deed {
  what: "start" | "prove" | "finish";
  /** As it is at that time: a start makes a new version. */
  step: Planned;
  now: Date;
}

type Planned = Pick<
  StepRow,
  "id" | "version" | "code" | "startedAt" | "plannedMinutes" | "predecessors" | "evidenceMissing"
>;

const minute = 60_000;
/** Work begins at seven, or this long before it ends where it ends in the morning: a migration by night. */
const beginsAt = 7;
const night = 4 * 60 * minute;
/** What a step takes that nobody planned, in minutes. */
const usual = 20;

/** A number that is always the same for a text: the story is told alike every time. */
export const hashOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 997, 7);

/** How long a step takes: near to what was planned, between three quarters of it and five quarters, times the pace. */
const takes = ({ code, plannedMinutes }: Planned, pace: number): number =>
  Math.max(1, Math.round((plannedMinutes ?? usual) * (0.75 + (hashOf(code) % 51) / 100) * pace));

/**
 * How somebody works through steps until `end`: one after the other, each for about the time that was planned. Where the
 * day is too short for that they overlap, but none begins before what it waits for, nor before `last`, when something
 * else happened. The last step ends at `end`, the proofs that are asked for come shortly before each end. `pace` below 1
 * is faster than planned.
 */
export function workday(steps: readonly Planned[], end: Date, last: Date | null, pace = 1): Deed[] {
  const byCode = new Map(steps.map((step) => [step.code, step]));
  const edges = steps.flatMap(({ code, predecessors }) =>
    predecessors.map((predecessorId) => ({ stepId: code, predecessorId })),
  );
  const order = topologicalOrder([...byCode.keys()], edges) ?? [];
  const seven = Date.UTC(end.getUTCFullYear(), end.getUTCMonth(), end.getUTCDate(), beginsAt);
  const earliest = Math.max(last?.getTime() ?? 0, Math.min(seven, end.getTime() - night));
  const wanted = order.map((code) => takes(byCode.get(code) as Planned, pace) * minute);
  const sum = wanted.reduce((total, one) => total + one, 0);
  const begin = Math.max(earliest, end.getTime() - sum);
  const stretch = (end.getTime() - begin) / sum;

  const deeds: Deed[] = [];
  const ends = new Map<string, number>();
  let worked = 0;
  for (const [index, code] of order.entries()) {
    const step = byCode.get(code) as Planned;
    const long = wanted[index] ?? 0;
    worked += long;
    const finished = wholeMinute(begin + worked * stretch, begin);
    const waited = step.predecessors.map((before) => ends.get(before) ?? begin);
    const started = Math.max(begin, finished - long, ...waited);
    const until = step.startedAt === null ? started : begin;
    ends.set(code, finished);
    if (step.startedAt === null) deeds.push({ what: "start", step, now: new Date(started) });
    const underway = step.startedAt === null ? { ...step, version: step.version + 1 } : step;
    if (step.evidenceMissing)
      deeds.push({
        what: "prove",
        step: underway,
        now: new Date(Math.max(until, finished - 2 * minute)),
      });
    deeds.push({ what: "finish", step: underway, now: new Date(finished) });
  }
  // A stable sort: at one moment, what others wait for comes first.
  return deeds.sort((a, b) => a.now.getTime() - b.now.getTime());
}

const wholeMinute = (time: number, begin: number) => Math.max(begin, Math.floor(time / minute) * minute);
