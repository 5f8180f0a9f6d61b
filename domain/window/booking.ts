import { counted, dated, joined } from "../sentence";
import { isBlank, type Refusal, refuse, type Verdict } from "../verdict";
import { day, minute, overlap } from "./zone-clock";

/** What a window is booked with. */
export type Wanted = {
  readonly start: Date;
  readonly end: Date;
  /** Minutes at the end that are kept for what nobody expects. */
  readonly reserveMinutes: number;
  /** Ids of the people who work in it. */
  readonly crew: readonly string[];
  /** Systems it needs for itself that others use, too, by name. */
  readonly sharedSystems: readonly string[];
};

/** A booked window somewhere, as the rules see it. */
export type Booked = Wanted & {
  readonly id: string;
  readonly environmentId: string;
  /** "Prod of APIM-45", or where the asker may not know of it: "another upgrade". */
  readonly label: string;
};

export const closedKinds = ["freeze", "holiday"] as const;
export type ClosedKind = (typeof closedKinds)[number];

/** A time in which nothing may change. */
export type Closed = {
  readonly id: string;
  readonly kind: ClosedKind;
  readonly name: string;
  readonly from: Date;
  readonly to: Date;
};

/** One thing that speaks against a window and that somebody may accept with a reason. */
export type Conflict = {
  /** The same as long as the conflict is: what is accepted is named by it. */
  readonly key: string;
  readonly kind: "person" | "system" | ClosedKind;
  readonly message: string;
};

/** The longest window, in days: who needs more books two. */
export const maxWindowDays = 14;
const maxCrew = 60;

const periodOf = ({ start, end }: { start: Date; end: Date }) => ({
  from: start.getTime(),
  to: end.getTime(),
});

/** Systems are typed by people: "LB Paris" and "lb  paris" are the same. */
export const systemKey = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();

/** Everything that speaks against a window at this time: people and systems needed elsewhere, freezes, holidays. */
export function conflictsOf(
  wanted: Wanted,
  facts: {
    /** Booked windows anywhere but the one that is moved. */
    readonly others: readonly Booked[];
    readonly closed: readonly Closed[];
    readonly nameOf: (person: string) => string;
  },
): readonly Conflict[] {
  const own = periodOf(wanted);
  const there = facts.others.filter((other) => overlap(own, periodOf(other)));
  const systems = new Map(wanted.sharedSystems.map((name) => [systemKey(name), name]));
  return [
    ...facts.closed
      .filter(({ from, to }) => overlap(own, { from: from.getTime(), to: to.getTime() }))
      .map(({ id, kind, name, from, to }) => ({
        key: `${kind}:${id}`,
        kind,
        message: `${kind === "freeze" ? "The freeze" : "The holiday"} “${name}” is from ${dated(from.toISOString())} to ${dated(to.toISOString())}.`,
      })),
    ...there.flatMap((other) =>
      wanted.crew
        .filter((person) => other.crew.includes(person))
        .map((person) => ({
          key: `person:${person}:${other.id}`,
          kind: "person" as const,
          message: `${facts.nameOf(person)} is in the window of ${other.label}, ${when(other)}.`,
        })),
    ),
    ...there.flatMap((other) =>
      [...new Set(other.sharedSystems.map(systemKey))]
        .filter((system) => systems.has(system))
        .map((system) => ({
          key: `system:${system}:${other.id}`,
          kind: "system" as const,
          message: `${systems.get(system)} is needed in the window of ${other.label}, ${when(other)}.`,
        })),
    ),
  ];
}

const when = ({ start, end }: Booked) => `${dated(start.toISOString())} to ${dated(end.toISOString())}`;

/** Conflicts somebody saw and accepts. */
export type Acceptance = { readonly keys: readonly string[]; readonly reason: string };

type Asked = {
  readonly wanted: Wanted;
  readonly now: Date;
  readonly conflicts: readonly Conflict[];
  readonly acceptance: Acceptance | null;
};

/** May this window be booked? One environment has one window that is not over. */
export function decideBooking(
  facts: Asked & {
    /** Booked windows of the same environment. */
    readonly booked: readonly Booked[];
  },
): Verdict<{ readonly accepted: readonly Conflict[] }> {
  const open = facts.booked.find(({ end }) => end > facts.now);
  if (open)
    return refuse("booked_already", `There is a window already, ${when(open)}. Move or cancel that one.`);
  const refusals = faultsOf(facts.wanted);
  if (facts.wanted.start < facts.now)
    refusals.push({ code: "past", message: "The window begins in the past. Choose a later start." });
  return accepted(facts, refusals);
}

