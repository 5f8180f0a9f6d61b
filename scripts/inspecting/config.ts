import { readdir } from "node:fs/promises";
import { basename } from "node:path";
import { unpack } from "@/analysers/archive";
import { analyseConfiguration } from "@/analysers/configuration/analyse";
import { configurationKnowledgeSchema } from "@/analysers/configuration/knowledge";
import type { ConfigurationReport } from "@/analysers/configuration/report";
import type { SourceFile, Unreadable } from "@/analysers/limits";
import type { LoadedKnowledge } from "@/analysers/load-knowledge";
import type { ConfigurationKnowledge } from "@/domain/configuration/knowledge";
import { compareVersions, isVersion } from "@/domain/version";
import type { InspectCommand, Inspected, InspectIo } from "./command";
import { knowledgeOf } from "./knowledge";

type Wanted = { files: string[]; from: string | null; to: string | null; product: string | null };

/** `config`: what becomes of every setting of these configuration files on the way from one release to another. */
export const inspectConfig = {
  name: "config",
  usage: "config FILE… --from VERSION --to VERSION",
  async run(args: readonly string[], io: InspectIo): Promise<Inspected> {
    const { wanted, wrong } = readArguments(args);
    const { from, to } = wanted;
    if (wrong.length > 0 || from === null || to === null) return { unusable: wrong };
    const known = await onlyKnowledge(wanted.product, io.products);
    if ("unusable" in known) return known;
    const files: SourceFile[] = [];
    const unusable: string[] = [];
    for (const name of wanted.files) {
      try {
        const bytes = name === "-" ? await io.stdin() : await io.readFile(name);
        // What comes through a pipe has no name: it is the file everybody has.
        files.push({ name: name === "-" ? known.knowledge.tomlFile : name, bytes });
      } catch (error) {
        unusable.push(
          `${name}: can't be opened (${error instanceof Error ? error.message : "unknown reason"}).`,
        );
      }
    }
    if (unusable.length > 0) return { unusable };
    const unpacked = await unpack(files);
    if (!unpacked.ok) return { unusable: unpacked.problems.map(placed) };
    const reading = analyseConfiguration(unpacked.report.files, { from, to, knowledge: known.knowledge });
    return reading.ok ? inspected(reading.report) : { unusable: reading.problems.map(placed) };
  },
} satisfies InspectCommand;

function readArguments(args: readonly string[]): { wanted: Wanted; wrong: readonly string[] } {
  const wanted: Wanted = { files: [], from: null, to: null, product: null };
  const wrong: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? "";
    const option = /^--(from|to|product)(?:=(.*))?$/.exec(argument);
    if (option === null) {
      if (argument.startsWith("--"))
        wrong.push(`${argument} is not known here. Usage: ${inspectConfig.usage}`);
      else wanted.files.push(argument);
      continue;
    }
    if (option[2] === undefined) at += 1;
    const value = option[2] ?? args[at] ?? "";
    if (option[1] === "product") wanted.product = value;
    else if (!isVersion(value)) wrong.push(`--${option[1]} needs a release such as 4.5.0.`);
    else if (option[1] === "from") wanted.from = value;
    else wanted.to = value;
  }
  if (wanted.files.length === 0)
    wrong.push("Name at least one configuration file, or - to read from a pipe.");
  for (const side of ["from", "to"] as const) {
    if (wanted[side] === null && wrong.every((one) => !one.startsWith(`--${side} `)))
      wrong.push(`--${side} is missing.`);
  }
  if (wanted.from !== null && wanted.to !== null && compareVersions(wanted.from, wanted.to) >= 0) {
    wrong.push(`${wanted.to} is not newer than ${wanted.from}: an upgrade only goes up.`);
  }
  return { wanted, wrong };
}

async function onlyKnowledge(
  product: string | null,
  products: string,
): Promise<LoadedKnowledge<ConfigurationKnowledge> | { unusable: readonly string[] }> {
  const folders = (await readdir(products, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).filter((name) => product === null || name === product);
  const found: LoadedKnowledge<ConfigurationKnowledge>[] = [];
  for (const name of names.sort()) {
    const known = await knowledgeOf(products, name, "configuration", configurationKnowledgeSchema);
    if (known !== null && "unusable" in known) return known;
    if (known !== null) found.push(known);
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const which = found.map(({ knowledge }) => knowledge.product).join(", ");
  return {
    unusable: [
      found.length === 0
        ? `There is no knowledge of the configuration of ${product ?? "any product"} in ${products}.`
        : `Say which product with --product: ${which}.`,
    ],
  };
}

function placed({ file, line, column, message }: Unreadable): string {
  const place = line === null ? "" : `:${line}${column === null ? "" : `:${column}`}`;
  return `${file}${place}: ${message}`;
}

function inspected(report: ConfigurationReport): Inspected {
  const { sums } = report;
  const places = new Map(
    report.settings.map((one) => [one.key, one.line === null ? "" : `${basename(one.file)}:${one.line}`]),
  );
  const parts = [
    `${sums.carried} carried`,
    `${sums.renamed} renamed`,
    `${sums.dropped} dropped`,
    `${sums.defaulted} left to the default`,
    `${sums.unknown} unknown`,
  ];
  const must = report.findings.filter(({ level }) => level === "must_act").length;
  return {
    json: report,
    findings: report.findings,
    table: {
      columns: ["Level", "Setting", "Place", "Was", "Becomes", "Why"],
      rows: report.findings.map((one) => [
        one.level,
        one.key,
        places.get(one.key) ?? "",
        one.from ?? "",
        one.to ?? "",
        one.message,
      ]),
    },
    summary: `${sums.read} settings read: ${parts.join(", ")}. ${must} findings must be acted on, ${sums.secrets} settings are secret.`,
  };
}
