import { beginBudget, isZip, type UnpackBudget, unpack } from "@/analysers/archive";
import { readGradle } from "@/analysers/artifacts/gradle";
import { readJar } from "@/analysers/artifacts/jar";
import { readJarList } from "@/analysers/artifacts/jar-names";
import { javaRelease } from "@/analysers/artifacts/java-release";
import { type Pom, readPom } from "@/analysers/artifacts/pom";
import { resolvePoms } from "@/analysers/artifacts/pom-resolving";
import type { ArtifactReport, ReadArtifact } from "@/analysers/artifacts/report";
import { limits, type Reading, type SourceFile, type Unreadable } from "@/analysers/limits";
import { readText } from "@/analysers/read-text";
import type { ArtifactFacts, ArtifactKnowledge } from "@/domain/artifact/facts";
import { judgeArtifact } from "@/domain/artifact/judge";
import { isVersion } from "@/domain/version";

export type ArtifactAsked = {
  /** The release the artefacts run on now; null when nobody said. */
  readonly from: string | null;
  readonly to: string;
  readonly knowledge: ArtifactKnowledge;
};

/** An artefact as it was read, before it is judged. */
type Draft = Omit<ReadArtifact, "findings">;

/**
 * Reads Maven and Gradle builds, lists of JARs and JARs, also in a ZIP, and says what stands between them and a
 * release. Files of an archive that are none of these are passed over; a file handed in by itself is refused.
 */
export async function analyseArtifact(
  files: readonly SourceFile[],
  { from, to, knowledge }: ArtifactAsked,
): Promise<Reading<ArtifactReport>> {
  if (!isVersion(to))
    return refused(files[0]?.name ?? "", `“${to.slice(0, 40)}” is not a release. Name it like 4.5.0.`);
  const size = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > limits.uploadBytes)
    return refused(
      files[0]?.name ?? "",
      `The files are larger than ${limits.uploadBytes / 1024 / 1024} MiB together. Hand them in a few at a time.`,
    );
  const budget = beginBudget();
  const unpacked = await unpack(files, { budget });
  if (!unpacked.ok) return unpacked;
  const handed = new Set(files.map(({ name }) => name));
  const drafts: Draft[] = [];
  const poms: Pom[] = [];
  const problems: Unreadable[] = [];
  for (const file of unpacked.report.files) {
    const read = await readOne(file, handed.has(file.name), budget);
    problems.push(...read.problems);
    drafts.push(...read.drafts);
    poms.push(...read.poms);
  }
  drafts.push(...resolvePoms(poms).map(draftOfPom));
  if (problems.length > 0) return { ok: false, problems };
  if (drafts.length === 0)
    return refused(
      files[0]?.name ?? "",
      "There is no pom.xml, Gradle build, JAR or list of JAR names in what was handed in.",
    );
  const artifacts = drafts.map((draft) => ({
    ...draft,
    findings: judgeArtifact(factsOf(draft), { from, to }, knowledge),
  }));
  return { ok: true, report: { schema: 1, from, to, artifacts } };
}

/** Builds and lists are small: what is larger is something else. */
const largestText = 5 * 1024 * 1024;

type Read = { drafts: Draft[]; poms: Pom[]; problems: readonly Unreadable[] };

const nothing: Read = { drafts: [], poms: [], problems: [] };

