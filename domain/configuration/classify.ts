import { type CrossedChange, isKnownKey, plainDefault, tablesOf, type UpgradeFacts } from "./facts";
import { followKey } from "./follow-key";
import type { Setting, SettingClass, Target } from "./setting";
import { arrayOf, parseKey, patternOf } from "./setting-key";
import { type SettingValue, sameValue, sameWithUnit, valueText } from "./setting-value";

/** A setting with what becomes of it, and why. */
export type ClassifiedSetting = {
  readonly setting: Setting;
  readonly class: SettingClass;
  /** Where it stands in the target's file; empty when it doesn't. */
  readonly targets: readonly Target[];
  /** The old default it was compared with; null when none is known. */
  readonly standard: SettingValue | null;
  /** The default is one of the templates, not one of the release. */
  readonly weak: boolean;
  readonly alias: boolean;
  readonly removed: CrossedChange | null;
  /** Crossed changes that touch it, renames first. */
  readonly changes: readonly CrossedChange[];
};

/**
 * Puts every setting into exactly one class. They are judged together, because a list that differs in one element has to be
 * carried as a whole: the target replaces lists, it doesn't merge them.
 */
export function classifySettings(
  settings: readonly Setting[],
  facts: UpgradeFacts,
): readonly ClassifiedSetting[] {
  const standard = standardLists(settings, facts);
  return settings.map((setting) =>
    setting.moved === null ? classifyOwn(setting, facts, standard) : classifyMoved(setting, facts, standard),
  );
}

function classifyOwn(
  setting: Setting,
  facts: UpgradeFacts,
  standardKeys: ReadonlySet<string>,
): ClassifiedSetting {
  const { key } = setting;
  const followed = followKey(key, facts);
  const places =
    followed.keys.length === 1 && followed.keys[0] === key ? followed.keys : [key, ...followed.keys];
  const touched = touching(places, setting.value, facts);
  const changes = followed.renames.length === 0 ? touched : [...followed.renames, ...touched];
  const { alias, removed } = followed;
  // Written out each time: there are many, and copying objects would take most of the time.
  if (removed !== null) {
    return { setting, class: "dropped", targets: [], standard: null, weak: false, alias, removed, changes };
  }
  const { standard, weak, same } = compare(setting, key, setting.value, places, facts, standardKeys);
  if (same) return { setting, class: "defaulted", targets: [], standard, weak, alias, removed, changes };
  const value = changes.length === 0 ? setting.value : newValue(setting.value, changes);
  const targets = followed.keys.map((to) => ({ key: to, value, appends: false }));
  const moved = followed.keys.length !== 1 || followed.keys[0] !== key;
  const kept: SettingClass = moved ? "renamed" : isKnownKey(facts, key) ? "carried" : "unknown";
  return { setting, class: kept, targets, standard, weak, alias, removed, changes };
}

function classifyMoved(
  setting: Setting,
  facts: UpgradeFacts,
  standardKeys: ReadonlySet<string>,
): ClassifiedSetting {
  const done = (
    to: SettingClass,
    targets: readonly Target[],
    standard: SettingValue | null,
    removed: CrossedChange | null,
    changes: readonly CrossedChange[],
  ): ClassifiedSetting => ({
    setting,
    class: to,
    targets,
    standard,
    weak: standard !== null,
    alias: false,
    removed,
    changes,
  });
  const moved = setting.moved;
  if (moved === null || moved.dropped !== null) return done("dropped", [], null, null, none);
  if (moved.targets.length === 0) {
    const empty = setting.secret === null && valueText(setting.value) === "";
    return done(empty ? "defaulted" : "unknown", [], null, null, none);
  }
  const targets: Target[] = [];
  let changes = none;
  let removed: CrossedChange | null = null;
  let differs = false;
  let standard: SettingValue | null = null;
  for (const { key, value, appends } of moved.targets) {
    const followed = followKey(key, facts);
    removed ??= followed.removed;
    const places = followed.keys[0] === key ? followed.keys : [key, ...followed.keys];
    const said = touching(places, value, facts);
    const touched = followed.renames.length === 0 ? said : [...followed.renames, ...said];
    if (touched.length > 0) changes = [...changes, ...touched];
    const found = compare(setting, key, value, places, facts, standardKeys);
    standard ??= found.standard;
    if (!found.same && followed.removed === null) differs = true;
    for (const to of followed.keys) targets.push({ key: to, value: newValue(value, touched), appends });
  }
  if (targets.length === 0) return done("dropped", [], null, removed, changes);
  return done(differs ? "renamed" : "defaulted", differs ? targets : [], standard, null, changes);
}

/** Changes that say something about the setting itself, beside its name. */
function touching(
  keys: readonly string[],
  value: SettingValue,
  facts: UpgradeFacts,
): readonly CrossedChange[] {
  let found: readonly CrossedChange[] = none;
  for (const key of new Set(keys)) {
    const changes = facts.changesOf.get(patternOf(key));
    if (changes === undefined) continue;
    found = [
      ...found,
      ...changes.filter(
        (change) =>
          (change.kind === "keep" || change.kind === "value_renamed" || change.kind === "increment") &&
          (change.value === undefined || sameValue(change.value, value)),
      ),
    ];
  }
  return found;
}

