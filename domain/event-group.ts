import { type EventType, eventTypes } from "./event";

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
  people: "People and access",
  upgrade: "Upgrade and plan",
};

type Noun = EventType extends infer T ? (T extends `${infer N}.${string}` ? N : never) : never;

const groupOfNoun: Record<Noun, EventGroup> = {
  step: "steps",
  evidence: "evidence",
  comment: "comments",
  useCase: "tests",
  testCase: "tests",
  testCases: "tests",
  testRun: "tests",
  testExecution: "tests",
  testResults: "tests",
  importItem: "tests",
  item: "inventory",
  items: "inventory",
  reading: "inventory",
  gate: "gates",
  signOff: "signatures",
  condition: "signatures",
  waiver: "waivers",
  environment: "environments",
  traffic: "environments",
  member: "people",
  invitation: "people",
  person: "people",
  profile: "people",
  session: "people",
  token: "people",
  upgrade: "upgrade",
  playbook: "upgrade",
};

/** The group of an event by its type; null for a type of a newer version. */
export function eventGroupOf(type: string): EventGroup | null {
  return groupOfNoun[type.split(".")[0] as Noun] ?? null;
}

/** Every type of a group. */
export function eventTypesOf(group: EventGroup): EventType[] {
  return eventTypes.filter((type) => eventGroupOf(type) === group);
}
