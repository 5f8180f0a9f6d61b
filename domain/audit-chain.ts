import { canonicalJson, quoted } from "./canonical";

/** One row of history as it is hashed. `at` is ISO 8601 in UTC with milliseconds, `data` plain JSON. */
export type ChainedEvent = {
  readonly chain: string;
  /** Counts from 1 within the chain. */
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly id: string | null; readonly name: string; readonly roles: readonly string[] };
  readonly type: string;
  readonly subject: { readonly type: string; readonly id: string; readonly environmentId: string | null };
  readonly data: unknown;
  /** Hash of the event before; empty for the first. */
  readonly previousHash: string;
};

export type ChainedRow = ChainedEvent & { readonly hash: string };

/** SHA-256 of the UTF-8 bytes of the text, hex. Passed in because this folder computes nothing but rules. */
export type HashText = (text: string) => string;

/** The last row as stored outside the table; seq 0 and an empty hash for a chain without events. */
export type ChainHead = { readonly seq: number; readonly hash: string };

export const chainFaults = ["edited", "removed", "inserted", "swapped", "foreign", "wrong_head"] as const;
export type ChainFaultKind = (typeof chainFaults)[number];

/** The first fault of a chain: the row it lies in, and a sentence that names it. */
export type ChainFault = { readonly kind: ChainFaultKind; readonly seq: number; readonly message: string };

/** The text whose hash the row carries: canonical JSON of everything the row says, the hash before it included. */
export function chainMaterial(event: ChainedEvent): string {
  const { actor, subject } = event;
  // Canonical JSON written down member by member, already in its order: half the time of sorting 100,000 events.
  return (
    `{"actor":{"id":${json(actor.id)},"name":${json(actor.name)},"roles":${canonicalJson(actor.roles)}},` +
    `"at":${json(event.at)},"chain":${json(event.chain)},"data":${canonicalJson(event.data)},` +
    `"previousHash":${json(event.previousHash)},"seq":${event.seq},` +
    `"subject":{"environmentId":${json(subject.environmentId)},"id":${json(subject.id)},"type":${json(subject.type)}},` +
    `"type":${json(event.type)}}`
  );
}

const json = (value: string | null): string => (value === null ? "null" : quoted(value));

/** A verification that takes rows one by one, in the order they are stored, so that a long chain needs no memory. */
export type ChainVerifier = {
  /** False once a fault is certain; further rows are then ignored. */
  readonly next: (row: ChainedRow) => boolean;
  /** The first fault; null when every row is as written. Without a head, rows missing at the end can't be seen. */
  readonly finish: (head?: ChainHead) => ChainFault | null;
};

/** How far around its place the true place of a moved row is looked for. */
const reach = 1000;

/** Verifies one chain from its first row, or from behind `from` when earlier rows were verified before. */
export function createChainVerifier(
  chain: string,
  hash: HashText,
  from: ChainHead = { seq: 0, hash: "" },
): ChainVerifier {
  let last = from;
  let beforeLast = "";
  let fault: ChainFault | null = null;
  /** A row came too early: the next one tells whether rows are missing or have changed places. */
  let early: { readonly expected: number; readonly row: ChainedRow } | null = null;

  const found = (kind: ChainFaultKind, seq: number, message: string): false => {
    fault = { kind, seq, message };
    return false;
  };
  const settleEarly = (following: ChainedRow | null): false => {
    const { expected, row } = early as NonNullable<typeof early>;
    const upTo = row.seq - 1;
    const moved = following !== null && following.seq >= expected && following.seq < row.seq;
    if (moved)
      return found(
        "swapped",
        row.seq,
        `Event ${row.seq} stands where event ${expected} belongs: rows were swapped.`,
      );
    const which = expected === upTo ? `Event ${expected} was` : `Events ${expected} to ${upTo} were`;
    return found("removed", expected, `${which} removed: event ${row.seq} follows event ${expected - 1}.`);
  };

  const next = (row: ChainedRow): boolean => {
    if (fault !== null) return false;
    if (early !== null) return settleEarly(row);
    const expected = last.seq + 1;
    if (row.chain !== chain) {
      return found(
        "foreign",
        expected,
        `Where event ${expected} belongs stands an event of the chain “${row.chain}”.`,
      );
    }
    if (row.seq > expected) {
      early = { expected, row };
      return true;
    }
    if (row.seq < expected) {
      return found(
        "inserted",
        row.seq,
        `There is a second event ${row.seq}: a row was inserted behind event ${last.seq}.`,
      );
    }
    if (hash(chainMaterial(row)) !== row.hash) return found(...diagnose(row, last, beforeLast, hash));
    if (row.previousHash !== last.hash) {
      if (last.seq > from.seq && row.previousHash === beforeLast) {
        return found(
          "inserted",
          last.seq,
          `Event ${last.seq} was inserted: event ${row.seq} was written behind the one before it.`,
        );
      }
      const culprit = Math.max(last.seq, 1);
      return found(
        "edited",
        culprit,
        `Event ${culprit} was edited: event ${row.seq} was written behind a different one.`,
      );
    }
    beforeLast = last.hash;
    last = { seq: row.seq, hash: row.hash };
    return true;
  };

  const finish = (head?: ChainHead): ChainFault | null => {
    if (fault === null && early !== null) settleEarly(null);
    if (fault !== null || head === undefined) return fault;
    if (head.seq > last.seq) {
      found(
        "wrong_head",
        last.seq + 1,
        `The chain ends at event ${last.seq}, but ${head.seq} were written: the end was removed.`,
      );
    } else if (head.seq < last.seq) {
      found(
        "wrong_head",
        head.seq + 1,
        `The chain ends at event ${last.seq}, but only ${head.seq} were written: rows were inserted at the end.`,
      );
    } else if (head.hash !== last.hash) {
      found("wrong_head", last.seq, `Event ${last.seq} is not the one the chain ended with: it was edited.`);
    }
    return fault;
  };

  return { next, finish };
}

/** Verifies rows that are in memory. */
export function verifyChain(
  chain: string,
  rows: Iterable<ChainedRow>,
  hash: HashText,
  head?: ChainHead,
): ChainFault | null {
  const verifier = createChainVerifier(chain, hash);
  for (const row of rows) if (!verifier.next(row)) break;
  return verifier.finish(head);
}

/** A row whose hash doesn't fit: renumbered when it fits under another number, edited otherwise. */
function diagnose(
  row: ChainedRow,
  last: ChainHead,
  beforeLast: string,
  hash: HashText,
): [ChainFaultKind, number, string] {
  const { seq } = row;
  const original = originalSeq(row, hash);
  if (original === null)
    return ["edited", seq, `Event ${seq} was edited: its content does not fit its hash.`];
  if (original === seq - 1 && row.previousHash === beforeLast) {
    return [
      "inserted",
      last.seq,
      `Event ${last.seq} was inserted: event ${seq} was written as event ${original}.`,
    ];
  }
  return [
    "swapped",
    seq,
    `Event ${seq} was written as event ${original}: rows were removed, inserted or swapped.`,
  ];
}

function originalSeq(row: ChainedRow, hash: HashText): number | null {
  for (let distance = 1; distance <= reach; distance += 1) {
    for (const seq of [row.seq + distance, row.seq - distance]) {
      if (seq > 0 && hash(chainMaterial({ ...row, seq })) === row.hash) return seq;
    }
  }
  return null;
}
