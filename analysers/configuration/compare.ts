import type { FoundItem } from "@/domain/finding";
import { configurationItems } from "./items";
import type { ConfigurationReport, ReportedSetting } from "./report";
import { secretMarker } from "./secrets";
import { shownValue } from "./setting-findings";

/** The reading of one environment; `node` tells several of one environment apart. */
export type NamedReading = { readonly name: string; readonly report: ConfigurationReport };

/** A setting that is not the same everywhere: its value by environment, null where it is not set. */
export type ValueDifference = {
  readonly key: string;
  readonly values: { readonly [environment: string]: string | null };
};

/**
 * Settings whose values differ between environments, by their key in the target's file. Secrets are left out altogether: even
 * that two of them differ says something about them. Addresses with a secret inside are compared without it.
 */
export function compareEnvironments(readings: readonly NamedReading[]): readonly ValueDifference[] {
  const all = readings.map(({ name, report }) => ({ name, values: placedValues(report) }));
  const keys = new Set(all.flatMap(({ values }) => [...values.keys()]));
  const differences: ValueDifference[] = [];
  for (const key of keys) {
    const found = all.map(({ name, values }) => [name, values.get(key)] as const);
    if (found.some(([, one]) => one?.secret === true)) continue;
    const texts = found.map(([name, one]) => [name, one?.text ?? null] as const);
    if (new Set(texts.map(([, text]) => text)).size > 1)
      differences.push({ key, values: Object.fromEntries(texts) });
  }
  return differences.sort((a, b) => (a.key < b.key ? -1 : 1));
}

function placedValues(report: ConfigurationReport): ReadonlyMap<string, { text: string; secret: boolean }> {
  const values = new Map<string, { text: string; secret: boolean }>();
  for (const setting of report.settings) {
    for (const [key, text] of placesOf(setting)) {
      const before = values.get(key);
      const secret = isHidden(setting) || before?.secret === true;
      values.set(key, { text: before === undefined ? text : `${before.text}, ${text}`, secret });
    }
  }
  return values;
}

/** Whether all of a value is secret; an address that only holds one is compared without it. */
function isHidden({ secret, value }: ReportedSetting): boolean {
  return secret !== null && (secret.kind === "vault" || value === secretMarker);
}

function placesOf(setting: ReportedSetting): readonly (readonly [string, string])[] {
  if (setting.targets.length === 0) return [[setting.key, shownValue(setting.value)]];
  return setting.targets.map(({ key, value }) => [key, shownValue(value)] as const);
}

/** What is new since the last reading, what is gone (and so was fixed), and what is there but not the same. */
export type ReadingDifference = {
  readonly fresh: readonly FoundItem[];
  readonly gone: readonly FoundItem[];
  readonly changed: readonly { readonly before: FoundItem; readonly after: FoundItem }[];
};

/** Compares a reading with the one before, item by item. Where a setting stands in its file makes no difference. */
export function compareReadings(before: ConfigurationReport, after: ConfigurationReport): ReadingDifference {
  const old = new Map(configurationItems(before).map((item) => [item.key, item]));
  const now = configurationItems(after);
  const keys = new Set(now.map(({ key }) => key));
  return {
    fresh: now.filter(({ key }) => !old.has(key)),
    gone: [...old.values()].filter(({ key }) => !keys.has(key)),
    changed: now.flatMap((item) => {
      const was = old.get(item.key);
      return was === undefined || essence(was) === essence(item) ? [] : [{ before: was, after: item }];
    }),
  };
}

function essence({ level, fields, findings }: FoundItem): string {
  const { line: _line, file: _file, ...rest } = fields;
  return JSON.stringify([level, rest, findings.map((one) => [one.rule, one.from, one.to, one.level])]);
}
