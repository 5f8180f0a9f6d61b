import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import { isBefore } from "@/domain/version";
import { limits, type SourceFile, type Unreadable } from "../limits";
import { type FileGuide, guideByRoot, guidesOf } from "./known-files";

/** Which of the files are configuration, and why the others are not read. */
export type ChosenFiles = {
  readonly toml: SourceFile | null;
  readonly old: readonly { readonly file: SourceFile; readonly guide: FileGuide }[];
  readonly ignored: readonly { readonly name: string; readonly reason: string }[];
  readonly problems: readonly Unreadable[];
};

/** Chooses what to read: the one TOML file, or the files of the old model where there is none. */
export function chooseFiles(
  files: readonly SourceFile[],
  from: string,
  knowledge: ConfigurationKnowledge,
): ChosenFiles {
  const ignored: { name: string; reason: string }[] = [];
  const tomls = files.filter(({ name }) => /\.toml$/i.test(name));
  const main = tomls.filter(({ name }) => baseName(name) === knowledge.tomlFile.toLowerCase());
  const toml = main[0] ?? (tomls.length === 1 ? tomls[0] : undefined) ?? null;
  const problems: Unreadable[] = [];
  if (main.length > 1) {
    problems.push(
      problem(
        main[1]?.name ?? knowledge.tomlFile,
        `There are ${main.length} files named ${knowledge.tomlFile}. Upload the files of one node at a time.`,
      ),
    );
  }
  for (const { name } of tomls) {
    if (name !== toml?.name)
      ignored.push({ name, reason: "Not the file this installation is configured by." });
  }
  const generated = toml !== null && knowledge.tomlSince !== null && !isBefore(from, knowledge.tomlSince);
  const found = new Map<string, { file: SourceFile; guide: FileGuide }>();
  for (const file of files) {
    if (/\.toml$/i.test(file.name)) continue;
    const guide = guideFor(file, knowledge);
    if (guide === null) {
      ignored.push({ name: file.name, reason: "Not among the configuration files we know." });
    } else if (generated) {
      const reason = `Written anew from ${knowledge.tomlFile} at every start, so it holds nothing of its own.`;
      ignored.push({ name: file.name, reason });
    } else {
      const rival = found.get(guide.file.name);
      const better = rival === undefined || (!endsWell(rival.file, guide) && endsWell(file, guide));
      const loser = better ? rival?.file : file;
      if (better) found.set(guide.file.name, { file, guide });
      if (loser !== undefined) {
        ignored.push({ name: loser.name, reason: `There is another ${guide.file.name}, which was read.` });
      }
    }
  }
  const old = [...found.values()].sort((a, b) => (a.guide.file.name < b.guide.file.name ? -1 : 1));
  const bytes = [...(toml === null ? [] : [toml]), ...old.map(({ file }) => file)];
  if (bytes.reduce((sum, file) => sum + file.bytes.byteLength, 0) > limits.uploadBytes) {
    const most = Math.floor(limits.uploadBytes / 1024 / 1024);
    problems.push(
      problem(files[0]?.name ?? "", `The configuration is larger than ${most} MB. None is; check the files.`),
    );
  }
  if (toml === null && old.length === 0 && problems.length === 0) {
    const message = `No configuration file was found. Upload ${knowledge.tomlFile}, or the XML files of an older release, one by one or as a zip.`;
    problems.push(problem(files[0]?.name ?? knowledge.tomlFile, message));
  }
  return { toml, old, ignored, problems };
}

function problem(file: string, message: string): Unreadable {
  return { file, line: null, column: null, message };
}

function baseName(name: string): string {
  return name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1).toLowerCase();
}

function endsWell(file: SourceFile, guide: FileGuide): boolean {
  return file.name.replaceAll("\\", "/").endsWith(guide.file.path);
}

function guideFor(file: SourceFile, knowledge: ConfigurationKnowledge): FileGuide | null {
  const known = guidesOf(knowledge).get(baseName(file.name));
  if (known !== undefined) return known;
  if (!/\.xml$/i.test(file.name)) return null;
  const start = new TextDecoder().decode(file.bytes.subarray(0, 20_000)).replace(/<!--[\s\S]*?-->/g, "");
  const root = /<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(start)?.[1];
  return root === undefined ? null : guideByRoot(knowledge, root);
}
