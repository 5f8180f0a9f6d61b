/** How a trait is compared: as words, or as a number of which being near is worth something. */
export type TraitMeasure = "text" | "number";

/** One point in which an environment can be like production. */
export type Trait = {
  readonly key: string;
  readonly label: string;
  readonly measure: TraitMeasure;
  /** 1 to 5: how much a difference changes what a pilot tells of production. */
  readonly weight: number;
  /** Why it matters for how long the migration takes, or whether it works. */
  readonly why: string;
};

const trait = (key: string, label: string, measure: TraitMeasure, weight: number, why: string): Trait => ({
  key,
  label,
  measure,
  weight,
  why,
});

/**
 * What pre-prod has to have in common with production for a pilot to tell anything. Weights are ours: 5 for what the
 * duration of a migration hangs on (data and the database), 3 to 4 for what the work runs on, 1 to 2 for what mostly decides
 * whether it works.
 */
export const traits: readonly Trait[] = [
  trait(
    "database.bytes",
    "Database size (bytes)",
    "number",
    5,
    "Schema and data migration take longer with every row.",
  ),
  trait(
    "database.rows",
    "Rows of the largest tables",
    "number",
    5,
    "Scripts that touch each row scale with it.",
  ),
  trait(
    "database.engine",
    "Database engine and version",
    "text",
    5,
    "Another engine or version runs other scripts, and other plans.",
  ),
  trait("nodes", "Nodes", "number", 4, "Each node is stopped, replaced and started."),
  trait(
    "nodes.profiles",
    "Nodes per profile",
    "text",
    4,
    "A profile that is missing here was never migrated before.",
  ),
  trait("cores", "Cores per node", "number", 3, "Start-up and indexing use them all."),
  trait("memory", "Memory per node (GB)", "number", 3, "Too little slows everything, or ends it."),
  trait("heap", "Heap per node (GB)", "number", 3, "It decides how much is indexed before the first pause."),
  trait(
    "database.host",
    "Cores and storage of the database host",
    "text",
    4,
    "Most of the night waits for it.",
  ),
  trait("jvm", "Java version", "text", 3, "The new release supports some and not others."),
  trait("os", "Operating system", "text", 2, "Scripts, packages and limits differ."),
  trait("balancer", "Load balancer", "text", 3, "Health checks and sticky sessions behave differently."),
  trait("network", "Network zone and firewalls", "text", 3, "What was never opened fails at night."),
  trait("user-stores", "User stores", "text", 3, "Each is reached and migrated in its own way."),
  trait("tenants", "Tenants", "number", 4, "Tenant migrations run one after the other."),
  trait("apis", "APIs", "number", 4, "Each is migrated, indexed and deployed again."),
  trait("update-level", "Update level", "text", 4, "Known faults are mended from one level on."),
  trait(
    "configuration",
    "Configuration differs only in names and secrets",
    "text",
    4,
    "A setting that is not the same was not tried.",
  ),
];

/** Keys of amounts a step's time can grow with, by the name a step uses. */
export const amountTraits = {
  rows: "database.rows",
  bytes: "database.bytes",
  apis: "apis",
  tenants: "tenants",
  nodes: "nodes",
} as const;

/** What was written down of an environment: trait key → value. */
export type TraitValues = ReadonlyMap<string, string>;

/** Somebody's word that a difference is no matter: for these very values and no others. */
export type ParityAcceptance = {
  readonly key: string;
  readonly here: string;
  readonly production: string;
  readonly reason: string;
};

export const parityStates = ["same", "accepted", "different", "unknown"] as const;
export type ParityState = (typeof parityStates)[number];

export type ParityLine = Trait & {
  readonly here: string | null;
  readonly production: string | null;
  readonly state: ParityState;
  /** 0 to 1: how much of its weight it brings. */
  readonly closeness: number;
  readonly reason: string | null;
};

/** How like production an environment is. */
export type Parity = {
  readonly lines: readonly ParityLine[];
  /** 0 to 1, weighted; what nobody wrote down counts as nothing. */
  readonly score: number;
  /** Lines that are different or unknown. */
  readonly undecided: readonly ParityLine[];
};

/** A number as people write it: "12", "1,5", "1 200 000", "3e9". Null for anything else. */
export function traitNumber(value: string): number | null {
  const plain = value
    .trim()
    .replaceAll(/[\s_’']/g, "")
    .replace(/^(\d+),(\d+)$/, "$1.$2");
  const number = Number(plain);
  return plain !== "" && Number.isFinite(number) && number >= 0 ? number : null;
}

/** Whether two values say the same: case and blanks are no difference. */
export const sameTrait = (a: string, b: string): boolean =>
  a.trim().replaceAll(/\s+/g, " ").toLowerCase() === b.trim().replaceAll(/\s+/g, " ").toLowerCase();

/** 1 for equal, else how far the smaller number is on the way to the larger; text is equal or it isn't. */
function closenessOf(measure: TraitMeasure, here: string, production: string): number {
  if (sameTrait(here, production)) return 1;
  if (measure === "text") return 0;
  const [a, b] = [traitNumber(here), traitNumber(production)];
  if (a === null || b === null) return 0;
  return a === b ? 1 : Math.min(a, b) / Math.max(a, b);
}

/**
 * Compares an environment with production, trait by trait. Missing values are unknown, and unknown is not the same. An
 * acceptance counts only for the values it was given for; it decides the difference and makes it no smaller.
 */
export function compareParity(
  here: TraitValues,
  production: TraitValues,
  acceptances: readonly ParityAcceptance[],
): Parity {
  const lines = traits.map((one): ParityLine => {
    const [a, b] = [here.get(one.key) ?? null, production.get(one.key) ?? null];
    if (a === null || b === null)
      return { ...one, here: a, production: b, state: "unknown", closeness: 0, reason: null };
    const closeness = closenessOf(one.measure, a, b);
    const accepted = acceptances.find(
      (acceptance) =>
        acceptance.key === one.key && sameTrait(acceptance.here, a) && sameTrait(acceptance.production, b),
    );
    const state = closeness === 1 ? "same" : accepted ? "accepted" : "different";
    return {
      ...one,
      here: a,
      production: b,
      state,
      closeness,
      reason: state === "accepted" ? (accepted?.reason ?? null) : null,
    };
  });
  const weight = lines.reduce((sum, line) => sum + line.weight, 0);
  return {
    lines,
    score: lines.reduce((sum, line) => sum + line.weight * line.closeness, 0) / weight,
    undecided: lines.filter(({ state }) => state === "different" || state === "unknown"),
  };
}
