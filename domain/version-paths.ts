import { isBefore } from "./version";
import {
  compareWays,
  describe,
  type Edge,
  edgesOf,
  planPath,
  type VersionGraph,
  type VersionPath,
} from "./version-path";

/** A way may have this many hops more than the shortest: longer ones only add stops. */
const detour = 2;
/** Ways looked at before giving up; a graph of some thirty releases stays far below with the limit on hops. */
const patience = 20_000;

/**
 * Every way from one release to another that has at most two hops more than the shortest, best first, `most` of them: the
 * first is the one `planPath` proposes. Empty where there is no move at all; one unknown move where nothing is published.
 */
export function planPaths(graph: VersionGraph, from: string, to: string, most = 8): readonly VersionPath[] {
  const proposed = planPath(graph, from, to);
  if (!proposed.ok) return [];
  const { path } = proposed;
  if (path.hops.some(({ evidence }) => evidence === "unknown")) return [path];
  const tested = edgesOf(graph, true);
  const ways = simpleWays(tested, from, to, path.hops.length + detour).sort(compareWays);
  const best = path.hops.map((hop) => hop.to).join(" ");
  const others = ways.filter((way) => way.map((edge) => edge.to).join(" ") !== best);
  return [path, ...others.slice(0, most - 1).map((way) => describe(graph, way, tested, path.newest))];
}

/** Ways without a detour over a release newer than the target; of two moves between the same releases the better one. */
function simpleWays(edges: readonly Edge[], from: string, to: string, hops: number): (readonly Edge[])[] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges) {
    if (isBefore(to, edge.to)) continue;
    const list = leaving.get(edge.from) ?? [];
    const twin = list.findIndex((other) => other.to === edge.to);
    if (twin < 0) list.push(edge);
    else if (compareWays([edge], [list[twin] ?? edge]) < 0) list[twin] = edge;
    leaving.set(edge.from, list);
  }
  const found: (readonly Edge[])[] = [];
  let tried = 0;
  const walk = (at: string, way: readonly Edge[]) => {
    tried += 1;
    if (at === to) found.push(way);
    if (at === to || way.length >= hops || tried > patience) return;
    for (const edge of leaving.get(at) ?? []) walk(edge.to, [...way, edge]);
  };
  walk(from, []);
  return found;
}
