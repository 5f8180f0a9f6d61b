/** What a node is there for, whatever a product calls it. */
export const nodeRoles = [
  "all_in_one",
  "control",
  "publisher",
  "portal",
  "gateway",
  "key_manager",
  "traffic",
] as const;
export type NodeRole = (typeof nodeRoles)[number];

export type ReleaseProfile = {
  /** As the product calls it: "control-plane". */
  readonly profile: string;
  readonly role: NodeRole;
  readonly label: string;
  /** What is unpacked and how it is started. */
  readonly pack: string;
  readonly start: string;
  /** Other roles it takes on unless they have nodes of their own. */
  readonly contains: readonly NodeRole[];
  readonly why: string;
  /** What it grows with, and how. */
  readonly scaling: string;
};

/** What a release can be deployed as, and where that is known from. */
export type ReleaseTopology = {
  readonly profiles: readonly ReleaseProfile[];
  /** Nodes of each profile that keep running when one fails. */
  readonly usual: number;
  /** Gateways that one group of traffic nodes serves at most; null when nothing is said about it. */
  readonly gatewaysPerTraffic: number | null;
  readonly links: readonly { readonly from: NodeRole; readonly to: NodeRole; readonly label: string }[];
  /** Why applications with opaque tokens need a key manager of their own. */
  readonly opaque: string;
  readonly notes: readonly string[];
  readonly source: string;
};

export const deployments = ["all-in-one", "active-active", "distributed", "kubernetes", "docker"] as const;
export type Deployment = (typeof deployments)[number];

/** A node that runs or is planned: on which side of the upgrade, and what it takes. */
export type PlannedNode = {
  readonly profile: string;
  readonly side: "old" | "new";
  readonly cores: number;
  readonly memoryGb: number;
  readonly environment: string;
  readonly reserved: boolean;
};
