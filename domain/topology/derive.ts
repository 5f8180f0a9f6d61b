import type {
  Deployment,
  NodeRole,
  PlannedNode,
  ReleaseProfile,
  ReleaseTopology,
} from "@/domain/topology/facts";

export type TopologyAsked = {
  readonly release: ReleaseTopology;
  readonly answers: {
    readonly deployment: Deployment;
    /** More than one node with the portals. */
    readonly severalControlNodes: boolean;
    /** The product's key manager has nodes of its own today. */
    readonly separateKeyManager: boolean;
    /** Somebody else's server issues tokens, by name; null when nobody's does. */
    readonly externalKeyManager: string | null;
  };
  /**
   * Applications whose clients go on receiving opaque tokens from the product's own key manager; null where there are
   * some and nobody has counted them.
   */
  readonly opaqueApplications: number | null;
  /** What is planned for the environment that is drawn: counts come from it where it says something. */
  readonly nodes: readonly PlannedNode[];
  /** Gateways that one key manager serves, as the team measured it; null when nobody has. */
  readonly ratio: number | null;
};

export type TopologyNode = {
  readonly profile: string;
  readonly role: NodeRole | "external";
  readonly label: string;
  /** Null where it is not ours to install. */
  readonly pack: string | null;
  readonly start: string | null;
  readonly count: number;
  /** True when the count is what is planned, false when it is proposed. */
  readonly planned: boolean;
  readonly why: string;
};

export type Topology = {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly { readonly from: string; readonly to: string; readonly label: string }[];
  readonly notes: readonly string[];
  readonly scaling: readonly { readonly profile: string; readonly with: string }[];
};

/** What the new stack consists of, from its release, the answers and what was decided about tokens. */
export function deriveTopology(asked: TopologyAsked): Topology {
  const { answers } = asked;
  const chosen = profilesOf(asked);
  const gateways = countOf(
    chosen.find(({ role }) => role === "gateway"),
    asked,
  ).count;
  const nodes: TopologyNode[] = chosen.map((profile) => ({
    profile: profile.profile,
    role: profile.role,
    label: profile.label,
    pack: profile.pack,
    start: profile.start,
    ...(profile.role === "key_manager" ? keyManagerCount(profile, gateways, asked) : countOf(profile, asked)),
    why: profile.role === "key_manager" ? whyKeyManager(profile, asked) : profile.why,
  }));
  if (answers.externalKeyManager !== null)
    nodes.push({
      profile: "external-key-manager",
      role: "external",
      label: answers.externalKeyManager,
      pack: null,
      start: null,
      count: 1,
      planned: true,
      why: "It issues tokens already and has an upgrade of its own.",
    });
  return {
    nodes,
    links: linksOf(chosen, asked),
    notes: notesOf(nodes, gateways, asked),
    scaling: chosen.map(({ profile, scaling }) => ({ profile, with: scaling })),
  };
}

/** True when everything runs in every node. */
function isWhole(deployment: Deployment): boolean {
  switch (deployment) {
    case "all-in-one":
    case "active-active":
      return true;
    case "distributed":
    case "kubernetes":
    case "docker":
      return false;
    default:
      return deployment satisfies never;
  }
}

function profilesOf({ release, answers, opaqueApplications }: TopologyAsked): ReleaseProfile[] {
  if (isWhole(answers.deployment)) return release.profiles.filter(({ role }) => role === "all_in_one");
  const apart = release.profiles.filter(({ role }) => role !== "all_in_one");
  const contained = apart.some(({ contains }) => contains.includes("key_manager"));
  const needed = !contained || opaqueApplications !== 0 || answers.separateKeyManager;
  return apart.filter(({ role }) => role !== "key_manager" || needed);
}

function countOf(
  profile: ReleaseProfile | undefined,
  { answers, nodes, release }: TopologyAsked,
): { count: number; planned: boolean } {
  if (!profile) return { count: 0, planned: false };
  const planned = nodes.filter((node) => node.side === "new" && node.profile === profile.profile).length;
  if (planned > 0) return { count: planned, planned: true };
  const control = ["control", "publisher", "portal"].includes(profile.role) && !answers.severalControlNodes;
  return { count: answers.deployment === "all-in-one" || control ? 1 : release.usual, planned: false };
}

