import type { CrossedChange, UpgradeFacts } from "./facts";
import { elementsOf, fillPattern, patternOf } from "./setting-key";

/** Where a key ends up after everything the upgrade crosses. */
export type FollowedKey = {
  /** The keys that take its place; several when one setting became more. Never empty unless it was removed. */
  readonly keys: readonly string[];
  readonly removed: CrossedChange | null;
  /** The renames it went through, oldest first. */
  readonly renames: readonly CrossedChange[];
  /** It was written under a second name. */
  readonly alias: boolean;
};

/** More steps than this only happen when knowledge goes round in circles. */
const mostSteps = 20;

const none: readonly CrossedChange[] = [];

function removalOf(pattern: string, facts: UpgradeFacts): CrossedChange | undefined {
  for (const { below, change } of facts.removals) if (pattern.startsWith(below)) return change;
  return undefined;
}

/** Follows one key through second names, renames and removals of every crossed release. */
export function followKey(key: string, facts: UpgradeFacts): FollowedKey {
  const first = patternOf(key);
  if (!facts.changesOf.has(first) && !facts.aliases.has(first) && removalOf(first, facts) === undefined) {
    return { keys: [key], removed: null, renames: none, alias: false };
  }
  const renames: CrossedChange[] = [];
  let alias = false;
  let keys: readonly string[] = [key];
  for (let step = 0; step < mostSteps; step += 1) {
    const next: string[] = [];
    for (const one of keys) {
      const pattern = patternOf(one);
      const changes = facts.changesOf.get(pattern) ?? [];
      const removed = changes.find(({ kind }) => kind === "removed") ?? removalOf(pattern, facts);
      if (removed !== undefined) return { keys: [], removed, renames, alias };
      const other = facts.aliases.get(pattern);
      const rename = changes.find(({ kind, to }) => kind === "renamed" && to !== undefined);
      if (other !== undefined) {
        alias = true;
        next.push(...other.map((to) => fillPattern(to, elementsOf(one))));
      } else if (rename?.to !== undefined) {
        renames.push(rename);
        next.push(fillPattern(rename.to, elementsOf(one)));
      } else {
        next.push(one);
      }
    }
    const settled = next.length === keys.length && next.every((one, at) => one === keys[at]);
    keys = [...new Set(next)];
    if (settled) break;
  }
  return { keys, removed: null, renames, alias };
}
