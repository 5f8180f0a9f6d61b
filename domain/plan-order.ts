/**
 * Predecessors within a plan: ids that are not part of it are replaced by their own predecessors, as far back as needed,
 * and those another predecessor already waits for are left out. `after` must have no cycles.
 */
export function resolvePredecessors(
  after: ReadonlyMap<string, readonly string[]>,
  present: ReadonlySet<string>,
): (id: string) => readonly string[] {
  const nearest = new Map<string, readonly string[]>();
  const behind = new Map<string, ReadonlySet<string>>();

  const nearestOf = (id: string): readonly string[] => {
    const known = nearest.get(id);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const predecessor of after.get(id) ?? []) {
      if (present.has(predecessor)) found.add(predecessor);
      else for (const further of nearestOf(predecessor)) found.add(further);
    }
    const result = [...found];
    nearest.set(id, result);
    return result;
  };

  const behindOf = (id: string): ReadonlySet<string> => {
    const known = behind.get(id);
    if (known !== undefined) return known;
    const all = new Set<string>();
    for (const predecessor of nearestOf(id)) {
      all.add(predecessor);
      for (const further of behindOf(predecessor)) all.add(further);
    }
    behind.set(id, all);
    return all;
  };

  return (id) => {
    const direct = nearestOf(id);
    return direct.filter((candidate) => !direct.some((other) => behindOf(other).has(candidate)));
  };
}

/** Steps in an order one can work in: nothing before its predecessors, and otherwise as given. */
export function inWorkingOrder<
  Step extends { readonly key: string; readonly predecessors: readonly string[] },
>(steps: readonly Step[]): readonly Step[] {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  const placed = new Set<string>();
  const ordered: Step[] = [];
  const place = (step: Step) => {
    if (placed.has(step.key)) return;
    placed.add(step.key);
    for (const key of step.predecessors) {
      const predecessor = byKey.get(key);
      if (predecessor !== undefined) place(predecessor);
    }
    ordered.push(step);
  };
  for (const step of steps) place(step);
  return ordered;
}

/** Ids along one cycle of `after`, first and last the same; null when there is none. */
export function findCycle(after: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const finished = new Set<string>();
  for (const start of after.keys()) {
    const path: string[] = [];
    const onPath = new Map<string, number>();
    const stack: { id: string; next: number }[] = [{ id: start, next: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      if (top.next === 0) {
        const seenAt = onPath.get(top.id);
        if (seenAt !== undefined) return [...path.slice(seenAt), top.id];
        if (finished.has(top.id)) {
          stack.pop();
          continue;
        }
        onPath.set(top.id, path.length);
        path.push(top.id);
      }
      const next = after.get(top.id)?.[top.next];
      top.next += 1;
      if (next !== undefined) {
        stack.push({ id: next, next: 0 });
        continue;
      }
      finished.add(top.id);
      onPath.delete(top.id);
      path.pop();
      stack.pop();
    }
  }
  return null;
}
