import type { ArtifactReport, ReadArtifact } from "@/analysers/artifacts/report";
import { type FoundItem, highestLevel, sortFindings } from "@/domain/finding";

const kinds: { readonly [kind in ReadArtifact["kind"]]: string } = {
  maven: "Maven build",
  gradle: "Gradle build",
  list: "named in a list",
  jar: "JAR",
};

/** One item of the inventory of customizations for each artefact; what has the same key becomes one. */
export function artifactItems(report: ArtifactReport): FoundItem[] {
  const byKey = new Map<string, ReadArtifact[]>();
  for (const artifact of report.artifacts)
    byKey.set(artifact.key, [...(byKey.get(artifact.key) ?? []), artifact]);
  return [...byKey].flatMap(([key, same]) => {
    const [first] = same;
    if (!first) return [];
    const findings = sortFindings(unique(same.flatMap((artifact) => artifact.findings)));
    return [
      {
        key,
        title: first.title,
        level: highestLevel(findings),
        fields: {
          kind: kinds[first.kind],
          version: first.version,
          java: first.java,
          file: first.file,
          dependencies: same.reduce((sum, { dependencies }) => sum + dependencies.length, 0),
        },
        findings,
      },
    ];
  });
}

function unique<Found>(findings: readonly Found[]): Found[] {
  return [...new Map(findings.map((found) => [JSON.stringify(found), found])).values()];
}
