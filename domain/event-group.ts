import { type EventType, eventTypes } from "./event";
import type { EventGroup } from "./event-group-name";

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
  forecast: "environments",
  run: "environments",
  parity: "environments",
  health: "environments",
  count: "environments",
  hypercare: "environments",
  trafficProfile: "windows",
  freeze: "windows",
  window: "windows",
  crewHours: "windows",
  logs: "environments",
  logMessage: "environments",
  member: "people",
  invitation: "people",
  person: "people",
  profile: "people",
  session: "people",
  token: "people",
  calendar: "people",
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