/** As many as the gateways need by the team's own ratio, and never fewer than keep running when one fails. */
function keyManagerCount(profile: ReleaseProfile, gateways: number, asked: TopologyAsked) {
  const given = countOf(profile, asked);
  const ratio = usable(asked.ratio);
  if (given.planned || ratio === null) return given;
  return { count: Math.max(asked.release.usual, Math.ceil(gateways / ratio)), planned: false };
}

/** A ratio that can be meant: fewer than a tenth of a gateway for each key manager is a slip. */
function usable(ratio: number | null): number | null {
  return ratio !== null && Number.isFinite(ratio) && ratio >= 0.1 ? ratio : null;
}

function whyKeyManager(profile: ReleaseProfile, { release, opaqueApplications }: TopologyAsked): string {
  if (opaqueApplications === 0) return profile.why;
  const kept =
    opaqueApplications === null
      ? "Applications that nobody has counted yet keep"
      : opaqueApplications === 1
        ? "1 application keeps"
        : `${opaqueApplications} applications keep`;
  return `${kept} opaque tokens. ${release.opaque}`;
}

/** Links between roles become links between the profiles that have them, or that contain them. */
function linksOf(chosen: readonly ReleaseProfile[], asked: TopologyAsked): Topology["links"] {
  const holder = (role: NodeRole) =>
    chosen.find((profile) => profile.role === role) ?? chosen.find(({ contains }) => contains.includes(role));
  const links = asked.release.links.flatMap(({ from, to, label }) => {
    const [a, b] = [holder(from), holder(to)];
    const opaqueOnly = to === "key_manager" && b?.role !== "key_manager";
    return !a || !b || a === b || opaqueOnly ? [] : [{ from: a.profile, to: b.profile, label }];
  });
  if (asked.answers.externalKeyManager === null) return links;
  const gateway = holder("gateway");
  return gateway
    ? [...links, { from: gateway.profile, to: "external-key-manager", label: "validates its tokens" }]
    : links;
}

function notesOf(nodes: readonly TopologyNode[], gateways: number, asked: TopologyAsked): string[] {
  const { release, opaqueApplications } = asked;
  const ratio = usable(asked.ratio);
  const notes = [...release.notes];
  const keyManager = nodes.find(({ role }) => role === "key_manager");
  if (keyManager && opaqueApplications !== 0) {
    if (ratio === null)
      notes.push(
        "How many gateways one key manager serves is not published: measure token validations at peak, with an empty cache, and enter the ratio.",
      );
    else if (keyManager.count < Math.ceil(gateways / ratio))
      notes.push(
        `${gateways} gateways at ${ratio} for each key manager need ${Math.ceil(gateways / ratio)}; ${keyManager.count} ${keyManager.count === 1 ? "is" : "are"} planned.`,
      );
    else notes.push(`${gateways} gateways to ${keyManager.count} key managers: ${ratio} to 1 at most.`);
  }
  if (!keyManager && opaqueApplications !== 0)
    notes.push(
      "Every node validates opaque tokens itself, so each grows with the traffic of the applications that keep them.",
    );
  const most = release.gatewaysPerTraffic;
  if (most !== null && gateways > most)
    notes.push(
      `${gateways} gateways are more than the ${most} one group of traffic nodes serves: plan ${Math.ceil(gateways / most)} groups.`,
    );
  return [...notes, ...idleNodes(nodes, asked), ...foreignNodes(asked)];
}

/** What is planned and follows from nothing that was answered or decided: it costs, or something was not said. */
function idleNodes(drawn: readonly TopologyNode[], { release, nodes }: TopologyAsked): string[] {
  const idle = release.profiles.filter(({ profile }) => !drawn.some((node) => node.profile === profile));
  return idle.flatMap(({ profile, label }) => {
    const count = nodes.filter((node) => node.side === "new" && node.profile === profile).length;
    return count === 0
      ? []
      : [
          `${count} × ${label} planned, and nothing that is answered or decided asks for ${count === 1 ? "it" : "them"}.`,
        ];
  });
}

function foreignNodes({ release, nodes }: TopologyAsked): string[] {
  const known = new Set(release.profiles.map(({ profile }) => profile));
  const foreign = nodes.filter(
    ({ side, profile }) => side === "new" && profile !== "" && !known.has(profile),
  );
  return [...new Set(foreign.map(({ profile }) => profile))]
    .sort()
    .map((profile) => `A node “${profile}” is planned, and the release has no such profile.`);
}
