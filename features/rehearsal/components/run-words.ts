import type { Tone } from "@/components/ui/tone";
import type { RunOutcome } from "@/domain/migration-run";
import { formatCount, plural } from "@/lib/format";
import type { LiveStep } from "../schema/live";
import type { RunRow } from "../schema/runs";

/** "Pilot 2 of Pre-prod", "Live run of Prod". */
export const runName = ({ kind, number, environment }: Pick<RunRow, "kind" | "number" | "environment">) =>
  kind === "pilot" ? `Pilot ${number} of ${environment.name}` : `Live run of ${environment.name}`;

export const outcomeWords: Record<RunOutcome, string> = {
  succeeded: "Succeeded",
  failed: "Failed",
  aborted: "Aborted",
};

export const outcomeTone = (outcome: RunOutcome | null): Tone =>
  outcome === null ? "doing" : outcome === "succeeded" ? "done" : "blocked";

/** What the minutes of a step of a run rest on: "from 3 timed runs", "planned". */
export function restsOn({ timedRuns, isPlanned }: Pick<LiveStep, "timedRuns" | "isPlanned">): string {
  if (timedRuns > 0) return `from ${plural(timedRuns, "timed run")}`;
  return isPlanned ? "planned" : "assumed, nobody planned it";
}

const percent = (share: number) => `${Math.floor(share * 100)} %`;
const units = ["bytes", "kB", "MB", "GB", "TB"];

/** "412 GB", decimal as disks are sold. */
export function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${value >= 100 || power === 0 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** What the data of a run was, in one line. */
export function dataLine({ data, ratio }: Pick<RunRow, "data" | "ratio">): string {
  if (data === null) return "The data of production";
  const parts = [
    data.source === "production_dump" ? "A dump of production" : "Generated data",
    ...(data.bytes === null ? [] : [sizeText(data.bytes)]),
    ...(data.masked === null ? [] : [data.masked ? "masked" : "not masked"]),
    ...(ratio === null ? [] : [`${percent(ratio)} of production's rows`]),
  ];
  return parts.join(", ");
}

/** A table of the data: "AM_SUBSCRIPTION 80,000 of 100,000 (80 %)". */
export function tableLine({
  name,
  rows,
  production,
}: {
  name: string;
  rows: number;
  production: number | null;
}) {
  return production === null
    ? `${name} ${formatCount(rows)}`
    : `${name} ${formatCount(rows)} of ${formatCount(production)} (${production === 0 ? "–" : percent(rows / production)})`;
}
