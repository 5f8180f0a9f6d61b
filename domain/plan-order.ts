/** The steps a list of an upgrade is made from, by id. */
export type ListMembership = {
  /** Steps of the upgrade's own plan. */
  readonly plan: ReadonlySet<string>;
  /** Steps of the list itself. */
  readonly own: ReadonlySet<string>;
  /** Steps of the upgrade that only environments of another kind have. */
  readonly elsewhere: ReadonlySet<string>;
};

/**
 * Predecessors within a list: steps that are not part of it are replaced by their own predecessors, as far back as
 * needed, and those another predecessor already waits for are left out. What a step of other environments needs from
 * the upgrade's own plan is not inherited: dev does not wait for the booking of production's window. `after` must have
 * no cycles.
 */
export function resolvePredecessors(
  after: ReadonlyMap<string, readonly string[]>,
  { plan, own, elsewhere }: ListMembership,
): (id: string) => readonly string[] {
  const nearest = new Map<string, readonly string[]>();
  const behind = new Map<string, Uint32Array>();

  const nearestOf = (id: string): readonly string[] => {
    const known = nearest.get(id);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const predecessor of after.get(id) ?? []) {
      if (own.has(predecessor) || plan.has(predecessor)) found.add(predecessor);
      else {
        for (const further of nearestOf(predecessor)) {
          if (!elsewhere.has(predecessor) || !plan.has(further)) found.add(further);
        }
      }
    }
    const result = [...found];
    nearest.set(id, result);
    return result;
  };

  // Bit sets: a thousand steps with a few predecessors each would otherwise cost a second per upgrade.
  const numbers = new Map([...plan, ...own].map((id, number) => [id, number]));
  const behindOf = (id: string): Uint32Array => {
    const known = behind.get(id);
    if (known !== undefined) return known;
    const all = new Uint32Array(Math.ceil(numbers.size / 32));
    for (const predecessor of nearestOf(id)) {
      behindOf(predecessor).forEach((word, i) => {
        all[i] = (all[i] ?? 0) | word;
      });
      const number = numbers.get(predecessor) ?? 0;
      all[number >> 5] = (all[number >> 5] ?? 0) | (1 << (number & 31));
    }
    behind.set(id, all);
    return all;
  };
  const isBehind = (id: string, other: string): boolean => {
    const number = numbers.get(id) ?? 0;
    return ((behindOf(other)[number >> 5] ?? 0) & (1 << (number & 31))) !== 0;
  };

  return (id) => {
    const direct = nearestOf(id);
    return direct.filter((candidate) => !direct.some((other) => isBehind(candidate, other)));
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
