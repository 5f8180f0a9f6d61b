import type { Pom, PomDependency } from "@/analysers/artifacts/pom";
import type { Dependency } from "@/domain/artifact/facts";

export type ResolvedPom = {
  readonly pom: Pom;
  readonly group: string | null;
  readonly version: string | null;
  readonly dependencies: readonly Dependency[];
  readonly java: string | null;
  /** The parent that was not handed in, where versions may come from. */
  readonly missingParent: string | null;
};

/** A parent of a parent … more than this is a circle or a joke. */
const generations = 20;

/**
 * Every build with the versions of its dependencies: from its own text, its properties, and those of its parents among
 * the files. What a parent says that was not handed in stays open: `version` is null.
 */
export function resolvePoms(poms: readonly Pom[]): ResolvedPom[] {
  const known = new Map(poms.map((pom) => [`${pom.group ?? ""}:${pom.artifact}`, pom]));
  return poms.map((pom) => {
    const line = ancestors(pom, known);
    const top = line.at(-1)?.parent ?? null;
    const values = properties(line);
    const managed = new Map<string, PomDependency>();
    // The nearest one wins, so the furthest is written first.
    for (const each of [...line].reverse())
      for (const entry of each.managed) managed.set(keyOf(entry, values), entry);
    const dependencies = pom.dependencies.map((dependency) => {
      const from = managed.get(keyOf(dependency, values));
      const version = dependency.version ?? from?.version ?? null;
      return {
        group: resolve(dependency.group, values),
        artifact: resolve(dependency.artifact, values) ?? dependency.artifact,
        version: version === null ? null : resolve(version, values),
        scope: dependency.scope ?? from?.scope ?? null,
        file: pom.file,
        line: dependency.line,
      };
    });
    return {
      pom,
      group: pom.group === null ? null : resolve(pom.group, values),
      version: pom.version === null ? null : resolve(pom.version, values),
      dependencies,
      java: javaOf(line, values),
      missingParent: top === null ? null : `${top.group}:${top.artifact}:${top.version}`,
    };
  });
}

/** The build, its parent, its parent's parent … as far as they are among the files. */
function ancestors(pom: Pom, known: ReadonlyMap<string, Pom>): Pom[] {
  const line = [pom];
  for (let at: Pom = pom; at.parent !== null && line.length < generations; ) {
    const next = known.get(`${at.parent.group}:${at.parent.artifact}`);
    if (!next || line.includes(next)) break;
    line.push(next);
    at = next;
  }
  return line;
}

function properties(line: readonly Pom[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const pom of [...line].reverse()) for (const [name, value] of pom.properties) values.set(name, value);
  const [own] = line;
  for (const prefix of ["project", "pom"]) {
    if (own?.version) values.set(`${prefix}.version`, own.version);
    if (own?.group) values.set(`${prefix}.groupId`, own.group);
    if (own?.parent) values.set(`${prefix}.parent.version`, own.parent.version);
    if (own?.parent) values.set(`${prefix}.parent.groupId`, own.parent.group);
  }
  return values;
}

/** The text with every "${…}" replaced; null when one of them is not known. */
function resolve(text: string, values: ReadonlyMap<string, string>): string | null {
  let resolved = text;
  for (let round = 0; round < 10 && resolved.length < 5_000 && resolved.includes("${"); round += 1)
    resolved = resolved.replace(/\$\{([^{}]{1,200})\}/g, (whole, name: string) => values.get(name) ?? whole);
  return resolved.includes("${") || resolved.length > 1_000 ? null : resolved;
}

function keyOf({ group, artifact }: PomDependency, values: ReadonlyMap<string, string>): string {
  return `${resolve(group, values)}:${resolve(artifact, values)}`;
}

function javaOf(line: readonly Pom[], values: ReadonlyMap<string, string>): string | null {
  const names = ["maven.compiler.release", "maven.compiler.target", "maven.compiler.source"];
  const said = line.map(({ javaSetting }) => javaSetting).find((value) => value !== null);
  const text = said ?? names.map((name) => values.get(name)).find((value) => value !== undefined);
  return text === undefined || text === null ? null : resolve(text, values);
}
