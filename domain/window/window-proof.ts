import type { EnvironmentFacts } from "../environment";
import type { GateProof } from "../gate-proof";
import { dated } from "../sentence";

/** A booked window as far as production's entry asks. */
export type WindowFact = {
  readonly environmentId: string;
  readonly start: Date;
  readonly end: Date;
  /** The end as it was when it began: an end that moves in the night takes nobody's signature away. */
  readonly plannedEnd: Date;
};

export type WindowFacts = {
  /** Whether the rules of the upgrade ask for a window. */
  readonly required: boolean;
  readonly windows: readonly WindowFact[];
};

/**
 * What production's entry gate asks of the change window: one is booked, and now lies in it. Once work has begun behind
 * the gate it is not asked any more, so that nothing freezes when the night gets long.
 */
export function windowProofs(facts: WindowFacts, environment: EnvironmentFacts, now: Date): GateProof[] {
  if (!facts.required || environment.kind !== "prod") return [];
  const { startedAt } = environment;
  const window = currentWindow(facts, environment);
  const proof: GateProof = {
    kind: "window_missing",
    gate: "entry",
    met: true,
    title: "",
    detail: "",
    since: null,
    until: null,
    subject: { type: "proof", id: environment.id, code: null, environmentId: environment.id },
    clearedBy: { people: [], roles: ["lead", "manager"] },
    facts: window
      ? [
          {
            subject: "the change window",
            value: `${window.start.toISOString()} to ${window.plannedEnd.toISOString()}`,
          },
        ]
      : [],
  };
  if (startedAt) return [proof];
  if (!window)
    return [
      {
        ...proof,
        met: false,
        title: `${environment.name} has no change window`,
        detail: "Book one: find hours with little traffic, outside of freezes.",
      },
    ];
  if (now >= window.end)
    return [
      {
        ...proof,
        met: false,
        title: `The change window of ${environment.name} is over`,
        detail: `It ended on ${dated(window.end.toISOString())}, and nothing was started in it. Book another one.`,
        since: window.end,
      },
    ];
  if (now < window.start)
    return [
      {
        ...proof,
        kind: "window_ahead",
        met: false,
        title: `The change window of ${environment.name} begins on ${dated(window.start.toISOString())}`,
        detail: "It is signed before; the gate opens by itself when the window begins.",
        until: window.start,
      },
    ];
  return [{ ...proof, until: window.end }];
}

/** The window that counts for an environment: the last one booked, or once work has begun the one it began in. */
export function currentWindow(
  { windows }: WindowFacts,
  { id, startedAt }: EnvironmentFacts,
): WindowFact | null {
  const own = windows.filter(({ environmentId }) => environmentId === id);
  return latest(startedAt ? own.filter(({ start }) => start <= startedAt) : own);
}

/** The window that begins last; there is one at a time, so the others are over. */
const latest = (windows: readonly WindowFact[]): WindowFact | null =>
  windows.reduce<WindowFact | null>((last, one) => (last && last.start >= one.start ? last : one), null);
