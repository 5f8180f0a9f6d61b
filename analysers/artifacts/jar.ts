import { type UnpackBudget, unpack } from "@/analysers/archive";
import { readClassFile } from "@/analysers/artifacts/class-file";
import { readJarName } from "@/analysers/artifacts/jar-names";
import { releaseOfMajor } from "@/analysers/artifacts/java-release";
import { readImports, readManifest } from "@/analysers/artifacts/manifest";
import type { Reading, SourceFile } from "@/analysers/limits";
import { readText } from "@/analysers/read-text";
import type { Dependency, PackageImport } from "@/domain/artifact/facts";

export type Jar = {
  readonly name: string;
  readonly version: string | null;
  /** "group:artifact" of pom.properties, where there is one. */
  readonly coordinates: string | null;
  readonly bundle: string | null;
  readonly java: number | null;
  readonly classes: number;
  readonly packages: readonly string[];
  readonly imports: readonly PackageImport[];
  /** JARs that lie inside. */
  readonly inside: readonly Dependency[];
  readonly gaps: readonly string[];
};

/** Everything a JAR says about itself: manifest, coordinates, and what its classes need and refer to. */
export async function readJar(file: SourceFile, budget: UnpackBudget): Promise<Reading<Jar>> {
  const reading = await unpack([file], { javaArchives: true, nested: false, budget });
  if (!reading.ok) return reading;
  const prefix = `${file.name}/`;
  const entries = reading.report.files.map(({ name, bytes }) => ({
    name: name.startsWith(prefix) ? name.slice(prefix.length) : name,
    bytes,
  }));
  const manifest = textOf(entries, /^META-INF\/MANIFEST\.MF$/i);
  const headers = readManifest(manifest ?? "");
  const properties = propertiesOf(entries);
  const classes = readClasses(entries);
  const named = readJarName(file.name);
  const bundle = headers.get("Bundle-SymbolicName")?.split(";", 1)[0]?.trim() ?? null;
  return {
    ok: true,
    report: {
      name: properties?.artifact ?? bundle ?? named?.artifact ?? file.name,
      version:
        properties?.version ??
        headers.get("Bundle-Version") ??
        headers.get("Implementation-Version") ??
        named?.version ??
        null,
      coordinates: properties ? `${properties.group}:${properties.artifact}` : null,
      bundle,
      java: classes.major === null ? null : releaseOfMajor(classes.major),
      classes: classes.count,
      packages: classes.packages,
      imports: readImports(headers.get("Import-Package") ?? ""),
      inside: entries.flatMap(({ name }) => {
        const jar = readJarName(name);
        return jar === null
          ? []
          : [{ group: null, ...jar, scope: null, file: `${prefix}${name}`, line: null }];
      }),
      gaps: [
        ...(manifest === null ? ["It has no manifest."] : []),
        ...(classes.broken > 0 ? [`${classes.broken} of its class files can't be read.`] : []),
      ],
    },
  };
}

function readClasses(entries: readonly SourceFile[]) {
  const packages = new Set<string>();
  const own = new Set<string>();
  let major: number | null = null;
  let count = 0;
  let broken = 0;
  for (const { name, bytes } of entries) {
    // Classes for newer releases of Java, which older ones never load; and what only describes a module or package.
    if (!name.endsWith(".class") || /^META-INF\/|(^|\/)(module|package)-info\.class$/.test(name)) continue;
    const read = readClassFile(bytes);
    if (read === null) {
      broken += 1;
      continue;
    }
    count += 1;
    major = Math.max(major ?? 0, read.major);
    for (const found of read.packages) packages.add(found);
    const path = name.replace(/^(WEB-INF|BOOT-INF)\/classes\//, "");
    own.add(path.slice(0, Math.max(0, path.lastIndexOf("/"))).replaceAll("/", "."));
  }
  // What it brings along is not what it needs.
  return { major, count, broken, packages: [...packages].filter((name) => !own.has(name)).sort() };
}

function textOf(entries: readonly SourceFile[], name: RegExp): string | null {
  const entry = entries.find((file) => name.test(file.name));
  return entry ? readText(entry.bytes) : null;
}

/** The JAR's own coordinates; a JAR that has taken in others has several and says nothing for sure. */
function propertiesOf(entries: readonly SourceFile[]) {
  const found = entries.filter(({ name }) => /^META-INF\/maven\/[^/]+\/[^/]+\/pom\.properties$/.test(name));
  const [only] = found;
  if (!only || found.length > 1) return null;
  const text = readText(only.bytes) ?? "";
  const value = (key: string) => new RegExp(`^${key}=(.{1,200})$`, "m").exec(text)?.[1]?.trim();
  const [group, artifact, version] = [value("groupId"), value("artifactId"), value("version")];
  return group && artifact ? { group, artifact, version: version ?? null } : null;
}
