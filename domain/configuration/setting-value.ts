/**
 * What a setting is set to. A literal is what no JSON value can say: a date, a number too long, a float that is whole.
 */
export type SettingValue = string | number | boolean | { readonly literal: string } | readonly SettingValue[];

/** Whether a value is a list; TypeScript's own check forgets that lists here can't be changed. */
export function isList(value: SettingValue): value is readonly SettingValue[] {
  return Array.isArray(value);
}

/** A value as one line of text. */
export function valueText(value: SettingValue): string {
  if (isList(value)) return `[${value.map(valueText).join(", ")}]`;
  return typeof value === "object" ? value.literal : String(value);
}

/**
 * Whether two values mean the same to the product, which reads everything as text: 9099 and "9099" do, and so do one value
 * and a list of just that one.
 */
export function sameValue(a: SettingValue, b: SettingValue): boolean {
  if (isList(a) || isList(b)) {
    const left = isList(a) ? a : [a];
    const right = isList(b) ? b : [b];
    return left.length === right.length && left.every((one, at) => sameItem(one, right[at]));
  }
  return valueText(a) === valueText(b);
}

function sameItem(a: SettingValue, b: SettingValue | undefined): boolean {
  return b !== undefined && (isList(a) === isList(b) ? sameValue(a, b) : false);
}

/** Whether a plain number of an old file and a default with its unit are the same: "200" and "200s". */
export function sameWithUnit(value: SettingValue, standard: SettingValue): boolean {
  const unit = typeof standard === "string" ? /^(\d{1,12})(ms|s|m|h|d)$/.exec(standard) : null;
  return unit !== null && valueText(value) === unit[1];
}
