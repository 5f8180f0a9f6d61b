import { storesReport } from "@/analysers/certificates/stores-report";
import { compareEnvironments } from "@/analysers/configuration/compare";
import { configurationReportSchema } from "@/analysers/configuration/report";
import { canonicalJson } from "@/domain/canonical";
import { judgeKeysAcross } from "@/domain/certificate/across-stores";
import { compareStores } from "@/domain/certificate/compare-stores";
import type { PlacedStore } from "@/domain/certificate/facts";
import { type Finding, sortFindings } from "@/domain/finding";
import type { ReadClient } from "@/lib/db";
import type { ReadingView } from "../schema";
import type { StoredReading } from "./proposals";

/** How many differing settings are told; where more differ, the environments have little in common. */
const most = 300;

type Comparison = Pick<ReadingView, "differences" | "across">;

/**
 * A reading beside the latest ones of other environments and nodes: settings whose values differ (never secrets), private
 * keys in several places, and what the store before had that came back or got lost.
 */
export async function comparisonOf(
  client: Pick<ReadClient, "reading">,
  reading: StoredReading,
  before: StoredReading | null,
  nameOf: (environmentId: string | null) => string,
  now: Date,
): Promise<Comparison> {
  const nothing: Comparison = { differences: [], across: [] };
  if (reading.analyser !== "configuration" && reading.analyser !== "certificates") return nothing;
  const rows = await client.reading.findMany({
    where: { upgradeId: reading.upgradeId, analyser: reading.analyser, id: { not: reading.id } },
    orderBy: { readAt: "asc" },
  });
  const placeOf = (row: StoredReading) => `${row.environmentId} ${row.node}`;
  const latest = new Map<string, StoredReading>(rows.map((row) => [placeOf(row), row]));
  latest.set(placeOf(reading), reading);
  const places = [...latest.values()];
  if (reading.analyser === "configuration") {
    // Profiles have different files on purpose: only the same node elsewhere is worth a comparison.
    const same = places.filter((row) => row.node === reading.node);
    if (same.length < 2) return nothing;
    const found = compareEnvironments(
      same.map((row) => ({
        name: nameOf(row.environmentId),
        report: configurationReportSchema.parse(row.report),
      })),
    );
    return {
      ...nothing,
      differences: found.slice(0, most).map(({ key, values }) => ({ key, values: { ...values } })),
    };
  }
  return {
    ...nothing,
    across: sortFindings([...acrossPlaces(places, nameOf), ...sinceBefore(reading, before, now)]),
  };
}

function acrossPlaces(
  places: readonly StoredReading[],
  nameOf: (environmentId: string | null) => string,
): Finding[] {
  const stores = places.flatMap((row): PlacedStore[] =>
    storesReport.parse(row.report).stores.map(({ file, entries }) => ({
      environment: nameOf(row.environmentId),
      node: row.node === "" ? null : row.node,
      file,
      entries,
    })),
  );
  return judgeKeysAcross(stores);
}

/** Stores of one name, before and now. */
function sinceBefore(reading: StoredReading, before: StoredReading | null, now: Date): Finding[] {
  if (!before) return [];
  const old = storesReport.parse(before.report).stores;
  return storesReport.parse(reading.report).stores.flatMap((store) => {
    const twin = old.find(({ file }) => file === store.file);
    // The same store read again was not copied anywhere.
    if (twin && canonicalJson(twin.entries) === canonicalJson(store.entries)) return [];
    return twin ? [...compareStores(twin.entries, store.entries, { now }).findings] : [];
  });
}
