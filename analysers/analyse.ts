import type { z } from "zod";
import type { Analyser } from "@/domain/analyser";
import type { FindingLevel } from "@/domain/finding";
import { applicationKnowledge } from "./applications/knowledge";
import { readApplications } from "./applications/read";
import type { ApplicationsReport } from "./applications/report";
import { unpack } from "./archive";
import { analyseArtifact } from "./artifacts/analyse";
import { artifactKnowledge, noArtifactKnowledge } from "./artifacts/knowledge";
import { artifactReport } from "./artifacts/report";
import { certificateKnowledgeSchema } from "./certificates/knowledge";
import { readStore } from "./certificates/read-store";
import type { StoresReport } from "./certificates/stores-report";
import { analyseConfiguration } from "./configuration/analyse";
import { configurationKnowledgeSchema } from "./configuration/knowledge";
import { readConfigurationReport } from "./configuration/report-file";
import { foundItems } from "./found-items";
import type { Reading, SourceFile, Unreadable } from "./limits";
import { folderOf, loadKnowledge } from "./load-knowledge";

/** What files of an upgrade are judged by. */
export interface Asked {
  /** Id of the playbook, which is the name of the product's folder. */
  product: string;
  from: string;
  to: string;
  now: Date;
}

/** What is asked of certificates besides. */
export interface AskedOfStores {
  password: string | null;
  window: { start: string; end: string } | null;
  hypercareDays: number;
}

/** A report as it is kept, with what it was judged by and how many secrets were left out of it. */
export interface Analysed {
  report: unknown;
  knowledgeSha256: string;
  secretsDropped: number;
}

/** A report with how many findings of each level its items have. */
export type Judged = Analysed & { counts: Record<FindingLevel, number> };

const none = "0".repeat(64);
const refuse = (file: string, message: string): { ok: false; problems: Unreadable[] } => ({
  ok: false,
  problems: [{ file, line: null, column: null, message }],
});

/** What is to be read, by which analyser, and what it is judged by. */
export interface Question {
  analyser: Analyser;
  files: readonly SourceFile[];
  asked: Asked;
  stores: AskedOfStores;
}

/** Reads the files with an analyser and judges them. What can't be read is answered as problems with their place. */
export async function analyse(question: Question): Promise<Reading<Judged>> {
  const reading = await read(question);
  if (!reading.ok) return reading;
  const counts = { info: 0, attention: 0, must_act: 0 };
  for (const item of await foundItems(question.analyser, reading.report.report, question.asked))
    for (const { level } of item.findings) counts[level] += 1;
  return { ok: true, report: { ...reading.report, counts } };
}

function read({ analyser, files, asked, stores }: Question): Promise<Reading<Analysed>> {
  switch (analyser) {
    case "configuration":
      return analyseFiles(files, asked);
    case "certificates":
      return analyseStores(files, asked, stores);
    case "artifact":
      return analyseArtifacts(files, asked);
    case "applications":
      return analyseApplications(files, asked);
  }
}

const isJson = (files: readonly SourceFile[]) => files.length === 1 && files[0]?.bytes[0] === 0x7b;

/** A report that was made elsewhere by the same analyser, handed in instead of the files. */
function asReport<Report>(files: readonly SourceFile[], schema: z.ZodType<Report>): Report | null {
  const [file] = files;
  if (file === undefined || !isJson(files)) return null;
  try {
    const { data } = schema.safeParse(JSON.parse(new TextDecoder().decode(file.bytes)));
    return data ?? null;
  } catch {
    return null;
  }
}

async function analyseFiles(
  files: readonly SourceFile[],
  { product, from, to }: Asked,
): Promise<Reading<Analysed>> {
  const loaded = await loadKnowledge(folderOf(product), "configuration", configurationKnowledgeSchema);
  if (!loaded)
    return refuse(files[0]?.name ?? "", "Nothing is known of the configuration of this product yet.");
  const own = isJson(files) ? readConfigurationReport(files[0] as SourceFile) : null;
  if (own && !own.ok) return own;
  const given = own?.report ?? null;
  if (given && (given.from !== from || given.to !== to))
    return refuse(
      files[0]?.name ?? "",
      `The report is for ${given.from} to ${given.to}, the upgrade for ${from} to ${to}.`,
    );
  const unpacked = await unpack(files);
  if (!unpacked.ok) return unpacked;
  const reading = given
    ? { ok: true as const, report: given }
    : analyseConfiguration(unpacked.report.files, { from, to, knowledge: loaded.knowledge });
  if (!reading.ok) return reading;
  const { report } = reading;
  return {
    ok: true,
    report: { report, knowledgeSha256: loaded.sha256, secretsDropped: report.sums.secrets },
  };
}

