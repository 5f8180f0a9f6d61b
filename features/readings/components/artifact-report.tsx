import { artifactReport } from "@/analysers/artifacts/report";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { plural } from "@/lib/format";

/** Every artefact with what it depends on. */
export function ArtifactView({ report: given }: { report: unknown }) {
  const { artifacts } = artifactReport.parse(given);
  return artifacts.slice(0, 200).map((artifact) => (
    <Card
      key={`${artifact.key} ${artifact.file}`}
      title={[artifact.title, artifact.version].filter(Boolean).join(" ")}
      padded
    >
      <p className="text-ink-2">
        {[
          artifact.file,
          artifact.java === null
            ? ""
            : artifact.compiled
              ? `built for Java ${artifact.java}`
              : `asks for Java ${artifact.java}`,
          plural(artifact.dependencies.length, "dependency", "dependencies"),
        ]
          .filter((part) => part !== "")
          .join(" · ")}
      </p>
      {artifact.gaps.map((gap) => (
        <Notice key={gap} className="mt-2">
          {gap}
        </Notice>
      ))}
      {artifact.dependencies.length > 0 ? (
        <ul className="mt-2 grid gap-0.5 font-mono text-xs wrap-anywhere">
          {artifact.dependencies.slice(0, 100).map(({ group, artifact: name, version, scope, line }) => (
            <li key={`${group} ${name} ${line}`}>
              {[group, name, version ?? "version not said"].filter(Boolean).join(" : ")}
              {scope ? <span className="text-ink-3"> ({scope})</span> : null}
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  ));
}
