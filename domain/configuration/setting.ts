import type { SettingValue } from "./setting-value";

/** Where a setting's value may not be shown: a secret itself, or a pointer into the vault (whose name may be shown). */
export type SecretNote = { readonly kind: "plain" | "vault"; readonly alias: string | null };

/** A place a setting gets in the target's file. `appends`: one of several values of the same list. */
export type Target = { readonly key: string; readonly value: SettingValue; readonly appends: boolean };

/** What a file of the old model says beside the value: where it went, or why it has no place. */
export type Moved = {
  readonly targets: readonly Target[];
  readonly dropped: { readonly reason: string; readonly source: string } | null;
  readonly note: string | null;
  readonly source: string;
};

/** One setting as it was read. Its value is already without secrets. */
export type Setting = {
  /** The same for the same setting in every environment and every reading. */
  readonly key: string;
  readonly file: string;
  readonly line: number | null;
  readonly value: SettingValue;
  readonly secret: SecretNote | null;
  /** Null in files of the target's own model. */
  readonly moved: Moved | null;
};

export const settingClasses = ["carried", "renamed", "dropped", "defaulted", "unknown"] as const;

/**
 * What becomes of a setting; exactly one of these. Carried: not the old default, so it is kept. Renamed: the same under a new
 * key. Dropped: nothing takes it. Defaulted: it said what the old default says. Unknown: nothing we know names it.
 */
export type SettingClass = (typeof settingClasses)[number];

/** How many settings of each class; `read` is their sum. */
export type ClassSums = { readonly read: number } & { readonly [name in SettingClass]: number };

/** Counts settings by class. */
export function sumClasses(settings: readonly { readonly class: SettingClass }[]): ClassSums {
  const sums = { read: settings.length, carried: 0, renamed: 0, dropped: 0, defaulted: 0, unknown: 0 };
  for (const setting of settings) sums[setting.class] += 1;
  return sums;
}
