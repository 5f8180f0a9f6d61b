/** What the events of history are sorted by on screen, in the order they are offered. */
export const eventGroups = [
  "steps",
  "evidence",
  "comments",
  "tests",
  "inventory",
  "gates",
  "signatures",
  "waivers",
  "environments",
  "windows",
  "people",
  "upgrade",
] as const;
export type EventGroup = (typeof eventGroups)[number];

/** The word on screen for each group. */
export const eventGroupNames: Record<EventGroup, string> = {
  steps: "Steps",
  evidence: "Evidence",
  comments: "Comments",
  tests: "Tests",
  inventory: "Inventory",
  gates: "Gates",
  signatures: "Signatures",
  waivers: "Waivers",
  environments: "Environments",
  windows: "Change windows",
  people: "People and access",
  upgrade: "Upgrade and plan",
};
