import { compareVersions } from "../version";
import { type ConfigurationKnowledge, crosses, type KnownChange, type KnownDefault } from "./knowledge";
import { patternOf } from "./setting-key";
import { isList, type SettingValue } from "./setting-value";

/** A change together with how sure it is that the upgrade crosses it. */
export type CrossedChange = KnownChange & { readonly perhaps: boolean };

/** What is known about one upgrade, ready to be asked. Keys are patterns: `apim.gateway.environment[].name`. */
export type UpgradeFacts = {
  readonly knowledge: ConfigurationKnowledge;
  readonly from: string;
  readonly to: string;
  readonly crossed: readonly CrossedChange[];
  /** Crossed changes that name exactly this key. */
  readonly changesOf: ReadonlyMap<string, readonly CrossedChange[]>;
  /** Crossed removals of everything under a key. */
  readonly removals: readonly { readonly below: string; readonly change: CrossedChange }[];
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly oldDefaults: ReadonlyMap<string, KnownDefault>;
  readonly newDefaults: ReadonlyMap<string, KnownDefault>;
  /** What the templates set when nobody does; weaker than a default of the release itself. */
  readonly templateDefaults: ReadonlyMap<string, SettingValue>;
  readonly known: ReadonlySet<string>;
};

/** Gathers what is known for an upgrade from one release to another. */
export function factsFor(knowledge: ConfigurationKnowledge, from: string, to: string): UpgradeFacts {
  const crossed = knowledge.changes
    .map((change) => ({ change, how: crosses(change, from, to) }))
    .filter(({ how }) => how !== "no")
    .map(({ change, how }): CrossedChange => ({ ...change, perhaps: how === "perhaps" }))
    .sort((a, b) => compareVersions(a.by ?? "0", b.by ?? "0"));
  const changesOf = new Map<string, CrossedChange[]>();
  for (const change of crossed) changesOf.set(change.key, [...(changesOf.get(change.key) ?? []), change]);
  const templateDefaults = new Map<string, SettingValue>();
  const known = new Set<string>();
  for (const { key, default: standard } of knowledge.files.flatMap((file) => file.settings)) {
    const name = key.replace(/<key>$/, "*");
    known.add(name.replace(/\[\]$/, ""));
    if (standard !== undefined && !templateDefaults.has(name)) templateDefaults.set(name, standard);
  }
  for (const { keys } of knowledge.shown) for (const key of keys) known.add(key);
  for (const alias of knowledge.aliases) for (const key of [alias.from, ...alias.to]) known.add(key);
  for (const change of knowledge.changes) {
    if (change.kind === "noted") continue;
    known.add(change.key);
    if (change.to !== undefined) known.add(change.to);
  }
  for (const [key, runs] of Object.entries(knowledge.defaults)) {
    known.add(key);
    for (const [, , value] of runs) for (const field of fieldsOf(value)) known.add(`${key}[].${field}`);
  }
  return {
    knowledge,
    from,
    to,
    crossed,
    changesOf,
    removals: crossed
      .filter(({ kind, key }) => kind === "removed" && key.endsWith(".**"))
      .map((change) => ({ below: change.key.slice(0, -2), change })),
    aliases: new Map(knowledge.aliases.map((alias) => [alias.from, alias.to])),
    oldDefaults: defaultsOf(knowledge, from),
    newDefaults: defaultsOf(knowledge, to),
    templateDefaults,
    known,
  };
}

function fieldsOf(value: KnownDefault): readonly string[] {
  if (typeof value !== "object" || !Array.isArray(value)) return [];
  return [...new Set(value.flatMap((one) => (isTable(one) ? Object.keys(one) : [])))];
}

function isTable(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !("literal" in value);
}

/** The defaults of one release, by key. */
export function defaultsOf(
  knowledge: ConfigurationKnowledge,
  release: string,
): ReadonlyMap<string, KnownDefault> {
  const found = new Map<string, KnownDefault>();
  for (const [key, runs] of Object.entries(knowledge.defaults)) {
    const run = runs.find(
      ([first, last]) => compareVersions(first, release) <= 0 && compareVersions(release, last) <= 0,
    );
    if (run !== undefined) found.set(key, run[2]);
  }
  return found;
}

/** A default that is one value or a list of values; null for lists of tables and where there is none. */
export function plainDefault(value: KnownDefault | undefined): SettingValue | null {
  if (value === undefined) return null;
  return tablesOf(value) === null ? (value as SettingValue) : null;
}

/** A default that is a list of tables; null for every other. */
export function tablesOf(
  value: KnownDefault | undefined,
): readonly { readonly [field: string]: unknown }[] | null {
  if (value === undefined || typeof value !== "object" || !isList(value as SettingValue)) return null;
  const list = value as readonly unknown[];
  return list.length > 0 && list.every(isTable) ? list : null;
}

/** Whether anything we know names the key: a default, a mapping, an alias, a change, or a free table it lies in. */
export function isKnownKey(facts: UpgradeFacts, key: string): boolean {
  const pattern = patternOf(key);
  if (facts.known.has(pattern)) return true;
  const above = parentOf(pattern);
  if (above !== null && facts.known.has(`${above}.*`)) return true;
  return facts.removals.some(({ below }) => pattern.startsWith(below));
}

function parentOf(pattern: string): string | null {
  const quoted = pattern.endsWith("'") ? pattern.lastIndexOf(".'") : -1;
  const at = quoted >= 0 ? quoted : pattern.lastIndexOf(".");
  return at <= 0 ? null : pattern.slice(0, at);
}
