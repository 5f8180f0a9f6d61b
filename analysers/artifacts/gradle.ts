import type { Dependency } from "@/domain/artifact/facts";

export type GradleBuild = {
  readonly dependencies: readonly Dependency[];
  readonly java: string | null;
  /** What the build takes from somewhere else, in the words it uses. */
  readonly elsewhere: readonly string[];
};

const configuration =
  "(api|implementation|compile|compileOnly|compileOnlyApi|runtime|runtimeOnly|provided|providedCompile|providedRuntime|annotationProcessor|kapt|bundle|embed|shadow|testCompile|testImplementation|testRuntime|testRuntimeOnly|testCompileOnly|classpath)";
const named = new RegExp(`^\\s*(?:add\\(\\s*["'])?${configuration}\\b["']?\\s*[,( ]?\\s*(.*)$`);

/** Dependencies of a Gradle build, in Groovy or Kotlin, as far as they are written as text. Nothing is run. */
export function readGradle(file: string, text: string): GradleBuild {
  const lines = withoutComments(text).split(/\r\n|\n|\r/);
  const values = variables(lines);
  const dependencies: Dependency[] = [];
  const elsewhere = new Set<string>();
  let java: string | null = null;
  for (const [at, long] of lines.entries()) {
    const line = long.slice(0, 2_000);
    java ??= javaOf(line);
    const [, scope, rest] = named.exec(line) ?? [];
    if (scope === undefined || rest === undefined) continue;
    const found = dependencyIn(rest, values);
    if (found) dependencies.push({ ...found, scope, file, line: at + 1 });
    const catalog = /(?:^|\()\s*(?:platform\(|enforcedPlatform\()?\s*(libs\.[\w.-]+)/.exec(rest)?.[1];
    if (catalog) elsewhere.add(catalog);
    const local = /(?:files|fileTree|project)\s*\(.{0,200}/.exec(rest)?.[0];
    if (!found && local) elsewhere.add(local.trim().slice(0, 80));
  }
  return { dependencies, java, elsewhere: [...elsewhere] };
}

type Found = Pick<Dependency, "group" | "artifact" | "version">;

function dependencyIn(text: string, values: ReadonlyMap<string, string>): Found | null {
  const map = /\bgroup\s*[:=]\s*["']([^"']{1,200})["']/.exec(text)?.[1];
  if (map !== undefined) {
    const artifact = /\bname\s*[:=]\s*["']([^"']{1,200})["']/.exec(text)?.[1];
    const version = /\bversion\s*[:=]\s*(?:["']([^"']{1,200})["']|([\w.]{1,200}))/.exec(text);
    const bare = version?.[2];
    return artifact === undefined
      ? null
      : {
          group: filled(map, values),
          artifact: filled(artifact, values) ?? artifact,
          version:
            version?.[1] !== undefined
              ? filled(version[1], values)
              : bare === undefined
                ? null
                : (values.get(bare) ?? null),
        };
  }
  const quoted =
    /["']([^"':\s]{1,200}):([^"':\s]{1,200})(?::([^"'@:\s]{1,200}))?[^"']{0,200}["'](.{0,200})/.exec(text);
  const [, group, artifact, version, after] = quoted ?? [];
  if (group === undefined || artifact === undefined) return null;
  // 'g:a:' + version
  const added = /^["']?\s*\+\s*([\w.]{1,100})/.exec(after ?? "")?.[1];
  return {
    group: filled(group, values),
    artifact: filled(artifact, values) ?? artifact,
    version:
      version !== undefined
        ? filled(version, values)
        : added !== undefined
          ? (values.get(added) ?? null)
          : null,
  };
}

/** Names that are given a text: def x = "1", ext.x = '1', val x = "1", x = "1". */
function variables(lines: readonly string[]): Map<string, string> {
  const values = new Map<string, string>();
  for (const long of lines) {
    const [, name, value] =
      /^\s*(?:ext\s*\{\s*)?(?:def\s+|val\s+|var\s+|String\s+|set\(\s*["'])?(?:ext\.|project\.ext\.|extra\[")?([A-Za-z_][\w.]{0,100})["'\]]{0,2}\s*(?:[=,:]|by extra\()\s*["']([^"'$]{1,200})["']/.exec(
        long.slice(0, 500),
      ) ?? [];
    if (name !== undefined && value !== undefined) values.set(name, value);
  }
  return values;
}

function filled(text: string, values: ReadonlyMap<string, string>): string | null {
  const result = text.replace(
    /\$(?:\{([\w.]{1,100})\}|(\w{1,100}))/g,
    (whole, braced: string | undefined, plain: string | undefined) => {
      const name = (braced ?? plain ?? "").replace(/^(project|rootProject)\.(ext\.)?/, "");
      return values.get(name) ?? whole;
    },
  );
  return result.includes("$") ? null : result;
}

function javaOf(line: string): string | null {
  const match =
    /\b(?:targetCompatibility|sourceCompatibility)\s*[=( ]\s*["']?([\w.]{1,40})/.exec(line) ??
    /\bJavaLanguageVersion\.of\(\s*["']?(\d{1,2})/.exec(line) ??
    /\b(?:options\.)?release(?:\.set\(|\s*=)\s*(\d{1,2})/.exec(line) ??
    /\bjvmToolchain\(\s*(\d{1,2})/.exec(line);
  return match?.[1] ?? null;
}

/** Comments become blanks, so that lines stay where they are; what looks like one inside quotes stays. */
function withoutComments(text: string): string {
  let result = "";
  let quote = "";
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (quote !== "") {
      if (char === "\\") {
        result += two;
        at += 1;
        continue;
      }
      if (char === quote || char === "\n") quote = "";
      result += char;
    } else if (two === "//") {
      const end = text.indexOf("\n", at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (two === "/*") {
      const end = text.indexOf("*/", at + 2);
      const comment = text.slice(at, end < 0 ? text.length : end + 2);
      result += comment.replace(/[^\n]/g, " ");
      at += comment.length - 1;
    } else {
      if (char === '"' || char === "'") quote = char;
      result += char;
    }
  }
  return result;
}
