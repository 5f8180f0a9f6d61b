import { type Profile, type ProfileNote, profileOf } from "@/domain/window/profile";
import { askedDaily, type ZoneClock } from "@/domain/window/zone-clock";
import type { Reading, SourceFile } from "../limits";
import { readText } from "../read-text";
import { accessLogSamples, isAccessLog } from "./access-log";
import { csvSamples } from "./csv";
import { type Faults, type Rows, unreadable } from "./rows";

/** What a file says of the traffic, and how it was read. */
export type TrafficReport = {
  readonly format: "csv" | "access_log";
  readonly profile: Profile;
  readonly notes: readonly ProfileNote[];
  /** Rows or lines with a number or request. */
  readonly rows: number;
};

/** What the largest file of anybody has: an access log of a busy hour is 20 MB, a year of five minutes 3 MB. */
export const trafficLimits = { bytes: 25 * 1024 * 1024, lines: 500_000 } as const;

/** Lines after which somebody else may be answered: half a million take about a second. */
const breath = 20_000;

/** Reads a traffic profile from CSV (time stamp, count) or from an access log, whose lines are counted in intervals. */
export async function readTrafficProfile(
  { name, bytes }: SourceFile,
  { clock, interval }: { clock: ZoneClock /** ms, for access logs. */; interval: number },
): Promise<Reading<TrafficReport>> {
  const refuse = (message: string, line: number | null = null) => unreadable(name, [{ line, message }]);
  if (bytes.length > trafficLimits.bytes)
    return refuse(
      "The file is larger than 25 MiB. Give a shorter time, or count the requests in intervals first.",
    );
  const text = readText(bytes);
  if (text === null) return refuse("This is a binary file. Give CSV or an access log, unpacked.");
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > trafficLimits.lines)
    return refuse(
      `The file has ${lines.length} lines; ${trafficLimits.lines} are the most. Give a shorter time.`,
    );
  const log = isAccessLog(lines);
  const rows: Rows = { samples: [], notes: [] };
  const faults: Faults = [];
  const read = log ? accessLogSamples(interval) : csvSamples(lines, askedDaily(clock));
  for (let index = 0; index < lines.length; index += 1) {
    if (index > 0 && index % breath === 0) await new Promise((resolve) => setTimeout(resolve, 0));
    const fault = read.line(lines[index] ?? "", index + 1);
    if (fault) faults.push({ line: index + 1, message: fault });
  }
  read.end(rows, faults);
  if (faults.length > 0) return unreadable(name, faults);
  const made = profileOf(rows.samples);
  if (!made.ok)
    return unreadable(
      name,
      made.refusals.map(({ message }) => ({ line: null, message })),
    );
  return {
    ok: true,
    report: {
      format: log ? "access_log" : "csv",
      profile: made.profile,
      notes: [...rows.notes, ...made.notes],
      rows: read.rows(),
    },
  };
}
