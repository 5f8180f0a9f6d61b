import { counted, dated } from "../sentence";
import type { ClosedKind } from "../window/booking";

type Span = { from: string; to: string };

/** Events of change windows, of freezes, and of the traffic that windows are chosen by. */
export interface WindowEvents {
  "trafficProfile.uploaded": Span & { environment: string; file: string; sha256: string; rows: number };
  "freeze.added": Span & { kind: ClosedKind; name: string; reason: string };
  "freeze.edited": Span & { kind: ClosedKind; name: string; reason: string; was: Span & { name: string } };
  "freeze.removed": Span & { kind: ClosedKind; name: string; reason: string };
  "window.booked": Span & {
    environment: string;
    reserveMinutes: number;
    crew: string[];
    sharedSystems: string[];
    /** Sentences of the conflicts that were accepted, and why. */
    conflicts: string[];
    acceptedReason: string;
  };
  "window.moved": Span & {
    environment: string;
    was: Span;
    reserveMinutes: number;
    crew: string[];
    sharedSystems: string[];
    conflicts: string[];
    acceptedReason: string;
    reason: string;
  };
  "window.cancelled": Span & { environment: string; reason: string };
  "window.began": { environment: string };
  "window.ended": { environment: string };
  "window.reminded": { environment: string; from: string; minutes: number; people: number };
  "crewHours.set": { name: string; was: string; is: string };
}

const span = ({ from, to }: Span) => `from ${dated(from)} to ${dated(to)}`;
const accepted = (d: { conflicts: readonly string[]; acceptedReason: string }) =>
  d.conflicts.length === 0
    ? ""
    : `, accepting ${counted(d.conflicts.length, "conflict")} (${d.conflicts.join(" ")}): ${d.acceptedReason}`;
const because = (reason: string) => (reason === "" ? "" : `: ${reason}`);

/** What each event says after the actor's name. */
export const windowSentences: { [T in keyof WindowEvents]: (data: WindowEvents[T]) => string } = {
  "trafficProfile.uploaded": (d) =>
    `uploaded the traffic profile of ${d.environment} ${span(d)} (${d.file}, ${counted(d.rows, "row")})`,
  "freeze.added": (d) => `added the ${d.kind} “${d.name}” ${span(d)}${because(d.reason)}`,
  "freeze.edited": (d) =>
    `changed the ${d.kind} “${d.was.name}” ${span(d.was)} to “${d.name}” ${span(d)}${because(d.reason)}`,
  "freeze.removed": (d) => `removed the ${d.kind} “${d.name}” ${span(d)}${because(d.reason)}`,
  "window.booked": (d) => `booked the change window of ${d.environment} ${span(d)}${accepted(d)}`,
  "window.moved": (d) =>
    d.was.from === d.from && d.was.to === d.to
      ? `changed who and what the change window of ${d.environment} needs${accepted(d)}${because(d.reason)}`
      : `moved the change window of ${d.environment} ${span(d.was)}; it is now ${span(d)}${accepted(d)}${because(d.reason)}`,
  "window.cancelled": (d) => `cancelled the change window of ${d.environment} ${span(d)}: ${d.reason}`,
  "window.began": (d) => `The change window of ${d.environment} began`,
  "window.ended": (d) => `The change window of ${d.environment} ended`,
  "window.reminded": (d) =>
    `reminded ${counted(d.people, "person", "people")} of the change window of ${d.environment} on ${dated(d.from)}`,
  "crewHours.set": (d) => `set when ${d.name} can work in change windows: ${d.is}`,
};
