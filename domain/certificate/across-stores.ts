import type { Finding } from "../finding";
import { joined } from "../sentence";
import type { CertificateFacts, PlacedStore } from "./facts";

/** One certificate and every place it was seen at. */
export type SeenCertificate = {
  readonly certificate: CertificateFacts;
  readonly places: readonly Place[];
};

type Place = {
  readonly environment: string;
  readonly node: string | null;
  readonly file: string;
  readonly alias: string;
};

/** Each certificate of all stores once, with its places: what is renewed once is replaced at all of them. */
export function sameCertificates(stores: readonly PlacedStore[]): SeenCertificate[] {
  const seen = new Map<string, { certificate: CertificateFacts; places: Place[] }>();
  for (const { environment, node, file, entries } of stores)
    for (const { alias, chain } of entries) {
      const [certificate] = chain;
      if (certificate === undefined) continue;
      const one = seen.get(certificate.sha256) ?? { certificate, places: [] };
      one.places.push({ environment, node, file, alias });
      seen.set(certificate.sha256, one);
    }
  return [...seen.values()];
}

/**
 * Private keys compared across stores. `certificate.shared_key`: one key in several environments, who has it below has
 * it above (attention); on several nodes of one environment that is as it should be (info). `certificate.key_differs`:
 * nodes of one environment have different keys under one alias, so what one encrypts or signs the other can't read.
 */
export function judgeKeysAcross(stores: readonly PlacedStore[]): Finding[] {
  const keys = stores.flatMap(({ entries, ...place }) =>
    entries.flatMap(({ alias, kind, chain }) => {
      const [own] = chain;
      // A listing has no public keys: there, the same certificate is the same key.
      return kind !== "key" || own === undefined
        ? []
        : [{ ...place, alias, id: own.publicKey ?? own.sha256, bySha: own.sha256 }];
    }),
  );
  return [...sharedKeys(keys), ...differingKeys(keys)];
}

type Key = Place & { readonly id: string; readonly bySha: string };

function sharedKeys(keys: readonly Key[]): Finding[] {
  return sameKeys(keys).flatMap((same) => {
    const environments = distinct(same.map(({ environment }) => environment));
    const aliases = distinct(same.map(({ alias }) => alias));
    const nodes = distinct(same.map(({ environment, node }) => `${environment} ${node ?? ""}`));
    if (nodes.length < 2) return [];
    const across = environments.length > 1;
    return [
      {
        rule: "certificate.shared_key",
        level: across ? "attention" : "info",
        key: aliases[0] ?? "",
        from: joined(same.map(placeOf)),
        to: null,
        message: across
          ? `${joined(environments)} use the same private key (${joined(aliases)}): who can read it in one of them has it in all. Make a key for each.`
          : `All ${nodes.length} nodes of ${environments[0] ?? ""} that were read share the key ${joined(aliases)}, as they should. Replace it on all of them at once.`,
        source: null,
      },
    ];
  });
}

function differingKeys(keys: readonly Key[]): Finding[] {
  const spots = distinct(keys.map(({ environment, alias }) => JSON.stringify([environment, alias])));
  return spots.flatMap((spot) => {
    const here = keys.filter(({ environment, alias }) => JSON.stringify([environment, alias]) === spot);
    const nodes = distinct(here.flatMap(({ node }) => (node === null ? [] : [node])));
    const ids = sameKeys(here).length;
    const [first] = here;
    if (first === undefined || nodes.length < 2 || ids < 2) return [];
    return [
      {
        rule: "certificate.key_differs",
        level: "attention",
        key: first.alias,
        from: joined(here.map(placeOf)),
        to: "one key on all nodes",
        message: `The nodes ${joined(nodes)} of ${first.environment} have ${ids} different keys under “${first.alias}”: what one of them encrypts or signs, the others can't read. Copy one keystore to all of them.`,
        source: null,
      },
    ];
  });
}

/** Groups of the same key; a listing and a store know one another by the certificate. */
function sameKeys(keys: readonly Key[]): readonly (readonly Key[])[] {
  const idOf = new Map(keys.filter(({ id, bySha }) => id !== bySha).map(({ id, bySha }) => [bySha, id]));
  const groups = new Map<string, Key[]>();
  for (const key of keys) {
    const id = idOf.get(key.bySha) ?? key.id;
    groups.set(id, [...(groups.get(id) ?? []), key]);
  }
  return [...groups.values()];
}

function placeOf({ environment, node, file }: Place): string {
  return `${environment}${node === null ? "" : ` ${node}`}: ${file}`;
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
