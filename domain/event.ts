import { type ForecastEvents, forecastSentences } from "./events/forecast";
import { type GateEvents, gateSentences } from "./events/gate";
import { type HealthEvents, healthSentences } from "./events/health";
import { type HypercareEvents, hypercareSentences } from "./events/hypercare";
import { type InventoryEvents, inventorySentences } from "./events/inventory";
import { type LogEvents, logSentences } from "./events/log";
import { type PersonEvents, personSentences } from "./events/person";
import { type RehearsalEvents, rehearsalSentences } from "./events/rehearsal";
import { type StepEvents, stepSentences } from "./events/step";
import { type TestEvents, testSentences } from "./events/test";
import { type TrafficEvents, trafficSentences } from "./events/traffic";
import { type UpgradeEvents, upgradeSentences } from "./events/upgrade";
import { type WindowEvents, windowSentences } from "./events/window";

/** Every fact history can hold, in the past tense, with what it carries. Types are added, never renamed or removed. */
export interface EventData
  extends UpgradeEvents,
    StepEvents,
    TestEvents,
    InventoryEvents,
    TrafficEvents,
    ForecastEvents,
    RehearsalEvents,
    HealthEvents,
    HypercareEvents,
    WindowEvents,
    LogEvents,
    GateEvents,
    PersonEvents {}

export type EventType = keyof EventData;

const sentences: { [T in EventType]: (data: EventData[T]) => string } = {
  ...upgradeSentences,
  ...stepSentences,
  ...testSentences,
  ...inventorySentences,
  ...trafficSentences,
  ...forecastSentences,
  ...rehearsalSentences,
  ...healthSentences,
  ...hypercareSentences,
  ...windowSentences,
  ...logSentences,
  ...gateSentences,
  ...personSentences,
};

/** Effects of what somebody did, or of time: they read without the person, whose deed stands beside them in history. */
const effects: ReadonlySet<string> = new Set<EventType>([
  "gate.opened",
  "gate.shut",
  "gate.ready",
  "signOff.wentStale",
  "environment.statusChanged",
  "waiver.expired",
  "upgrade.previousSigned",
  "upgrade.clockMoved",
  "window.began",
  "window.ended",
  "run.abortPassed",
  "run.abortAhead",
  "hypercare.dayMissed",
  "hypercare.over",
]);

export const eventTypes = Object.keys(sentences) as EventType[];

/** What kinds of things events are about. */
export const subjectTypes = [
  "upgrade",
  "member",
  "environment",
  "step",
  "evidence",
  "comment",
  "use_case",
  "test_case",
  "test_run",
  "test_execution",
  "test_import",
  "import_item",
  "inventory_item",
  "reading",
  "migration_run",
  "window",
  "freeze",
  "log_reading",
  "gate",
  "sign_off",
  "condition",
  "waiver",
  "person",
  "session",
  "token",
  "invitation",
  "playbook",
] as const;
export type SubjectType = (typeof subjectTypes)[number];

/** A fact about to be written. The door adds sequence, time, actor and hashes. */
export type NewEvent = {
  [T in EventType]: {
    type: T;
    subject: { type: SubjectType; id: string };
    environmentId?: string | null;
    data: EventData[T];
  };
}[EventType];

/**
 * One readable sentence: "Ines finished D-15 “Compare counts with the baseline” after 6 min", and of an effect "The gate
 * Dev exit was shut by 13 blockers". An unknown type, from a newer version, is named as it is.
 */
export function sentence(actorName: string, type: string, data: unknown): string {
  const say = (sentences as Record<string, ((data: never) => string) | undefined>)[type];
  const said = say ? say(data as never) : type;
  return effects.has(type) ? said : `${actorName} ${said}`;
}
