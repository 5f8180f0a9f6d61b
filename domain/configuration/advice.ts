import type { FindingLevel } from "../finding";
import type { ClassifiedSetting } from "./classify";
import { type CrossedChange, defaultsOf, plainDefault, type UpgradeFacts } from "./facts";
import { followKey } from "./follow-key";
import { type KnownDefault, sourceOf } from "./knowledge";
import { fillFields, matchKey, patternOf } from "./setting-key";
import { isList, type SettingValue, sameValue, valueText } from "./setting-value";

/** What the upgrade asks for beyond the settings that are there. */
export type Advice = {
  readonly rule: "new_required" | "default_changed" | "noted";
  readonly key: string;
  readonly from: SettingValue | null;
  readonly to: SettingValue | null;
  readonly level: FindingLevel;
  readonly note: string;
  readonly source: string;
  readonly perhaps: CrossedChange | null;
  /** What the target's file may say; null when only the team knows. */
  readonly proposes: SettingValue | null;
};

type Placed = { readonly key: string; readonly value: SettingValue };

/** Settings the target newly needs, defaults that change under the installation, and what else the releases did. */
export function adviseOn(classified: readonly ClassifiedSetting[], facts: UpgradeFacts): readonly Advice[] {
  const placed = classified.flatMap(({ targets }) => targets);
  const set = new Set(placed.map(({ key }) => patternOf(key)));
  const required = facts.crossed.flatMap((change) => adviceOf(change, placed, set, facts));
  const named = new Set(required.map(({ key }) => key));
  return [...unique(required), ...changedDefaults(set, facts).filter(({ key }) => !named.has(key))];
}

function unique(advice: readonly Advice[]): readonly Advice[] {
  const seen = new Set<string>();
  return advice.filter(({ rule, key }) => {
    const name = `${rule} ${key}`;
    const fresh = !seen.has(name);
    seen.add(name);
    return fresh;
  });
}

function adviceOf(
  change: CrossedChange,
  placed: readonly Placed[],
  set: ReadonlySet<string>,
  facts: UpgradeFacts,
): readonly Advice[] {
  const base = {
    level: change.level,
    note: change.note,
    source: sourceOf(facts.knowledge, change.source, facts.to),
    perhaps: change.perhaps ? change : null,
  };
  const none = { from: null, to: null, proposes: null };
  switch (change.kind) {
    case "noted":
      return [{ ...base, ...none, rule: "noted", key: change.key }];
    case "increment":
      if (set.has(change.key)) return [];
      return [{ ...base, ...none, rule: "new_required", key: change.key, to: 1, proposes: 1 }];
    case "required":
      return keysWanted(change, placed)
        .filter((key) => !set.has(key))
        .map((key) => {
          const proposes = proposal(change, placed);
          return { ...base, ...none, rule: "new_required" as const, key, to: proposes, proposes };
        });
    case "default_changed": {
      if (set.has(change.key)) return [];
      const from = change.value ?? defaultAt(facts, change.key, change.after);
      const to = change.newValue ?? defaultAt(facts, change.key, change.by);
      return [{ ...base, rule: "default_changed", key: change.key, from, to, proposes: null }];
    }
    case "renamed":
    case "value_renamed":
    case "removed":
    case "keep":
      return [];
  }
}

function defaultAt(facts: UpgradeFacts, key: string, release: string | null): SettingValue | null {
  return release === null ? null : plainDefault(defaultsOf(facts.knowledge, release).get(key));
}

/** The keys a change asks for: itself, or one for each setting its condition finds. */
function keysWanted(change: CrossedChange, placed: readonly Placed[]): readonly string[] {
  const { when, unless } = change;
  const under = unless?.slice(0, Math.max(0, unless.indexOf("*"))) ?? "";
  if (
    unless !== undefined &&
    placed.some(({ key }) => key.startsWith(under) && matchKey(unless, key) !== null)
  )
    return [];
  if (when === undefined) return [change.key];
  const pattern = when.matches === undefined ? null : new RegExp(when.matches);
  const start = when.key.slice(0, Math.max(0, when.key.indexOf("*")));
  const found = new Set<string>();
  for (const { key, value } of placed) {
    const fields = key.startsWith(start) ? matchKey(when.key, key) : null;
    if (fields !== null && (pattern === null || pattern.test(valueText(value))))
      found.add(fillFields(change.key, fields));
  }
  return [...found];
}

function proposal(change: CrossedChange, placed: readonly Placed[]): SettingValue | null {
  if (change.proposes !== undefined) return change.proposes;
  if (change.proposesFrom === undefined) return null;
  const values = placed.filter(({ key }) => patternOf(key) === change.proposesFrom).map(({ value }) => value);
  return values.length === 0 ? null : values;
}

/** Defaults that are not what they were, of settings the files leave to the default. */
function changedDefaults(set: ReadonlySet<string>, facts: UpgradeFacts): readonly Advice[] {
  const quiet = new Set(facts.knowledge.releaseNames);
  const lists = listsOf(set);
  const source = sourceOf(facts.knowledge, "defaults", facts.to);
  return [...facts.oldDefaults].flatMap(([key, old]): readonly Advice[] => {
    const { keys, removed } = followKey(key, facts);
    if (removed !== null || quiet.has(key) || keys.some((one) => set.has(one))) return [];
    if (keys.some((one) => lists.has(one))) return [];
    const present = keys.map((one) => facts.newDefaults.get(one)).find((one) => one !== undefined);
    const from = shown(old);
    const to = present === undefined ? null : shown(present);
    if (present !== undefined && sameDefault(old, present)) return [];
    const base = { rule: "default_changed" as const, key, from, to, source, perhaps: null, proposes: null };
    if (present === undefined) {
      const note =
        "The target's own list of defaults has no such key any more. Where the product still reads it, set it to keep the old behaviour.";
      return [{ ...base, level: "info", note }];
    }
    const note =
      "The files leave this to the default, and the default changed. Keep the old value by setting it, or accept the new one.";
    return [{ ...base, level: "attention", note }];
  });
}

/** Every list some key lies in. */
function listsOf(set: ReadonlySet<string>): ReadonlySet<string> {
  const lists = new Set<string>();
  for (const key of set) {
    for (let at = key.indexOf("[]"); at >= 0; at = key.indexOf("[]", at + 2)) lists.add(key.slice(0, at));
  }
  return lists;
}

function shown(value: KnownDefault): SettingValue {
  const plain = plainDefault(value);
  return plain ?? JSON.stringify(value);
}

function sameDefault(a: KnownDefault, b: KnownDefault): boolean {
  const [left, right] = [plainDefault(a), plainDefault(b)];
  if (left === null || right === null) return JSON.stringify(a) === JSON.stringify(b);
  return isList(left) === isList(right) && sameValue(left, right);
}
