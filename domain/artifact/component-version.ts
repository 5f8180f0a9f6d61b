/** The numbers in a version, in their order: "2.1.7-v183" has 2, 1, 7 and 183. */
function numbers(version: string): number[] {
  return (version.match(/\d{1,9}/g) ?? []).slice(0, 8).map(Number);
}

/** Negative when `a` is older than `b`; words in a version don't count, numbers behind them do. */
export function compareComponents(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** True when one version is the other with more behind it: 9.28.116.27 is an update of 9.28.116, both are of 9.28. */
export function sameBase(a: string, b: string): boolean {
  const left = numbers(a);
  const right = numbers(b);
  const shared = Math.min(left.length, right.length);
  return shared >= 2 && left.slice(0, shared).every((part, at) => part === right[at]);
}

/** True when the first numbers differ: what was built for one is not expected to run with the other. */
export function otherLine(a: string, b: string): boolean {
  return numbers(a)[0] !== numbers(b)[0];
}

/** True for a version that changes as long as it is worked on. */
export function isUnfinished(version: string): boolean {
  return /-SNAPSHOT$/i.test(version);
}

/**
 * True when a bundle that imports by this range takes the version; null when the range can't be read. "2.1" alone
 * means 2.1 and everything newer, as OSGi has it.
 */
export function rangeTakes(range: string, version: string): boolean | null {
  const text = range.trim();
  if (text.length > 200) return null;
  const bounds = /^([[(])\s*([\w.+-]+)\s*,\s*([\w.+-]+)\s*([\])])$/.exec(text);
  if (bounds === null) return /^\d[\w.+-]*$/.test(text) ? compareComponents(text, version) <= 0 : null;
  const [, open = "[", low = "", high = "", close = ")"] = bounds;
  const below = compareComponents(low, version);
  const above = compareComponents(version, high);
  return (open === "[" ? below <= 0 : below < 0) && (close === "]" ? above <= 0 : above < 0);
}
