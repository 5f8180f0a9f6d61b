import { readNames } from "./certificate-names";
import type { RawEntry, RawStore } from "./raw-store";

/** What a bag of a PKCS #12 store holds, and the attributes that say what belongs together. */
export type Bag = {
  readonly kind: "key" | "secret" | "certificate";
  readonly certificate: Uint8Array | null;
  readonly alias: string | null;
  readonly keyId: Uint8Array | null;
  readonly trusted: boolean;
};

type Held = {
  readonly bag: Bag;
  readonly bytes: Uint8Array;
  /** The same for the same bytes. */
  readonly id: string;
  readonly subject: string;
  readonly issuer: string;
};
const longestChain = 100;

/**
 * Entries as Java makes them from bags: a key finds its certificate by the local key id and its chain by the names of
 * issuers; a marked certificate is trusted by itself. What belongs to nobody, as in stores that OpenSSL writes without
 * keys, is shown as trusted, with a note that Java doesn't show it.
 */
export function entriesOf(bags: readonly Bag[]): Pick<RawStore, "entries" | "notes"> {
  const held = bags.flatMap((bag) => (bag.certificate === null ? [] : [hold(bag, bag.certificate)]));
  const bySubject = new Map(held.map((one) => [one.subject, one]));
  const byKeyId = new Map(held.flatMap((one) => (one.bag.keyId === null ? [] : [[hex(one.bag.keyId), one]])));
  const keys = bags.filter(({ kind }) => kind === "key");
  const onlyKey = keys.length === 1;
  const used = new Set<string>();
  let nameless = 0;
  const aliasOf = (alias: string | null): string => {
    if (alias !== null) return alias.toLowerCase();
    nameless += 1;
    return String(nameless);
  };
  const entries: RawEntry[] = [];
  for (const bag of bags) {
    if (bag.kind === "secret") entries.push(entry(bag, aliasOf(bag.alias), "secret", []));
    if (bag.kind === "key") {
      const first = bag.keyId === null && onlyKey ? held.find((one) => !one.bag.trusted) : undefined;
      const leaf = first ?? (bag.keyId === null ? undefined : byKeyId.get(hex(bag.keyId)));
      const chain = leaf === undefined ? [] : chainFrom(leaf, bySubject);
      for (const one of chain) used.add(one.id);
      const certificates = chain.map(({ bytes }) => bytes);
      entries.push(entry(bag, aliasOf(bag.alias ?? leaf?.bag.alias ?? null), "key", certificates));
    }
    const own = bag.trusted ? bag.certificate : null;
    if (own !== null) entries.push(entry(bag, aliasOf(bag.alias), "trusted", [own]));
  }
  // Each key brings its chain along, so one certificate may be there several times.
  const stray = held.filter((one) => !one.bag.trusted && !used.has(one.id));
  for (const { bag, bytes } of stray) entries.push(entry(bag, aliasOf(bag.alias), "trusted", [bytes]));
  const notes =
    stray.length === 0
      ? []
      : [
          `Java does not see ${stray.length} of the certificates: they lack its mark of trust and belong to no key. keytool -importcert adds it.`,
        ];
  return { entries, notes };
}

function entry(
  bag: Bag,
  alias: string,
  kind: RawEntry["kind"],
  certificates: readonly Uint8Array[],
): RawEntry {
  // keytool writes the time a key was made into the id of the key.
  const time = /^Time (\d{1,14})$/.exec(
    bag.keyId === null ? "" : Buffer.from(bag.keyId).toString("latin1"),
  )?.[1];
  return {
    alias,
    kind,
    created: time === undefined ? null : new Date(Number(time)).toISOString(),
    certificates,
  };
}

function hold(bag: Bag, bytes: Uint8Array): Held {
  return { bag, bytes, id: hex(bytes), ...readNames(bytes) };
}

function chainFrom(leaf: Held, bySubject: ReadonlyMap<string, Held>): readonly Held[] {
  const chain = new Set<Held>();
  for (let next: Held | undefined = leaf; next !== undefined && !chain.has(next); ) {
    chain.add(next);
    if (next.subject === next.issuer || chain.size >= longestChain) break;
    next = bySubject.get(next.issuer);
  }
  return [...chain];
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
