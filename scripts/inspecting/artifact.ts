import { analyseArtifact } from "@/analysers/artifacts/analyse";
import { artifactKnowledge } from "@/analysers/artifacts/knowledge";
import type { Finding } from "@/domain/finding";
import type { InspectCommand, Inspected, InspectIo } from "./command";
import { knowledgeOf } from "./knowledge";

/** The product whose knowledge artefacts are judged by, unless another folder of playbooks is named. */
const product = "wso2-api-manager";

/** npm run inspect -- artifact: what stands between builds or JARs and a release. */
export const inspectArtifact: InspectCommand = {
  name: "artifact",
  usage: "artifact FILE… --to VERSION [--from VERSION] [--product NAME]",
  run: inspect,
};

async function inspect(args: readonly string[], io: InspectIo): Promise<Inspected> {
  const asked = readArguments(args);
  if ("unusable" in asked) return asked;
  const name = asked.product ?? product;
  const known = await knowledgeOf(io.products, name, "artifacts", artifactKnowledge);
  if (known === null)
    return { unusable: [`There is no knowledge of artefacts for “${name}” in ${io.products}.`] };
  if ("unusable" in known) return known;
  const { knowledge } = known;
  const files = [];
  for (const file of asked.files) {
    const bytes = file === "-" ? await io.stdin() : await read(io, file);
    if (bytes === null) return { unusable: [`${file}: can't be read. Is it there, and readable for you?`] };
    files.push({ name: file === "-" ? "standard input" : file, bytes });
  }
  const reading = await analyseArtifact(files, { from: asked.from, to: asked.to, knowledge });
  if (!reading.ok)
    return {
      unusable: reading.problems.map(({ file, line, message }) =>
        line === null ? `${file}: ${message}` : `${file}:${line}: ${message}`,
      ),
    };
  const { artifacts } = reading.report;
  const findings = artifacts.flatMap((artifact) => artifact.findings);
  return {
    json: reading.report,
    findings,
    table: {
      columns: ["artefact", "level", "what", "has", "needs", "says"],
      rows: artifacts.flatMap((artifact) =>
        artifact.findings.map((found) => [
          artifact.title,
          found.level,
          found.rule,
          found.from ?? "",
          found.to ?? "",
          found.message,
        ]),
      ),
    },
    summary: summaryOf(artifacts.length, findings, asked.to),
  };
}

function summaryOf(artifacts: number, findings: readonly Finding[], to: string): string {
  const count = (level: Finding["level"]) => findings.filter((found) => found.level === level).length;
  return `${artifacts} ${artifacts === 1 ? "artefact" : "artefacts"} on the way to ${to}: ${count("must_act")} to act on, ${count("attention")} to look at, ${count("info")} to know.`;
}

type Asked = { files: string[]; to: string; from: string | null; product: string | null };

function readArguments(args: readonly string[]): Asked | { unusable: string[] } {
  const files: string[] = [];
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    if (!arg.startsWith("--")) files.push(arg);
    else {
      const value = args[at + 1];
      if (!["--to", "--from", "--product"].includes(arg) || value === undefined)
        return { unusable: [`${arg} is not understood. Usage: ${inspectArtifact.usage}`] };
      options.set(arg, value);
      at += 1;
    }
  }
  const to = options.get("--to");
  const named = options.get("--product") ?? null;
  if (files.length === 0 || to === undefined || (named !== null && !/^[a-z0-9-]+$/.test(named)))
    return { unusable: [`Usage: ${inspectArtifact.usage}`] };
  return { files, to, from: options.get("--from") ?? null, product: named };
}

async function read(io: InspectIo, name: string): Promise<Uint8Array | null> {
  try {
    return await io.readFile(name);
  } catch {
    return null;
  }
}
