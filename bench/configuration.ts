// How long an analysis of 5 MB of configuration takes: node --import tsx bench/configuration.ts
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyseConfiguration } from "../analysers/configuration/analyse";
import { configurationKnowledgeSchema } from "../analysers/configuration/knowledge";
import { targetFile } from "../analysers/configuration/target-file";
import type { SourceFile } from "../analysers/limits";
import { loadKnowledge } from "../analysers/load-knowledge";

const size = 5_000_000;
const fixtures = "analysers/configuration/fixtures";
const text = (path: string) => readFileSync(join(fixtures, path), "utf8");

/** The made-up file of 3.2.0 over and over, its tables under other names, with the remarks such files have. */
function largeToml(): SourceFile {
  const one = text("3.2.0/deployment.toml").replace(
    /^(?!\[|$)/gm,
    "# a remark as they stand in such files\n",
  );
  const parts: string[] = [];
  for (let at = 0, length = 0; length < size; at += 1) {
    const part =
      at === 0
        ? one
        : one.replace(
            /^\[(\[?)([\w.]+)\]/gm,
            (_, list: string, name: string) => `[${list}copy${at}.${name}]`,
          );
    parts.push(part);
    length += part.length;
  }
  return { name: "deployment.toml", bytes: new TextEncoder().encode(parts.join("\n")) };
}

/** The made-up files of 2.6.0, each grown by its own elements. */
function largeXml(): SourceFile[] {
  const names = readdirSync(join(fixtures, "2.6.0")).filter((name) => name.endsWith(".xml"));
  return names.map((name) => {
    const whole = text(`2.6.0/${name}`).replace(/^<\?xml.*\?>\s*/, "");
    const start = whole.indexOf(">", whole.search(/<\w/)) + 1;
    const end = whole.lastIndexOf("</");
    const inside = whole.slice(start, end);
    const copies = Math.ceil(size / names.length / inside.length);
    return {
      name,
      bytes: new TextEncoder().encode(whole.slice(0, start) + inside.repeat(copies) + whole.slice(end)),
    };
  });
}

const loaded = await loadKnowledge(
  "playbooks/wso2-api-manager",
  "configuration",
  configurationKnowledgeSchema,
);
if (loaded === null) throw new Error("no knowledge");
const cases: readonly { title: string; files: readonly SourceFile[]; from: string }[] = [
  { title: "TOML", files: [largeToml()], from: "3.2.0" },
  { title: "XML", files: largeXml(), from: "2.6.0" },
];
for (const { title, files, from } of cases) {
  const bytes = files.reduce((sum, file) => sum + file.bytes.byteLength, 0);
  const times: number[] = [];
  const work: number[] = [];
  let told = "";
  for (let run = 0; run < 5; run += 1) {
    const begun = performance.now();
    const before = process.cpuUsage();
    const reading = analyseConfiguration(files, { from, to: "4.5.0", knowledge: loaded.knowledge });
    times.push(performance.now() - begun);
    const used = process.cpuUsage(before);
    work.push((used.user + used.system) / 1000);
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
    const printed = performance.now();
    const target = targetFile(reading.report);
    told = `${reading.report.sums.read} settings; target of ${target.length} characters in ${Math.round(performance.now() - printed)} ms`;
  }
  const median = (of: readonly number[]) => Math.round([...of].sort((a, b) => a - b)[2] ?? 0);
  const all = times.map(Math.round).join(", ");
  console.log(
    `${title}: ${(bytes / 1e6).toFixed(1)} MB, ${told}; analysed in ${all} ms (median ${median(times)}; processor ${median(work)} ms)`,
  );
}
