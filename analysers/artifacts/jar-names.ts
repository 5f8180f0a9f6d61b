import type { Dependency } from "@/domain/artifact/facts";

/** An artefact and its version by the name of its file; null for a name that is no JAR's. */
export function readJarName(name: string): { artifact: string; version: string | null } | null {
  const file =
    name
      .trim()
      .split(/[/\\\s]/)
      .at(-1) ?? "";
  if (!/\.(jar|war|ear)$/i.test(file) || file.length < 5 || file.length > 300) return null;
  const base = file.slice(0, -4);
  // The version begins where a number follows a separator: a-b_1.2.3.x4. In log4j-1.2-api-2.17 it is the last of them.
  const early = /^(.+?)[-_](\d[\w.+-]*)$/.exec(base);
  const twice = /[-_](?!alpha|beta|rc|snapshot)[a-z]{2,}[-_]\d/i.test(early?.[2] ?? "");
  const [, artifact, version] = (twice ? /^(.+)[-_](\d[\w.+]*)$/.exec(base) : early) ?? [];
  return artifact === undefined || version === undefined
    ? { artifact: base, version: null }
    : { artifact, version };
}

/** What a list of JARs names, a line each: plain names, paths, or what `ls -l`, `dir` and `find` print. */
export function readJarList(file: string, text: string): Dependency[] {
  return text.split(/\r\n|\n|\r/).flatMap((line, at) => {
    const words = line.slice(0, 2_000).split(/[/\\\s"',;:]+/);
    const name = words.find((word) => /\.(jar|war|ear)$/i.test(word));
    const read = name === undefined ? null : readJarName(name);
    return read === null ? [] : [{ group: null, ...read, scope: null, file, line: at + 1 }];
  });
}