async function readOne(file: SourceFile, handedIn: boolean, budget: UnpackBudget): Promise<Read> {
  const base = file.name.split("/").at(-1) ?? "";
  if (isZip(file.bytes)) {
    if (!/\.(jar|war)$/i.test(base)) return nothing;
    const jar = await readJar(file, budget);
    if (!jar.ok) return { ...nothing, problems: jar.problems };
    const { coordinates, name, inside, ...rest } = jar.report;
    const key = coordinates ?? name;
    const draft = { ...rest, key, title: key, kind: "jar" as const, file: file.name, compiled: true };
    return { ...nothing, drafts: [{ ...draft, packages: [...rest.packages], ...copies(rest, inside) }] };
  }
  if (/\.(jar|war)$/i.test(base))
    return problem(file, "is not a JAR: it does not begin like one. Fetch it again.");
  if (file.bytes.length > largestText)
    return handedIn ? problem(file, "is larger than any build or list is. Hand in only these.") : nothing;
  const text = readText(file.bytes);
  if (text === null)
    return handedIn ? problem(file, "is neither text nor a JAR. Hand in a build, a list or a JAR.") : nothing;
  if (/(^|[.-])pom(\.xml)?$/i.test(base) || (handedIn && /^\s*<(\?xml|project)/.test(text))) {
    const read = readPom(file.name, text);
    return "pom" in read ? { ...nothing, poms: [read.pom] } : { ...nothing, problems: [read.problem] };
  }
  if (/\.gradle(\.kts)?$/i.test(base)) return gradle(file.name, text, handedIn);
  return handedIn || /\.(txt|lst|list)$/i.test(base) ? list(file, text, handedIn) : nothing;
}

function copies(
  jar: { imports: readonly ReadArtifact["imports"][number][]; gaps: readonly string[] },
  inside: readonly ReadArtifact["dependencies"][number][],
) {
  return { imports: [...jar.imports], gaps: [...jar.gaps], dependencies: [...inside] };
}

function gradle(file: string, text: string, handedIn: boolean): Read {
  const build = readGradle(file, text);
  if (build.dependencies.length + build.elsewhere.length === 0 && !handedIn) return nothing;
  const folder = file.split("/").at(-2);
  const key = folder ?? file;
  const gaps = build.elsewhere.map(
    (name) => `It takes ${name} from outside this file, which is not read: look it up there.`,
  );
  return {
    ...nothing,
    drafts: [
      {
        ...empty,
        key: `gradle:${key}`,
        title: key,
        kind: "gradle",
        file,
        java: build.java === null ? null : javaRelease(build.java),
        dependencies: [...build.dependencies],
        gaps,
      },
    ],
  };
}

function list(file: SourceFile, text: string, handedIn: boolean): Read {
  const found = readJarList(file.name, text);
  if (found.length === 0)
    return handedIn
      ? problem(file, "names no JAR, and is no pom.xml or Gradle build. Hand in one of these.")
      : nothing;
  return {
    ...nothing,
    drafts: found.map((dependency) => ({
      ...empty,
      key: dependency.artifact,
      title: dependency.artifact,
      kind: "list",
      file: file.name,
      version: dependency.version,
      dependencies: [dependency],
      gaps: ["Only its name is known: hand in the JAR itself to see what it needs."],
    })),
  };
}

function draftOfPom({
  pom,
  group,
  version,
  dependencies,
  java,
  missingParent,
}: ReturnType<typeof resolvePoms>[number]): Draft {
  const key = `${group ?? ""}:${pom.artifact}`;
  const open = dependencies.filter((dependency) => dependency.version === null).length;
  const gaps = [
    ...(open > 0 && missingParent
      ? [`${open} of its versions come from ${missingParent} or a build it imports, which was not handed in.`]
      : open > 0
        ? [`${open} of its versions are not in what was handed in.`]
        : []),
  ];
  return {
    ...empty,
    key,
    title: key,
    kind: "maven",
    file: pom.file,
    version,
    java: java === null ? null : javaRelease(java),
    dependencies: [...dependencies],
    gaps,
  };
}

const empty = {
  version: null,
  java: null,
  compiled: false,
  bundle: null,
  classes: 0,
  dependencies: [],
  packages: [],
  imports: [],
};

function factsOf({ title, dependencies, java, compiled, packages, imports }: Draft): ArtifactFacts {
  return { name: title, dependencies, java, compiled, packages, imports };
}

function problem(file: SourceFile, message: string): Read {
  return {
    ...nothing,
    problems: [{ file: file.name, line: null, column: null, message: `“${file.name}” ${message}` }],
  };
}

function refused(file: string, message: string): { ok: false; problems: Unreadable[] } {
  return { ok: false, problems: [{ file, line: null, column: null, message }] };
}
