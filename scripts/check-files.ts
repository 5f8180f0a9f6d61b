// npm run check:files: the names, places and sizes of files. Imports are the business of .dependency-cruiser.cjs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export type Finding = { file: string; says: string; fails: boolean };

const rooms = [
  "analysers",
  "app",
  "bench",
  "components",
  "domain",
  "e2e",
  "features",
  "lib",
  "prisma/seed",
  "scripts",
];
const product = /^(analysers|app|components|domain|features|lib)\//;
const test = /\.(test|fixture)\.tsx?$/;
const drawers = ["helper", "helpers", "manager", "misc", "util", "utils"];
/** Words the glossary gives another name to: docs/glossary.md. */
const foreign: Record<string, string> = {
  approval: "sign-off",
  attachment: "evidence",
  campaign: "upgrade",
  milestone: "gate",
  override: "waiver",
  project: "upgrade",
  requirement: "use case",
  similarity: "parity",
  stage: "environment",
  task: "step",
  todo: "step",
};

/** Everything in the tree that breaks a rule of the house, worst first. */
export function checkTree(root: string): Finding[] {
  const files = rooms.flatMap((room) => listFiles(root, room));
  return [
    ...files.flatMap((file) => [...placeOf(file), ...nameOf(file)]),
    ...files
      .filter((file) => /\.(tsx?|mjs|cjs|css)$/.test(file))
      .flatMap((file) => contentOf(file, read(root, file))),
    ...twoForms(files),
    ...listFiles(root, "prisma/schema").flatMap((file) => modelsWithoutWords(file, read(root, file))),
    ...listFiles(root, "docs/decisions").flatMap((file) => decision(file, read(root, file))),
  ].sort((a, b) => Number(b.fails) - Number(a.fails) || (a.file < b.file ? -1 : 1));
}

function read(root: string, file: string): string {
  return readFileSync(join(root, file), "utf8");
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, path);
    return entry.isFile() ? [path] : [];
  });
}

const fault = (file: string, says: string): Finding => ({ file, says, fails: true });

/** features/<noun>/ holds four files and one folder; a schema, queries and commands may be a folder of files each. */
function placeOf(file: string): Finding[] {
  const [room, noun, ...rest] = file.split("/");
  if (room !== "features") return [];
  const inside = rest.join("/");
  if (/^(schema|queries|commands|actions)\.ts$/.test(inside) || test.test(inside)) {
    return rest.length <= 2 ? [] : [fault(file, "tests lie beside what they test")];
  }
  if (/^(schema|queries|commands)\/[a-z0-9-]+\.ts$/.test(inside)) return [];
  if (/^components\/[a-z0-9-]+\.(tsx?|css)$/.test(inside)) return [];
  return [
    fault(
      file,
      `features/${noun}/ holds schema.ts, queries.ts, commands.ts, actions.ts and components/, nothing else`,
    ),
  ];
}

function twoForms(files: string[]): Finding[] {
  return files
    .filter((file) => /^features\/[^/]+\/(schema|queries|commands)\.ts$/.test(file))
    .filter((file) => files.some((other) => other.startsWith(`${file.slice(0, -3)}/`) && !test.test(other)))
    .map((file) => fault(file, "is there as a file and as a folder: one of them"));
}

function nameOf(file: string): Finding[] {
  const path = file.split("/");
  const name = path.at(-1) ?? "";
  const words = path.flatMap((part) => part.replace(/^[[(@.]+|[\])]+$/g, "").split(/[-._]/));
  const findings: Finding[] = [];
  if (/^index\.[a-z]+$/.test(name))
    findings.push(fault(file, "no barrels: import from the file that has it"));
  const drawer = words.find((word) => drawers.includes(word.toLowerCase()));
  if (drawer) findings.push(fault(file, `"${drawer}" says nothing: name what it does`));
  const word = product.test(file)
    ? words.find((part) => foreign[part] ?? foreign[part.replace(/s$/, "")])
    : undefined;
  if (word)
    findings.push(
      fault(file, `"${word}" is called ${foreign[word] ?? foreign[word.replace(/s$/, "")]} here`),
    );
  return findings;
}

function contentOf(file: string, text: string): Finding[] {
  const lines = text.split("\n");
  const findings: Finding[] = [];
  if (lines.length > 500) findings.push(fault(file, `${lines.length} lines; 500 is the end`));
  else if (lines.length > 300)
    findings.push({ file, says: `${lines.length} lines; think about 300`, fails: false });
  if (product.test(file) && !test.test(file) && file !== "lib/env.ts") {
    // Next itself replaces this one at build time; it is no setting.
    const reads = text.replaceAll("process.env.NEXT_RUNTIME", "").includes("process.env");
    if (reads) findings.push(fault(file, "reads process.env: only lib/env.ts does"));
  }
  const open = lines.findIndex((line) => /\b(TODO|FIXME|XXX)\b|coming soon/.test(line));
  if (product.test(file) && open >= 0) findings.push(fault(file, `line ${open + 1} leaves something open`));
  if (/^(analysers|domain|lib)\//.test(file) && !test.test(file))
    findings.push(...exportsWithoutWords(file, lines));
  return findings;
}

function exportsWithoutWords(file: string, lines: string[]): Finding[] {
  return lines.flatMap((line, at) => {
    const exported = /^export (?:async )?(?:function|class) (\w+)/.exec(line)?.[1];
    if (!exported) return [];
    const before = lines.slice(0, at).findLast((other) => other.trim() !== "") ?? "";
    return before.trim().endsWith("*/")
      ? []
      : [fault(file, `${exported} says no contract: one or two sentences above it`)];
  });
}

function modelsWithoutWords(file: string, text: string): Finding[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    const model = /^model (\w+)/.exec(line)?.[1];
    return model && !lines[at - 1]?.startsWith("///")
      ? [fault(file, `model ${model} has no /// comment`)]
      : [];
  });
}

function decision(file: string, text: string): Finding[] {
  if (!/^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(file))
    return [fault(file, "is named 0001-like-this.md")];
  return text.trim().split("\n").length > 60 ? [fault(file, "a decision fits in 60 lines")] : [];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const findings = checkTree(process.cwd());
  for (const { file, says, fails } of findings) console.log(`${fails ? "error" : "warn "} ${file}: ${says}`);
  const faults = findings.filter(({ fails }) => fails).length;
  console.log(`${faults} errors, ${findings.length - faults} warnings`);
  process.exitCode = faults > 0 ? 1 : 0;
}
