import { eventGroups } from "@/domain/event-group-name";
import { fromWallTime } from "@/lib/format";

/** The address of a history screen: what it is narrowed by, as it is typed. Anything it can't be is left out. */
export interface HistoryAddress {
  group?: string;
  type?: string;
  person?: string;
  environment?: string;
  subject?: string;
  q?: string;
  /** Days in the reader's zone, both included. */
  from?: string;
  to?: string;
  cursor?: string;
}

const day = /^\d{4}-\d{2}-\d{2}$/;
const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The address read from what the browser sent, without what makes no sense. */
export function readAddress(sent: Readonly<Record<string, string | string[] | undefined>>): HistoryAddress {
  const one = (name: string, fits: (value: string) => boolean = (value) => value.length <= 200) => {
    const value = sent[name];
    return typeof value === "string" && value.trim() !== "" && fits(value) ? { [name]: value.trim() } : {};
  };
  return {
    ...one("group", (value) => eventGroups.some((group) => group === value)),
    ...one("type", (value) => value.length <= 100),
    ...one("person", (value) => value === "liftlock" || id.test(value)),
    ...one("environment", (value) => value.length <= 60),
    ...one("subject", (value) => value.length <= 100),
    ...one("q"),
    ...one("from", (value) => day.test(value)),
    ...one("to", (value) => day.test(value)),
    ...one("cursor", (value) => /^\d{1,9}$/.test(value)),
  };
}

/** The same as queries and exports take it: days become moments of the reader's zone. */
export function asFilters(address: HistoryAddress, zone: string) {
  const { from, to, group, ...rest } = address;
  const start = from === undefined ? null : startOf(from, zone, 0);
  const end = to === undefined ? null : startOf(to, zone, 1);
  return {
    ...rest,
    ...(group && { group: eventGroups.find((one) => one === group) }),
    ...(start && { from: start }),
    ...(end && { to: end }),
  };
}

function startOf(given: string, zone: string, later: number): string | null {
  const date = new Date(`${given}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return null;
  date.setUTCDate(date.getUTCDate() + later);
  return fromWallTime(`${date.toISOString().slice(0, 10)}T00:00`, zone)?.instant.toISOString() ?? null;
}
