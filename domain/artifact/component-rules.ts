import {
  compareComponents,
  isUnfinished,
  otherLine,
  rangeTakes,
  sameBase,
} from "@/domain/artifact/component-version";
import type {
  ArtifactFacts,
  ArtifactKnowledge,
  Dependency,
  KnownComponent,
  Move,
} from "@/domain/artifact/facts";
import type { Finding } from "@/domain/finding";
import { compareVersions } from "@/domain/version";

/** What is to be said about the versions of the product's own parts that an artefact is built with. */
export function judgeComponents(
  facts: ArtifactFacts,
  move: Move,
  { components }: ArtifactKnowledge,
): Finding[] {
  return facts.dependencies.flatMap((dependency) => {
    const component = components.find((known) => belongsTo(dependency, known));
    return component ? judgeOne(dependency, component, move) : unfinished(dependency);
  });
}

function judgeOne(dependency: Dependency, component: KnownComponent, move: Move): Finding[] {
  const { version, artifact } = dependency;
  const target = atRelease(component, move.to);
  const found = (
    rule: string,
    level: Finding["level"],
    message: string,
    source: string | null,
  ): Finding[] => [
    { rule, level, key: artifact, from: version, to: target?.version ?? null, message, source },
  ];
  if (version === null)
    return found(
      "artifact.component_version_open",
      "info",
      `${artifact} is part of the product (${component.label}), and its version is not in what was handed in. See that it becomes the one of ${move.to}.`,
      target?.source ?? null,
    );
  if (!target)
    return found(
      "artifact.component_not_known",
      "info",
      `${artifact} ${version} is part of the product (${component.label})${ofRelease(component, version)}. Which version ${move.to} has is not known: look into its pack.`,
      null,
    );
  if (sameBase(version, target.version)) return unfinished(dependency);
  const belongs = ofRelease(component, version);
  const newer = compareComponents(version, target.version) > 0;
  if (otherLine(version, target.version))
    return found(
      "artifact.component_other_line",
      "must_act",
      `${artifact} ${version}${belongs} is of another line than the ${target.version} of ${move.to}. Build against ${target.version} and mend what no longer compiles.`,
      target.source,
    );
  return found(
    newer ? "artifact.component_newer" : "artifact.component_old",
    "attention",
    `${artifact} ${version}${belongs} is ${newer ? "newer" : "older"} than the ${target.version} of ${move.to}. Build against ${target.version} and test it.`,
    target.source,
  );
}

function unfinished({ artifact, version }: Dependency): Finding[] {
  if (version === null || !isUnfinished(version)) return [];
  return [
    {
      rule: "artifact.unfinished_dependency",
      level: "attention",
      key: artifact,
      from: version,
      to: null,
      message: `${artifact} ${version} is not a release: the next build may give something else. Name a released version.`,
      source: null,
    },
  ];
}

/** Imports of a bundle that the target's packages don't satisfy: it would not start. */
export function judgeImports(facts: ArtifactFacts, move: Move, { components }: ArtifactKnowledge): Finding[] {
  return components.flatMap((component) => {
    const target = atRelease(component, move.to);
    if (!target) return [];
    const refused = facts.imports.filter(
      ({ name, range }) =>
        range !== null &&
        component.packages.some((prefix) => name === prefix || name.startsWith(`${prefix}.`)) &&
        rangeTakes(range, target.version) === false,
    );
    const [first] = refused;
    if (!first) return [];
    const more = refused.length > 1 ? ` and ${refused.length - 1} more packages` : "";
    return [
      {
        rule: "artifact.import_refused",
        level: "must_act" as const,
        key: facts.name,
        from: first.range,
        to: target.version,
        message: `The bundle imports ${first.name}${more} in versions that ${move.to} does not have (${target.version}), so it will not start. Widen Import-Package and build again.`,
        source: target.source,
      },
    ];
  });
}

function belongsTo({ group, artifact }: Dependency, known: KnownComponent): boolean {
  const named = known.names.some((name) => artifact === name || artifact.startsWith(`${name}.`));
  // A list of files has no groups: the name alone decides.
  return named && (group === null || group === "" || known.groups.includes(group));
}

function atRelease(component: KnownComponent, release: string) {
  return component.versions.find((known) => compareVersions(known.release, release) === 0);
}

function ofRelease(component: KnownComponent, version: string): string {
  const releases = component.versions
    .filter((known) => known.exact && sameBase(known.version, version))
    .map(({ release }) => release);
  return releases.length > 0 ? ` (of ${releases.join(", ")})` : "";
}