async function analyseStores(
  files: readonly SourceFile[],
  { product }: Asked,
  { password, window, hypercareDays }: AskedOfStores,
): Promise<Reading<Analysed>> {
  const loaded = await loadKnowledge(folderOf(product), "certificates", certificateKnowledgeSchema);
  const unpacked = await unpack(files);
  if (!unpacked.ok) return unpacked;
  const readings = unpacked.report.files.map((file) => readStore(file, password));
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems));
  if (problems.length > 0) return { ok: false, problems };
  const stores = readings.flatMap((reading) => (reading.ok ? [reading.report] : []));
  const secretsDropped = stores
    .flatMap(({ entries }) => entries)
    .filter(({ kind }) => kind !== "trusted").length;
  const report: StoresReport = { schema: 1, kind: "certificates", stores, window, hypercareDays };
  return { ok: true, report: { report, knowledgeSha256: loaded?.sha256 ?? none, secretsDropped } };
}

async function analyseArtifacts(
  files: readonly SourceFile[],
  { product, from, to }: Asked,
): Promise<Reading<Analysed>> {
  const loaded = await loadKnowledge(folderOf(product), "artifacts", artifactKnowledge);
  const given = asReport(files, artifactReport);
  const reading = given
    ? { ok: true as const, report: given }
    : await analyseArtifact(files, { from, to, knowledge: loaded?.knowledge ?? noArtifactKnowledge });
  if (!reading.ok) return reading;
  return {
    ok: true,
    report: { report: reading.report, knowledgeSha256: loaded?.sha256 ?? none, secretsDropped: 0 },
  };
}

async function analyseApplications(
  files: readonly SourceFile[],
  { product, from, to, now }: Asked,
): Promise<Reading<Analysed>> {
  const loaded = await loadKnowledge(folderOf(product), "applications", applicationKnowledge);
  if (!loaded) return refuse(files[0]?.name ?? "", "Nothing is known of this product's applications yet.");
  const { knowledge, sha256: knowledgeSha256 } = loaded;
  const reading = together(
    files,
    files.map((file) => readApplications(file, { knowledge, from, to, now })),
  );
  if (!reading.ok) return reading;
  const { report } = reading;
  return { ok: true, report: { report, knowledgeSha256, secretsDropped: report.secretsDropped } };
}

/** One report of files that each hold some of the applications; an application in two of them is nobody's to merge. */
function together(
  files: readonly SourceFile[],
  readings: readonly Reading<ApplicationsReport>[],
): Reading<ApplicationsReport> {
  const problems = readings.flatMap((reading) => (reading.ok ? [] : reading.problems));
  const fileOf = new Map<string, string>();
  for (const [at, reading] of readings.entries()) {
    const file = files[at]?.name ?? "";
    for (const { key, name } of reading.ok ? reading.report.applications : []) {
      const other = fileOf.get(key);
      if (other === undefined) fileOf.set(key, file);
      else problems.push(...refuse(file, `“${name}” of the same owner is in “${other}”, too.`).problems);
    }
  }
  const [first, ...rest] = readings.flatMap((reading) => (reading.ok ? [reading.report] : []));
  if (problems.length > 0 || first === undefined) return { ok: false, problems };
  return { ok: true, report: rest.reduce(joinedReport, first) };
}

function joinedReport(a: ApplicationsReport, b: ApplicationsReport): ApplicationsReport {
  const sums = Object.entries(a.counts).map(([name, count]) => [
    name,
    count + b.counts[name as keyof ApplicationsReport["counts"]],
  ]);
  return {
    schema: 1,
    applications: [...a.applications, ...b.applications],
    counts: Object.fromEntries(sums) as ApplicationsReport["counts"],
    secretsDropped: a.secretsDropped + b.secretsDropped,
    notes: [...a.notes, ...b.notes],
  };
}
