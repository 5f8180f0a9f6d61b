/** One step comes after another. Ids or codes, as the caller has them. */
export type Dependency = { readonly stepId: string; readonly predecessorId: string };

/**
 * One cycle, as the steps one would walk through, first and last the same; null when there is none. The same input
 * always names the same cycle.
 */
export function findCycle(dependencies: readonly Dependency[]): string[] | null {
  const after = predecessors(dependencies);
  const settled = new Set<string>();
  for (const start of after.keys()) {
    const cycle = walk(start, after, settled);
    if (cycle !== null) return cycle;
  }
  return null;
}

/** Depth first without recursion: a playbook may chain thousands of steps. */
function walk(start: string, after: Map<string, string[]>, settled: Set<string>): string[] | null {
  if (settled.has(start)) return null;
  const path: string[] = [start];
  const places = new Map([[start, 0]]);
  const next = [0];
  while (path.length > 0) {
    const top = path.length - 1;
    const step = path[top] as string;
    const index = next[top] as number;
    const follower = after.get(step)?.[index];
    if (follower === undefined) {
      settled.add(step);
      places.delete(step);
      path.pop();
      next.pop();
      continue;
    }
    next[top] = index + 1;
    const place = places.get(follower);
    if (place !== undefined) return [...path.slice(place), follower];
    if (settled.has(follower)) continue;
    places.set(follower, path.length);
    path.push(follower);
    next.push(0);
  }
  return null;
}

/**
 * The ids with every predecessor ahead of its successor, otherwise in the given order; null when there is a cycle.
 * Dependencies on ids that aren't in the list are ignored.
 */
export function topologicalOrder(
  ids: readonly string[],
  dependencies: readonly Dependency[],
): string[] | null {
  const known = new Set(ids);
  const relevant = dependencies.filter((edge) => known.has(edge.stepId) && known.has(edge.predecessorId));
  if (findCycle(relevant) !== null) return null;
  const after = predecessors(relevant);
  const placed = new Set<string>();
  const order: string[] = [];
  for (const id of ids) {
    const stack = [id];
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as string;
      const open = (after.get(top) ?? []).find((predecessor) => !placed.has(predecessor));
      if (open !== undefined && !placed.has(top)) {
        stack.push(open);
        continue;
      }
      stack.pop();
      if (placed.has(top)) continue;
      placed.add(top);
      order.push(top);
    }
  }
  return order;
}

/** Everything that has to be closed before the step, directly or not; the step itself only if it is in a cycle. */
export function allPredecessors(id: string, dependencies: readonly Dependency[]): Set<string> {
  const after = predecessors(dependencies);
  const found = new Set<string>();
  const open = [...(after.get(id) ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    open.push(...(after.get(next) ?? []));
  }
  return found;
}

/** The cycle that this dependency would close, starting and ending at its step; null when it is harmless. */
export function cycleClosedBy(added: Dependency, dependencies: readonly Dependency[]): string[] | null {
  if (added.stepId === added.predecessorId) return [added.stepId, added.stepId];
  const after = predecessors(dependencies);
  const cameFrom = new Map<string, string>([[added.predecessorId, added.stepId]]);
  const queue = [added.predecessorId];
  for (const step of queue) {
    for (const predecessor of after.get(step) ?? []) {
      if (cameFrom.has(predecessor)) continue;
      cameFrom.set(predecessor, step);
      if (predecessor === added.stepId) return pathTo(added.stepId, cameFrom);
      queue.push(predecessor);
    }
  }
  return null;
}

function pathTo(stepId: string, cameFrom: Map<string, string>): string[] {
  const path = [stepId];
  let step = cameFrom.get(stepId);
  while (step !== undefined && step !== stepId) {
    path.push(step);
    step = cameFrom.get(step);
  }
  path.push(stepId);
  return path.reverse();
}

function predecessors(dependencies: readonly Dependency[]): Map<string, string[]> {
  const after = new Map<string, string[]>();
  for (const { stepId, predecessorId } of dependencies) {
    const list = after.get(stepId);
    if (list) list.push(predecessorId);
    else after.set(stepId, [predecessorId]);
  }
  return after;
}
