import type { Contradiction, Playbook, Release } from "./playbook";
import { refuse, type Verdict } from "./verdict";
import { compareVersions, isBefore, newestVersion } from "./version";

/** What a hop rests on, strongest first. */
export const hopEvidences = [
  "guide",
  "incremental",
  "note",
  "support_only",
  "tested",
  "inferred",
  "unknown",
] as const;
export type HopEvidence = (typeof hopEvidences)[number];

/** One move from a release to a newer one, with what it rests on in a sentence. */
export type Hop = {
  readonly from: string;
  readonly to: string;
  readonly evidence: HopEvidence;
  readonly note: string;
  readonly sources: readonly string[];
  readonly contradictions: readonly Contradiction[];
};

/** The way from one release to another. */
export type VersionPath = {
  /** Connected, from source to target; the releases in between are the stops. */
  readonly hops: readonly Hop[];
  readonly needsSupportCase: boolean;
  /** Why a support case is asked for, one sentence each. */
  readonly supportReasons: readonly string[];
  readonly contradictions: readonly Contradiction[];
  /** What to know before relying on the path, one sentence each. */
  readonly warnings: readonly string[];
  readonly isNewest: boolean;
  readonly newest: string;
};

/** The part of a playbook a path is computed from. */
export type VersionGraph = Pick<Playbook, "releases" | "stepwiseBefore" | "olderTargetNeedsSupport">;

/** One move the playbook knows, with what it rests on. */
export type Edge = { readonly from: string; readonly to: string; readonly evidence: HopEvidence };

/**
 * The way with the fewest hops; among those the one whose weakest hops rest on the strongest evidence, then the one
 * with newer stops. Reports of a migration without a guide count only where nothing else leads to the target, and where
 * nothing at all does the answer is one unknown move that needs a support case.
 */
export function planPath(graph: VersionGraph, from: string, to: string): Verdict<{ path: VersionPath }> {
  const known = graph.releases.map((release) => release.version);
  const newest = newestVersion(known) ?? to;
  for (const version of [from, to]) {
    if (!known.includes(version)) return refuse("unknown_release", `The playbook doesn't know ${version}.`);
  }
  if (compareVersions(from, to) === 0) {
    return refuse("same_version", `The installation already runs ${from}. Choose a newer target.`);
  }
  if (isBefore(to, from)) {
    return refuse(
      "downgrade",
      `${to} is older than ${from}. An upgrade only goes up; going back means restoring a backup.`,
    );
  }
  const edges = edgesOf(graph, false);
  const tested = edgesOf(graph, true);
  const found = bestWay(edges, from, to) ?? bestWay(tested, from, to);
  // Nothing published leads there. Support may know the way: the upgrade is planned on its word, as one move.
  const way = found ?? [{ from, to, evidence: "unknown" as const }];
  return { ok: true, path: describe(graph, way, tested, newest) };
}

/** Every single move the playbook knows, under the rule that old releases are left one at a time. */
export function edgesOf(graph: VersionGraph, withTested: boolean): readonly Edge[] {
  const edges = graph.releases.flatMap((release) => {
    const edge = (evidence: HopEvidence) => (from: string) => ({ from, to: release.version, evidence });
    return [
      ...release.directFrom.map(edge(statedEvidence(release))),
      ...release.inferredFrom.map(edge("inferred")),
      ...(withTested ? release.alsoTestedFrom.map(edge("tested")) : []),
    ].filter(({ from }) => isBefore(from, release.version));
  });
  const limit = graph.stepwiseBefore;
  if (limit === null) return edges;
  return edges.filter(
    (edge) =>
      !isBefore(edge.from, limit) ||
      !edges.some((other) => other.from === edge.from && isBefore(other.to, edge.to)),
  );
}

function statedEvidence(release: Release): HopEvidence {
  switch (release.pathStatus) {
    case "public_guide":
      return "guide";
    case "incremental_only":
      return "incremental";
    case "public_note_only":
      return "note";
    case "no_public_guide":
      return "support_only";
    case "public_guide_inferred":
    case "unknown":
      return "inferred";
  }
}

/** Every edge leads to a newer release, so one pass over the targets in order finds the best way to each. */
function bestWay(edges: readonly Edge[], from: string, to: string): readonly Edge[] | null {
  const best = new Map<string, readonly Edge[]>([[from, []]]);
  for (const edge of [...edges].sort((a, b) => compareVersions(a.to, b.to))) {
    const soFar = best.get(edge.from);
    if (soFar === undefined || isBefore(to, edge.to)) continue;
    const way = [...soFar, edge];
    const rival = best.get(edge.to);
    if (rival === undefined || compareWays(way, rival) < 0) best.set(edge.to, way);
  }
  return best.get(to) ?? null;
}

