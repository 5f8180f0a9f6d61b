import type { SettingValue } from "@/domain/configuration/setting-value";
import { limits, type Unreadable } from "../limits";

/** A value as a file has it, before secrets are taken out. It never leaves the analyser. */
export type RawSetting = {
  readonly key: string;
  /** The last names on the way to it, which say whether it is secret. */
  readonly name: readonly string[];
  readonly file: string;
  readonly line: number | null;
  readonly value: SettingValue;
};

/** What a reader of one file answers: its settings, or why it can't be read. */
export type RawReading =
  | { readonly settings: readonly RawSetting[] }
  | { readonly problems: readonly Unreadable[] };

/** The answer to a file whose tables or elements lie too deep inside one another. */
export function tooDeep(file: string, line: number | null): Unreadable {
  return {
    file,
    line,
    column: null,
    message: `Tables or elements lie more than ${limits.depth} deep inside one another. No configuration does; check the file.`,
  };
}
