import type { StepRow } from "../schema/reading";

/** The filters above a checklist, in the order they stand. */
export const filters = ["all", "mine", "startable", "blocked", "late"] as const;
/** Others that addresses may ask for: what the counts of the overview lead to. */
const states = ["second_person", "doing", "skipped", "not_applicable"] as const;
const known = [...filters, ...states];
export type Filter = (typeof known)[number];

export const filterNames: Record<Filter, string> = {
  all: "All",
  mine: "Mine",
  startable: "Startable",
  blocked: "Blocked",
  late: "Late",
  second_person: "Waits for a second person",
  doing: "In progress",
  skipped: "Skipped",
  not_applicable: "Not applicable",
};

/** Whether a step is over: nobody has to do anything about it. */
export const isClosed = (step: Pick<StepRow, "state">): boolean =>
  step.state === "done" || step.state === "skipped" || step.state === "not_applicable";

const fits: Record<Filter, (step: StepRow, me: string) => boolean> = {
  all: () => true,
  mine: (step, me) => step.assignee?.id === me,
  startable: (step) => step.startable,
  // Whoever confirms the skip ends the block with it: it is counted where it waits, as gates do.
  blocked: (step) => step.state === "blocked" && step.skipRequest === null,
  late: (step) => step.late,
  second_person: (step) => step.skipRequest !== null,
  doing: (step) => step.state === "doing",
  skipped: (step) => step.state === "skipped",
  not_applicable: (step) => step.state === "not_applicable",
};

/** The filter an address asks for; anything unknown is all. */
export const filterOf = (asked: string | null): Filter => known.find((filter) => filter === asked) ?? "all";

/** The filters to offer: the usual ones, what waits for a person to answer, and the one that is on where it is another. */
export const offered = (current: Filter, counts: Readonly<Record<Filter, number>>): readonly Filter[] => [
  ...filters,
  ...states.filter((one) => one === current || (one === "second_person" && counts[one] > 0)),
];

/** How many steps each filter shows. */
export function countsOf(steps: readonly StepRow[], me: string): Record<Filter, number> {
  return Object.fromEntries(
    known.map((filter) => [filter, steps.filter((step) => fits[filter](step, me)).length]),
  ) as Record<Filter, number>;
}

/** The steps to show: those of the filter whose code, title or assignee holds every word typed. */
export function shownSteps(steps: readonly StepRow[], filter: Filter, query: string, me: string): StepRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return steps.filter((step) => {
    if (!fits[filter](step, me)) return false;
    const text = `${step.code} ${step.title} ${step.assignee?.name ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

export interface Phase {
  key: string;
  title: string;
  steps: StepRow[];
  /** Of the whole phase, whatever is filtered: closed and counted steps. */
  closed: number;
  counted: number;
}

/** Puts the shown steps under their phases, in the order of the list. */
export function phasesOf(shown: readonly StepRow[], all: readonly StepRow[]): Phase[] {
  const phases = new Map<string, Phase>();
  for (const step of shown) {
    const phase = phases.get(step.phase) ?? {
      key: step.phase,
      title: step.phaseTitle,
      steps: [],
      closed: 0,
      counted: 0,
    };
    phase.steps.push(step);
    phases.set(step.phase, phase);
  }
  for (const step of all) {
    const phase = phases.get(step.phase);
    if (!phase || step.state === "not_applicable") continue;
    phase.counted += 1;
    if (isClosed(step)) phase.closed += 1;
  }
  return [...phases.values()];
}

/** Where work goes on after a step is done: the next startable one below it, else the first above. */
export function nextStartable(steps: readonly StepRow[], after: string): StepRow | null {
  const at = steps.findIndex((step) => step.id === after);
  return (
    steps.slice(at + 1).find((step) => step.startable) ??
    steps.slice(0, Math.max(at, 0)).find((step) => step.startable) ??
    null
  );
}