/** May a booked window be changed so? Once it has begun only its end moves; once it is over nothing does. */
export function decideMove(
  facts: Asked & { readonly window: Booked; readonly reason: string },
): Verdict<{ readonly accepted: readonly Conflict[] }> {
  const { window, wanted, now } = facts;
  if (window.end <= now) return refuse("over", "This window is over. Book another one.");
  const refusals = faultsOf(wanted);
  const begins = wanted.start.getTime() === window.start.getTime();
  if (!begins && window.start <= now)
    refusals.push({ code: "begun", message: "The window has begun: its start can't be moved, its end can." });
  else if (!begins && wanted.start < now)
    refusals.push({ code: "past", message: "The window would begin in the past. Choose a later start." });
  if (wanted.end <= now)
    refusals.push({ code: "past", message: "The window would be over already. Choose a later end." });
  if (isBlank(facts.reason)) refusals.push({ code: "reason_needed", message: "Say why the window changes." });
  return accepted(facts, refusals);
}

/** May a window be cancelled? One that has begun happens: work may have started on the strength of it. */
export function decideCancel(facts: { window: Booked; now: Date; reason: string }): Verdict {
  if (facts.window.end <= facts.now)
    return refuse("over", "This window is over: what happened is not cancelled.");
  if (facts.window.start <= facts.now) return refuse("begun", "This window has begun. Move its end instead.");
  if (isBlank(facts.reason)) return refuse("reason_needed", "Say why the window is cancelled.");
  return { ok: true };
}

function faultsOf({ start, end, reserveMinutes, crew }: Wanted): Refusal[] {
  const length = end.getTime() - start.getTime();
  const faults: Refusal[] = [];
  if (!(length > 0))
    faults.push({ code: "end", message: "The window ends before it begins. Choose a later end." });
  else if (reserveMinutes * minute >= length)
    faults.push({
      code: "reserve",
      message: "The reserve takes the whole window. Choose a later end or less reserve.",
    });
  if (length > maxWindowDays * day)
    faults.push({ code: "too_long", message: `A window lasts at most ${maxWindowDays} days. Book several.` });
  if (crew.length > maxCrew) faults.push({ code: "crew", message: `A crew has at most ${maxCrew} people.` });
  return faults;
}

/** Conflicts are refused unless each was seen and accepted with a reason. */
function accepted(
  { conflicts, acceptance }: Asked,
  refusals: readonly Refusal[],
): Verdict<{ readonly accepted: readonly Conflict[] }> {
  const unseen = conflicts.filter(({ key }) => !acceptance?.keys.includes(key));
  const all = [
    ...refusals,
    ...unseen.map(({ key, message }) => ({ code: `conflict:${key}`, message })),
    ...(conflicts.length > 0 && unseen.length === 0 && isBlank(acceptance?.reason)
      ? [{ code: "reason_needed", message: "Say why these conflicts are acceptable." }]
      : []),
  ];
  return all.length > 0 ? { ok: false, refusals: all } : { ok: true, accepted: conflicts };
}

/** "2 people and 1 freeze": what speaks against a window, counted. */
export function conflictCounts(conflicts: readonly Pick<Conflict, "kind">[]): string {
  const of = (kind: Conflict["kind"]) => conflicts.filter((conflict) => conflict.kind === kind).length;
  const parts = [
    [of("person"), "person", "people"],
    [of("system"), "system", "systems"],
    [of("freeze"), "freeze", "freezes"],
    [of("holiday"), "holiday", "holidays"],
  ] as const;
  return joined(parts.flatMap(([count, one, many]) => (count > 0 ? [counted(count, one, many)] : [])));
}

/** May a freeze or holiday be written down so? */
export function decideClosed({ from, to }: Pick<Closed, "from" | "to">): Verdict {
  if (to <= from) return refuse("end", "It ends before it begins. Choose a later end.");
  if (to.getTime() - from.getTime() > 366 * day)
    return refuse("too_long", "It lasts longer than a year. Choose an earlier end.");
  return { ok: true };
}
