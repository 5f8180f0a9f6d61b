import type { EnvironmentFacts } from "../environment";
import type { GateProof, ProofFact } from "../gate-proof";
import type { Role } from "../role";
import { counted, dated, joined } from "../sentence";
import type { HypercareRules } from "../verification";
import type { ZoneClock } from "../window/zone-clock";
import type { HypercareFinding } from "./finding";
import {
  type DayStanding,
  type HypercarePeriod,
  type HypercareStanding,
  hypercareStanding,
} from "./standing";

export type HypercareFacts = {
  /** The last period of each environment that has one. */
  readonly periods: readonly HypercarePeriod[];
  /** Of every period, closed ones as well. */
  readonly findings: readonly HypercareFinding[];
};

const workers: readonly Role[] = ["lead", "engineer"];

type Make = (
  own: Pick<GateProof, "kind" | "met"> &
    Partial<Pick<GateProof, "title" | "detail" | "since" | "until" | "facts">>,
  subject?: { readonly id: string; readonly code?: string | null; readonly people?: readonly string[] },
) => GateProof;

/**
 * What the exit gate of an environment asks of hypercare: it was kept to its end, every day of it answered, every finding closed.
 * Asked where the rules say so, and where somebody began it. An open finding keeps the gate shut in any case.
 */
export function hypercareProofs(
  rules: HypercareRules | null,
  facts: HypercareFacts,
  environment: EnvironmentFacts,
  clockOf: (zone: string) => ZoneClock,
  now: Date,
): GateProof[] {
  const make: Make = (own, { id, code = null, people = [] } = { id: environment.id }) => ({
    title: "",
    detail: "",
    since: null,
    until: null,
    facts: [],
    ...own,
    gate: "exit",
    subject: { type: "proof", id, code, environmentId: environment.id },
    clearedBy: { people, roles: workers },
  });
  const period = facts.periods.find(({ environmentId }) => environmentId === environment.id);
  const findings = facts.findings
    .filter(({ environmentId }) => environmentId === environment.id)
    .map((finding) => findingProof(finding, make));
  if (rules === null) return findings;
  if (period === undefined)
    return rules.in.includes(environment.kind)
      ? [
          make({
            kind: "hypercare_missing",
            met: false,
            title: `Hypercare of ${environment.name} was not started`,
            detail: `Start it when the new stack carries the traffic: ${counted(rules.days, "day")}, ${counted(rules.checks.length, "check")} a day.`,
          }),
          ...findings,
        ]
      : findings;
  const standing = hypercareStanding(rules, period, clockOf(period.zone), now);
  return [
    periodProof(environment.name, period, standing, make),
    ...standing.days.flatMap((day) => dayProof(environment.name, period, day, make)),
    ...findings,
  ];
}

function periodProof(
  name: string,
  period: HypercarePeriod,
  { days, end, over }: HypercareStanding,
  make: Make,
): GateProof {
  const kind = "hypercare_running";
  if (over) {
    const early = period.endedWhy === null ? "" : `, ended early: ${period.endedWhy}`;
    const value = `${days[0]?.day.date} to ${days.at(-1)?.day.date}, ${counted(days.length, "day")}${early}`;
    return make({ kind, met: true, facts: [{ subject: `hypercare of ${name}`, value }] });
  }
  const today = days.find((day) => day.today);
  return make({
    kind,
    met: false,
    title: `Hypercare of ${name} is kept until ${dated(new Date(end).toISOString())}`,
    detail: `Day ${today?.day.number ?? 1} of ${days.length}. Its checks are answered every day; a lead or manager can end it early with a reason.`,
    since: period.begin,
    // Every midnight moves something: a day that was not answered is missed.
    until: new Date(today?.day.to ?? end),
  });
}

function dayProof(name: string, { id }: HypercarePeriod, day: DayStanding, make: Make): GateProof[] {
  const { state, checks } = day;
  const { number, to } = day.day;
  if (state === "ahead" || (state === "open" && day.today)) return [];
  const missed = checks.filter((check) => check.state === "missed").map(({ check }) => check.title);
  return [
    make(
      {
        kind: "hypercare_missed",
        met: state !== "missed",
        title: `Day ${number} of hypercare in ${name} was missed`,
        detail: `${joined(missed)} ${missed.length === 1 ? "was" : "were"} not answered. Unknown is no pass: answer late, it is shown as late.`,
        since: new Date(to),
        facts: [dayFact(day)],
      },
      // The code leads to the day.
      { id: dayId(id, number), code: String(number) },
    ),
  ];
}

/** What a signature is bound to: the ids of checks, which stay when their words are changed. */
function dayFact({ day, checks }: DayStanding): ProofFact {
  const list = (word: string, of: readonly DayStanding["checks"][number][]) =>
    of.length === 0 ? [] : [`${word}: ${of.map(({ check }) => check.id).join(", ")}`];
  return {
    subject: `day ${day.number} of hypercare`,
    value: [
      ...list(
        "clean",
        checks.filter(({ state }) => state === "clean"),
      ),
      ...list(
        "finding",
        checks.filter(({ state }) => state === "finding"),
      ),
      ...list(
        "not answered",
        checks.filter(({ state }) => state === "missed" || state === "open"),
      ),
      ...list(
        "late",
        checks.filter(({ late }) => late),
      ),
    ].join("; "),
  };
}

function findingProof(finding: HypercareFinding, make: Make): GateProof {
  const { id, number, what, severity, ownerId, openedAt, done } = finding;
  return make(
    {
      kind: "hypercare_finding",
      met: done !== null,
      title: `Finding ${number} of hypercare is open: “${what.slice(0, 120)}”`,
      detail: `${severity[0]?.toUpperCase()}${severity.slice(1)}. See to it, and close it with what was done.`,
      since: openedAt,
      facts: [
        { subject: `finding ${number} of hypercare`, value: `${what}: ${done === null ? "open" : done}` },
      ],
    },
    { id, people: ownerId === null ? [] : [ownerId] },
  );
}

/** A name for a day in the form of an id, the same at any time: blockers and waivers name subjects by ids. */
export const dayId = (period: string, day: number): string =>
  `${period.slice(0, 24)}${String(day).padStart(12, "0")}`;