/** Negative when `a` is the better way. Weakest hops are compared first; then stops, from the target back. */
export function compareWays(
  a: readonly Pick<Edge, "from" | "evidence">[],
  b: readonly Pick<Edge, "from" | "evidence">[],
): number {
  if (a.length !== b.length) return a.length - b.length;
  const weaknesses = (way: readonly Pick<Edge, "evidence">[]) =>
    way.map((edge) => hopEvidences.indexOf(edge.evidence)).sort((left, right) => right - left);
  const [left, right] = [weaknesses(a), weaknesses(b)];
  for (let i = 0; i < left.length; i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  for (let i = a.length - 1; i > 0; i -= 1) {
    const difference = compareVersions(b[i]?.from ?? "", a[i]?.from ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

function noPathReason(edges: readonly Edge[], from: string, to: string): string {
  const missing = `No known way leads from ${from} to ${to}`;
  const ask = "Ask the vendor's support for the path before relying on this plan.";
  if (!edges.some((edge) => edge.from === from)) {
    return `${missing}: no source names ${from} as a starting point. ${ask}`;
  }
  if (!edges.some((edge) => edge.to === to)) return `${missing}: no source says how to reach ${to}. ${ask}`;
  return `${missing}: the known ways from ${from} end before it. ${ask}`;
}

/** A way with everything to know before relying on it. `tested` are all moves, those without a guide included. */
export function describe(
  graph: VersionGraph,
  way: readonly Edge[],
  tested: readonly Edge[],
  newest: string,
): VersionPath {
  const releases = new Map(graph.releases.map((release) => [release.version, release]));
  const hops = way.map((edge): Hop => {
    const release = releases.get(edge.to);
    return {
      ...edge,
      note: edge.evidence === "unknown" ? noPathReason(tested, edge.from, edge.to) : noteOf(edge),
      sources: release?.sources ?? [],
      contradictions: (release?.contradictions ?? []).filter(
        ({ from }) => from.length === 0 || from.includes(edge.from),
      ),
    };
  });
  const contradictions = hops.flatMap((hop) => hop.contradictions);
  const target = way[way.length - 1]?.to ?? newest;
  const isNewest = target === newest;
  const supportReasons = [
    ...hops.flatMap((hop) =>
      hop.evidence === "guide" || hop.evidence === "incremental" || hop.evidence === "note" ? [] : [hop.note],
    ),
    ...hops.flatMap((hop) =>
      hop.evidence === "note" && (releases.get(hop.to)?.supportOnly === true || hop.contradictions.length > 0)
        ? [hop.note]
        : [],
    ),
    ...(graph.olderTargetNeedsSupport && !isNewest
      ? [`${target} is not the newest release (${newest}); agree an older target with support.`]
      : []),
  ];
  const warnings = [
    ...(isNewest ? [] : [`${newest} is newer than the chosen target ${target}.`]),
    ...hops.filter((hop) => !["guide", "incremental"].includes(hop.evidence)).map((hop) => hop.note),
    ...shortcuts(way, tested).map(
      ({ from, to }) =>
        `A direct migration from ${from} to ${to} is reported, but no guide describes it. Ask support before leaving out the stops in between.`,
    ),
    ...contradictions.map((contradiction) => contradiction.ask),
  ];
  return {
    hops,
    needsSupportCase: supportReasons.length > 0,
    supportReasons,
    contradictions,
    warnings,
    isNewest,
    newest,
  };
}

function noteOf({ from, to, evidence }: Edge): string {
  switch (evidence) {
    case "guide":
      return `A public guide leads from ${from} to ${to}.`;
    case "incremental":
      return `Old releases are left one at a time; follow the guide that came with ${to}.`;
    case "note":
      return `${from} to ${to} is stated in a note only; there is no step-by-step guide.`;
    case "support_only":
      return `There is no public guide from ${from} to ${to}; support hands out scripts and guide.`;
    case "tested":
      return `${from} to ${to} is reported to have worked; no guide describes it.`;
    case "inferred":
      return `${from} to ${to} is inferred from neighbouring releases; no source states it.`;
    case "unknown":
      return `No known way leads from ${from} to ${to}.`;
  }
}

/** Reported moves that would leave out stops of the way. */
function shortcuts(way: readonly Edge[], tested: readonly Edge[]): readonly Edge[] {
  const versions = [way[0]?.from, ...way.map((edge) => edge.to)];
  return tested.filter(
    (edge) =>
      edge.evidence === "tested" &&
      versions.includes(edge.from) &&
      versions.indexOf(edge.to) > versions.indexOf(edge.from) + 1,
  );
}
