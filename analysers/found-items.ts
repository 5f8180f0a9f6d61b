import type { Analyser } from "@/domain/analyser";
import { type FoundItem, highestLevel } from "@/domain/finding";
import { applicationItems } from "./applications/items";
import { applicationsReport } from "./applications/report";
import { artifactItems } from "./artifacts/items";
import { artifactReport } from "./artifacts/report";
import { certificateItems } from "./certificates/items";
import { certificateKnowledgeSchema } from "./certificates/knowledge";
import { storesReport } from "./certificates/stores-report";
import { configurationItems } from "./configuration/items";
import { configurationReportSchema } from "./configuration/report";
import { folderOf, loadKnowledge } from "./load-knowledge";

/** The items a stored report proposes, judged as of `now`. */
export async function foundItems(
  analyser: Analyser,
  report: unknown,
  { product, now }: { product: string; now: Date },
): Promise<readonly FoundItem[]> {
  switch (analyser) {
    case "configuration":
      return configurationItems(configurationReportSchema.parse(report));
    case "artifact":
      return artifactItems(artifactReport.parse(report));
    case "certificates": {
      const { stores, window, hypercareDays } = storesReport.parse(report);
      const loaded = await loadKnowledge(folderOf(product), "certificates", certificateKnowledgeSchema);
      const by = {
        now,
        window: window && { start: new Date(window.start), end: new Date(window.end) },
        hypercareDays,
        knownDefaults: loaded?.knowledge.defaults ?? [],
      };
      return merged(stores.flatMap((store) => certificateItems(store, by)));
    }
    case "applications":
      return applicationItems(applicationsReport.parse(report));
  }
}

/** One thing found in several stores is one item; the gravest of what was found comes first. */
function merged(items: readonly FoundItem[]): FoundItem[] {
  const byKey = new Map<string, FoundItem>();
  for (const item of items) {
    const known = byKey.get(item.key);
    if (!known) {
      byKey.set(item.key, item);
      continue;
    }
    const said = new Set(known.findings.map(({ message }) => message));
    const findings = [...known.findings, ...item.findings.filter(({ message }) => !said.has(message))];
    const stores = [known.fields.store, item.fields.store].filter((store) => typeof store === "string");
    byKey.set(item.key, {
      ...known,
      level: highestLevel([known, item]),
      fields: { ...known.fields, store: [...new Set(stores)].join(", ") },
      findings,
    });
  }
  return [...byKey.values()];
}
