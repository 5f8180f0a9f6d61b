const shape = /^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){0,3}$/;

/** What was read lately. Judging a playbook's conditions compares the same few dozen releases a million times. */
const read = new Map<string, readonly number[] | null>();
const mostRead = 1_000;

/** Reads "3.2.0" or "18" (one to four numbers); null for anything else, "v3.2" and "4.5.0-beta" included. */
export function parseVersion(text: string): readonly number[] | null {
  const known = read.get(text);
  if (known !== undefined) return known;
  if (read.size >= mostRead) read.clear();
  const parsed = shape.test(text) ? text.split(".").map(Number) : null;
  read.set(text, parsed);
  return parsed;
}

/** True when the text can be compared as a release number. */
export function isVersion(text: string): boolean {
  return shape.test(text);
}

/**
 * Negative when `a` is older, positive when newer, 0 when both name the same release ("12" and "12.0" do).
 * A text that is not a release number counts as older than every release, so that sorting never fails.
 */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a);
  const right = parseVersion(b);
  if (left === null || right === null) {
    return left === null && right === null ? (a < b ? -1 : a > b ? 1 : 0) : left === null ? -1 : 1;
  }
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `a` is older than `b`. */
export function isBefore(a: string, b: string): boolean {
  return compareVersions(a, b) < 0;
}

/** The newest of the given releases; null when there is none. */
export function newestVersion(versions: readonly string[]): string | null {
  return versions.reduce<string | null>(
    (newest, version) => (newest === null || isBefore(newest, version) ? version : newest),
    null,
  );
}
