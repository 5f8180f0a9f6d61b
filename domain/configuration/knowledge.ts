import type { FindingLevel } from "../finding";
import { compareVersions, isBefore } from "../version";
import type { SettingValue } from "./setting-value";

/** Where an element or property of an old file went. `at` says which, `key` what it is called now. */
export type KnownMapping = {
  readonly at: string;
  readonly key: string;
  /** What the product sets when nobody does, as its template says. */
  readonly default?: SettingValue | undefined;
  /** Whether the element was seen in a file of the last release with the old model. */
  readonly in26: "yes" | "not-seen" | "unknown";
  /** A pattern whose first group is the part of the old value that goes to this key. */
  readonly pick?: string | undefined;
  /** What separates several values; a comma when not said. */
  readonly split?: string | undefined;
  /** The new key says the opposite. */
  readonly invert?: boolean | undefined;
  readonly note?: string | undefined;
};

/** An element of an old file that has no place any more. `**` at the end of `at` means everything below. */
export type KnownDrop = { readonly at: string; readonly reason: string; readonly source: string };

/** A file of the old model. */
export type KnownFile = {
  readonly name: string;
  readonly path: string;
  readonly kind: "xml" | "properties";
  readonly root: string | null;
  readonly source: string;
  readonly settings: readonly KnownMapping[];
  readonly dropped: readonly KnownDrop[];
};

/** A second name of a key that the product reads as if the first one stood there. */
export type KnownAlias = { readonly from: string; readonly to: readonly string[] };

/** What a release did to a setting. It happened after one release and in another at the latest; null: in every upgrade. */
export type KnownChange = {
  readonly kind: (typeof changeKinds)[number];
  readonly after: string | null;
  readonly by: string | null;
  readonly key: string;
  readonly to?: string | undefined;
  /** The old value it is about; any when missing. */
  readonly value?: SettingValue | undefined;
  readonly newValue?: SettingValue | undefined;
  /** Only when another setting is there, and matches. */
  readonly when?: { readonly key: string; readonly matches?: string | undefined } | undefined;
  /** Not when anything under this key is set. */
  readonly unless?: string | undefined;
  readonly proposes?: SettingValue | undefined;
  /** The values of these settings, as a list. */
  readonly proposesFrom?: string | undefined;
  readonly level: FindingLevel;
  readonly note: string;
  readonly source: string;
};

export const changeKinds = [
  "renamed",
  "value_renamed",
  "removed",
  "default_changed",
  "required",
  "keep",
  "increment",
  "noted",
] as const;

/** A default: a value, or a list of tables. */
export type KnownDefault = SettingValue | readonly { readonly [field: string]: unknown }[];

/** All an analyser knows of one product's configuration. Content of the product's folder, not code. */
export type ConfigurationKnowledge = {
  readonly schema: 1;
  readonly product: string;
  /** Releases anything is known of, oldest first. */
  readonly releases: readonly string[];
  /** The first release that is configured by one TOML file, and what that file is called. */
  readonly tomlSince: string | null;
  readonly tomlFile: string;
  /** What the short names of sources stand for. */
  readonly sources: { readonly [name: string]: string };
  /** Fields that tell the elements of an array apart, best first. */
  readonly elementNames: readonly string[];
  /** XML attributes that name their element, and those that say nothing. */
  readonly namingAttributes: readonly string[];
  readonly markupAttributes: readonly string[];
  /** Keys whose values are secret although their names don't say so. */
  readonly secretKeys: readonly string[];
  /** How files point into the vault: patterns whose group is the alias, and how the target writes it. */
  readonly vaultReference: {
    readonly patterns: readonly string[];
    readonly aliasAttribute: string | null;
    readonly print: string;
  };
  /** Defaults that only name the release. */
  readonly releaseNames: readonly string[];
  /** Keys that shipped files show, as settings or as remarks: known, although no default says them. */
  readonly shown: readonly { readonly source: string; readonly keys: readonly string[] }[];
  readonly files: readonly KnownFile[];
  readonly aliases: readonly KnownAlias[];
  readonly changes: readonly KnownChange[];
  /** For each key: the first and the last release with a default, and the default. */
  readonly defaults: { readonly [key: string]: readonly (readonly [string, string, KnownDefault])[] };
};

/** What is known of a product nobody wrote knowledge for: nothing, so every setting is unknown. */
export function noKnowledge(product: string): ConfigurationKnowledge {
  return {
    schema: 1,
    product,
    releases: [],
    tomlSince: null,
    tomlFile: "deployment.toml",
    sources: {},
    elementNames: ["name", "id", "type"],
    namingAttributes: ["name", "key"],
    markupAttributes: [],
    secretKeys: [],
    vaultReference: { patterns: [], aliasAttribute: null, print: "ALIAS" },
    releaseNames: [],
    shown: [],
    files: [],
    aliases: [],
    changes: [],
    defaults: {},
  };
}

/** Whether an upgrade crosses a change: surely, perhaps (the source names a span that is not crossed whole), or not. */
export function crosses(
  change: Pick<KnownChange, "after" | "by">,
  from: string,
  to: string,
): "yes" | "perhaps" | "no" {
  const { after, by } = change;
  if (after === null || by === null) return "yes";
  if (compareVersions(from, by) >= 0 || compareVersions(to, after) <= 0) return "no";
  return isBefore(to, by) || isBefore(after, from) ? "perhaps" : "yes";
}

/** The source of a record in full, with the release filled in. */
export function sourceOf(knowledge: ConfigurationKnowledge, name: string, release: string): string {
  return (knowledge.sources[name] ?? name).replace("{release}", release);
}
