import { pagesUnread } from "@/domain/attestation";
import { type EvidenceKind, hasRequiredEvidence } from "@/domain/evidence";
import { canStartBehind } from "@/domain/gate";
import { isLate, type Predecessor, type StepFacts } from "@/domain/step";
import { isStartable, whyNotStartable } from "@/domain/step-change";
import { agreedHoursOf, mayRetireOld } from "@/domain/traffic";
import type { StepRow } from "../schema/reading";
import { shiftsOf } from "./facts";
import type { ListEnvironment, ListFacts, StepTuple } from "./list-facts";

/** The environment as an answer shows it. */
export const environmentShown = (environment: ListEnvironment) => ({
  ...environment,
  startedAt: environment.startedAt?.toISOString() ?? null,
  entryOpen: canStartBehind(environment.entry, environment),
});

/** A time as Postgres writes it in JSON, as every answer writes it. */
const iso = (value: string | null) => (value === null ? null : new Date(value).toISOString());

/** What all rows of a list are made with. */
interface Around {
  held: StepFacts["environment"];
  person: (id: string | null) => { id: string; name: string } | null;
  readers: number;
}

/** What belongs to one step. */
interface Belongings {
  predecessors: readonly Predecessor[];
  evidence: readonly (readonly [kind: EvidenceKind, count: number])[];
  comments: number;
  attestedBy: readonly string[];
}

/** Puts a list together: each step with what it waits for and what it has, judged by the rules at this moment. */
export const rowsOf = (
  facts: ListFacts,
  environment: ListEnvironment | null,
  askerId: string,
  now: Date,
): StepRow[] => rowsFor(steadyRows(facts, environment), facts, askerId, now);

/** Steady rows as they are for one person at one moment; those that look the same to everybody are not copied. */
export function rowsFor(rows: readonly StepRow[], facts: ListFacts, askerId: string, now: Date): StepRow[] {
  const mine = new Set(counting(facts).flatMap(([stepId, userId]) => (userId === askerId ? [stepId] : [])));
  const held = retirement(facts, now);
  return rows.map((row) => {
    if (held && facts.retiring.includes(row.id) && row.state === "todo")
      return { ...row, startable: false, whyNot: row.whyNot || held };
    const late = row.dueAt !== null && isLate({ state: row.state, dueAt: new Date(row.dueAt) }, now);
    if (!late && !mine.has(row.id)) return row;
    return {
      ...row,
      late,
      attestation: row.attestation && { ...row.attestation, byMe: mine.has(row.id) },
    };
  });
}

/** Why the old stack can't be retired at this moment; null where it can, or nothing here would do so. */
function retirement({ retiring, shifts: raw }: ListFacts, now: Date): string | null {
  if (retiring.length === 0) return null;
  const shifts = shiftsOf(raw);
  const verdict = mayRetireOld(shifts, agreedHoursOf(shifts), now);
  return verdict.ok ? null : verdict.message;
}

/** Who attested which step, with every page it gives to read now. */
function counting({ readings, attested }: ListFacts): (readonly [stepId: string, userId: string])[] {
  const asked = new Map(readings);
  return attested
    .filter(([stepId, , pages]) => pagesUnread(asked.get(stepId) ?? [], pages).length === 0)
    .map(([stepId, userId]) => [stepId, userId] as const);
}

/** Everything about the rows of a list that follows from facts alone: nothing is late yet, and nobody in particular asks. */
export function steadyRows(facts: ListFacts, environment: ListEnvironment | null): StepRow[] {
  const names = new Map(facts.people);
  const steps = new Map<string, Predecessor>();
  for (const [id, code, title, state] of facts.others) steps.set(id, { code, title, state });
  for (const [id, code, title, , , , , , , , state] of facts.steps) steps.set(id, { code, title, state });
  const ahead = grouped(
    facts.edges.flatMap(([id, predecessorId]) => {
      const predecessor = steps.get(predecessorId);
      return predecessor ? [[id, predecessor] as const] : [];
    }),
  );
  const evidence = grouped(facts.evidence.map(([id, kind, count]) => [id, [kind, count] as const] as const));
  const comments = new Map(facts.comments);
  const attested = grouped(counting(facts));
  const around: Around = {
    held: environment && {
      name: environment.name,
      started: environment.startedAt !== null,
      entryOpen: canStartBehind(environment.entry, environment),
    },
    person: (id) => (id === null ? null : { id, name: names.get(id) ?? "somebody" }),
    readers: facts.readers,
  };
  return facts.steps.map((tuple) => {
    const [id] = tuple;
    const predecessors = [...(ahead.get(id) ?? [])].sort((a, b) => (a.code < b.code ? -1 : 1));
    return rowOf(
      tuple,
      {
        predecessors,
        evidence: evidence.get(id) ?? [],
        comments: comments.get(id) ?? 0,
        attestedBy: attested.get(id) ?? [],
      },
      around,
    );
  });
}

function grouped<T>(pairs: readonly (readonly [id: string, value: T])[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const [id, value] of pairs) {
    const group = groups.get(id);
    if (group) group.push(value);
    else groups.set(id, [value]);
  }
  return groups;
}

function rowOf(tuple: StepTuple, belongings: Belongings, { held, person, readers }: Around): StepRow {
  const [
    id,
    code,
    title,
    phase,
    phaseTitle,
    part,
    gate,
    neededBy,
    required,
    custom,
    state,
    stateReason,
    stateSince,
    skipRequestedById,
    skipReason,
    pausedAt,
    pauseReason,
    assigneeId,
    dueAt,
    startedAt,
    finishedAt,
    doneById,
    plannedMinutes,
    evidenceRequired,
    attests,
    version,
  ] = tuple;
  const { predecessors, evidence, comments, attestedBy } = belongings;
  const kinds = evidence.map(([kind]) => kind);
  const date = (value: string | null) => (value === null ? null : new Date(value));
  const facts: StepFacts = {
    code,
    title,
    state,
    stateReason,
    required,
    gate,
    evidenceRequired,
    doneById,
    skipRequestedById,
    skipReason,
    pauseReason,
    predecessors,
    stateSince: new Date(stateSince),
    startedAt: date(startedAt),
    finishedAt: date(finishedAt),
    pausedAt: date(pausedAt),
    evidenceKinds: kinds,
    environment: held,
  };
  const asker = person(skipRequestedById);
  return {
    id,
    code,
    title,
    phase,
    phaseTitle,
    part,
    gate,
    neededBy,
    required,
    custom,
    state,
    stateReason,
    plannedMinutes,
    evidenceRequired,
    comments,
    version,
    stateSince: facts.stateSince.toISOString(),
    paused: pausedAt === null ? null : { since: new Date(pausedAt).toISOString(), reason: pauseReason },
    skipRequest: asker && { by: asker, reason: skipReason },
    assignee: person(assigneeId),
    dueAt: iso(dueAt),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
    doneBy: person(doneById),
    evidence: evidence.reduce((sum, [, count]) => sum + count, 0),
    evidenceMissing: !hasRequiredEvidence(evidenceRequired, kinds),
    attestation: attests ? { attested: attestedBy.length, of: readers, byMe: false } : null,
    startable: isStartable(facts),
    whyNot: whyNotStartable(facts)[0]?.message ?? "",
    late: false,
    predecessors: predecessors.map((predecessor) => predecessor.code),
  };
}
