import type { KnownMapping } from "@/domain/configuration/knowledge";
import type { Target } from "@/domain/configuration/setting";
import { fillPattern, formatField } from "@/domain/configuration/setting-key";
import type { SettingValue } from "@/domain/configuration/setting-value";

/**
 * Where a value of an old file goes under one mapping: its new key with the elements and the free field filled in, and the
 * part of the value that belongs there. Null when the mapping's part is not in the value.
 */
export function moveValue(
  mapping: KnownMapping,
  value: string,
  hidden: boolean,
  elements: readonly string[],
  field: string | null,
): Target | null {
  const picked = mapping.pick === undefined ? value : new RegExp(mapping.pick).exec(value)?.[1];
  if (picked === undefined) return null;
  const list = mapping.key.endsWith("[]");
  const open = list ? mapping.key.slice(0, -2) : mapping.key;
  const key = fillPattern(
    open.replace("<key>", () => formatField(field ?? "value")),
    elements,
  );
  if (hidden && mapping.pick === undefined) return { key, value, appends: list };
  if (!list)
    return { key, value: typed(mapping.invert === true ? inverted(picked) : picked), appends: false };
  const values = picked
    .split(mapping.split ?? ",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  return { key, value: values, appends: true };
}

/** Old files are all text; the new one tells switches and numbers from texts. */
function typed(text: string): SettingValue {
  if (text === "true") return true;
  if (text === "false") return false;
  return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

function inverted(text: string): string {
  if (/^true$/i.test(text)) return "false";
  return /^false$/i.test(text) ? "true" : text;
}