const none: readonly CrossedChange[] = [];

function newValue(value: SettingValue, changes: readonly CrossedChange[]): SettingValue {
  let result = value;
  for (const change of changes) {
    if (change.kind === "value_renamed" && change.newValue !== undefined) result = change.newValue;
    if (change.kind === "increment" && /^\d{1,12}$/.test(valueText(result)))
      result = Number(valueText(result)) + 1;
  }
  return result;
}

function compare(
  { secret, moved }: Setting,
  key: string,
  value: SettingValue,
  places: readonly string[],
  facts: UpgradeFacts,
  standardKeys: ReadonlySet<string>,
): { standard: SettingValue | null; weak: boolean; same: boolean } {
  // A secret is compared with nothing: saying that it is the default would say what it is.
  if (secret !== null) return { standard: null, weak: false, same: false };
  if (key.includes("[")) return { standard: null, weak: false, same: standardKeys.has(listOf(key)) };
  const isSame = (standard: SettingValue): boolean =>
    sameValue(value, standard) || (moved !== null && sameWithUnit(value, standard));
  for (const place of places) {
    const standard = plainDefault(facts.oldDefaults.get(place));
    if (standard !== null) return { standard, weak: false, same: isSame(standard) };
  }
  for (const place of places) {
    const standard = facts.templateDefaults.get(place);
    if (standard === undefined) continue;
    // What only a template says is not left to a default of the target that is known to be another.
    const same = isSame(standard) && places.every((one) => isDefaultOrOpen(one, facts, isSame));
    return { standard, weak: true, same };
  }
  return { standard: null, weak: false, same: moved !== null && valueText(value) === "" };
}

function isDefaultOrOpen(
  place: string,
  facts: UpgradeFacts,
  isSame: (standard: SettingValue) => boolean,
): boolean {
  const standard = plainDefault(facts.newDefaults.get(place));
  return standard === null || isSame(standard);
}

const listOf = (key: string): string => arrayOf(key) ?? key;

/** Lists that stand in the files exactly as in the old defaults. */
function standardLists(settings: readonly Setting[], facts: UpgradeFacts): ReadonlySet<string> {
  const found = new Map<string, { rows: string[]; secret: boolean }>();
  const add = (key: string, value: SettingValue, secret: boolean) => {
    const list = arrayOf(key);
    if (list === null || !facts.oldDefaults.has(list)) return;
    const group = found.get(list) ?? { rows: [], secret: false };
    group.rows.push(rowOf(key, value));
    group.secret ||= secret;
    found.set(list, group);
  };
  for (const setting of settings) {
    const places =
      setting.moved === null ? [{ key: setting.key, value: setting.value }] : setting.moved.targets;
    for (const { key, value } of places) add(key, value, setting.secret !== null);
  }
  const same = new Set<string>();
  for (const [list, { rows, secret }] of found) {
    const standard = facts.oldDefaults.get(list);
    if (standard === undefined || secret) continue;
    const tables = tablesOf(standard);
    const plain = plainDefault(standard);
    const wanted =
      tables !== null
        ? tables.flatMap((table, at) => tableRows(table, at))
        : Array.isArray(plain)
          ? plain.map((value: SettingValue, at) => `${at}=${valueText(value)}`)
          : null;
    if (wanted !== null && wanted.join("\n") === numbered(rows)) same.add(list);
  }
  return same;
}

/** "element field=value"; the element becomes its position when the whole list is known. */
function rowOf(key: string, value: SettingValue): string {
  const parts = parseKey(key);
  const at = parts.findIndex((part) => "element" in part);
  const element = parts[at];
  const rest = parts.slice(at + 1).map((part) => ("field" in part ? part.field : `[${part.element}]`));
  return `${element !== undefined && "element" in element ? element.element : ""}\u0000${rest.join(".")}=${valueText(value)}`;
}

function numbered(rows: readonly string[]): string {
  const order = new Map<string, number>();
  const result = rows.map((row) => {
    const [element = "", rest = ""] = row.split("\u0000");
    const at = order.get(element) ?? order.size;
    order.set(element, at);
    return { at, rest };
  });
  return result
    .sort((a, b) => a.at - b.at || (a.rest < b.rest ? -1 : a.rest > b.rest ? 1 : 0))
    .map(({ at, rest }) => `${at}${rest}`)
    .join("\n");
}

function tableRows(table: { readonly [field: string]: unknown }, at: number): readonly string[] {
  return Object.entries(table)
    .map(([field, value]) => `${field}=${Array.isArray(value) ? `[${value.join(", ")}]` : String(value)}`)
    .sort()
    .map((row) => `${at}${row}`);
}
