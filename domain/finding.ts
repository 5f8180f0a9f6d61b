/** How much a finding asks of somebody: nothing, a look, or work before the environment can be signed. */
export const findingLevels = ["info", "attention", "must_act"] as const;
export type FindingLevel = (typeof findingLevels)[number];

/** One thing an analyser noticed in what it read. */
export type Finding = {
  /** Stable name of the rule that noticed it: "configuration.renamed", "certificate.expired". */
  readonly rule: string;
  readonly level: FindingLevel;
  /** What it is about: a setting's key, a certificate's alias, an artefact's name. */
  readonly key: string;
  /** What was there, as text; null where there was nothing. Never a secret. */
  readonly from: string | null;
  /** What it becomes or should be; null where nothing takes its place. */
  readonly to: string | null;
  /** One or two sentences: what it is and what to do. */
  readonly message: string;
  /** Where the rule comes from: an address or the name of a page; null when it needs no source. */
  readonly source: string | null;
};

/** A value of a field of an inventory item. */
export type FieldValue = string | number | boolean | null;

/** What an analyser proposes as one item of an inventory: everything it noticed about one thing. */
export type FoundItem = {
  /** The same for the same thing whenever it is read again: that is how it is recognised. */
  readonly key: string;
  readonly title: string;
  readonly level: FindingLevel;
  readonly fields: { readonly [field: string]: FieldValue };
  readonly findings: readonly Finding[];
};

/** The highest level among findings; `info` when there are none. */
export function highestLevel(findings: readonly Pick<Finding, "level">[]): FindingLevel {
  return findingLevels[Math.max(0, ...findings.map(({ level }) => findingLevels.indexOf(level)))] ?? "info";
}

/** Must act first, then attention, then info; findings of one level stay in the order they were found in. */
export function sortFindings<Found extends Pick<Finding, "level">>(findings: readonly Found[]): Found[] {
  return [...findings].sort((a, b) => findingLevels.indexOf(b.level) - findingLevels.indexOf(a.level));
}
