import type { Target } from "./setting";
import { isList, type SettingValue, sameValue } from "./setting-value";

/** What goes into the target's file. */
export type TargetSource = {
  readonly key: string;
  readonly targets: readonly Target[];
  readonly secret: boolean;
};

/** One line of the target's file: a key, its value, and the settings it comes from (by their place in the input). */
export type TargetLine = {
  readonly key: string;
  readonly value: SettingValue;
  readonly from: readonly number[];
};

/** A key that two settings want to set to different values; the first one got it. */
export type TargetConflict = { readonly key: string; readonly kept: number; readonly lost: number };

/** Brings the targets of all settings together: each key once, lists in order, the first value where two differ. */
export function targetLines(sources: readonly TargetSource[]): {
  readonly lines: readonly TargetLine[];
  readonly conflicts: readonly TargetConflict[];
} {
  const lines = new Map<string, { key: string; value: SettingValue; from: number[] }>();
  const lists = new Map<string, SettingValue[]>();
  const conflicts: TargetConflict[] = [];
  sources.forEach((source, at) => {
    for (const { key, value, appends } of source.targets) {
      const line = lines.get(key);
      const list = lists.get(key);
      if (line === undefined) {
        const grown = appends ? (isList(value) ? [...value] : [value]) : null;
        if (grown !== null) lists.set(key, grown);
        lines.set(key, { key, value: grown ?? value, from: [at] });
      } else if (appends && list !== undefined) {
        for (const one of isList(value) ? value : [value]) list.push(one);
        line.from.push(at);
      } else if (sameValue(line.value, value) && !source.secret) {
        line.from.push(at);
      } else if (!source.secret) {
        conflicts.push({ key, kept: line.from[0] ?? at, lost: at });
      }
    }
  });
  return { lines: [...lines.values()], conflicts };
}
