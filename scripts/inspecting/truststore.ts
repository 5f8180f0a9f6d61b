import { readdir } from "node:fs/promises";
import { z } from "zod";
import { certificateItems } from "@/analysers/certificates/items";
import { certificateKnowledgeSchema } from "@/analysers/certificates/knowledge";
import { readStore } from "@/analysers/certificates/read-store";
import { type StoreReport, storeReportSchema } from "@/analysers/certificates/report";
import { findingFields } from "@/analysers/finding-fields";
import { compareStores } from "@/domain/certificate/compare-stores";
import { calendarEntries, expiryCalendar } from "@/domain/certificate/expiry-calendar";
import type { EntryFacts, KnownDefault } from "@/domain/certificate/facts";
import { type Finding, sortFindings } from "@/domain/finding";
import { counted } from "@/domain/sentence";
import type { InspectCommand, Inspected, InspectIo } from "./command";
import { knowledgeOf } from "./knowledge";
import { type TruststoreAsked, truststoreArguments, truststoreUsage } from "./truststore-arguments";

const findingSchema = z.object(findingFields);

/** What `inspect truststore --json` prints. It may be uploaded in place of the store. */
export const truststoreOutput = z.object({
  schema: z.literal(1),
  command: z.literal("truststore"),
  at: z.iso.datetime().describe("The time certificates were judged at."),
  knowledge: z
    .record(z.string(), z.string())
    .describe("SHA-256 of the knowledge each product's default certificates were recognised by."),
  report: storeReportSchema,
  findings: z.array(findingSchema),
  calendar: z
    .array(
      z.object({
        month: z.string(),
        expiries: z.array(
          z.object({
            sha256: z.string(),
            name: z.string(),
            notAfter: z.iso.datetime(),
            places: z.array(z.string()),
          }),
        ),
      }),
    )
    .describe("Which certificates end in which month."),
  comparison: z
    .object({
      added: z.array(z.string()),
      removed: z.array(z.string()),
      replaced: z.array(z.string()),
      kept: z.array(z.string()),
    })
    .nullable()
    .describe("Aliases compared with those of --old; null without it."),
});

type Output = z.infer<typeof truststoreOutput>;

/** `npm run inspect -- truststore`: which certificates of a store have ended, end soon or are weak. */
export const inspectTruststore: InspectCommand = { name: "truststore", usage: truststoreUsage, run };

async function run(args: readonly string[], io: InspectIo): Promise<Inspected> {
  const asked = await truststoreArguments(args, io);
  if ("unusable" in asked) return asked;
  const known = await knowledgeOfAll(io.products);
  if ("unusable" in known) return known;
  const report = await reportOf(asked.file, asked, io);
  if ("unusable" in report) return report;
  const old = asked.old === null ? null : await reportOf(asked.old, asked, io);
  if (old !== null && "unusable" in old) return old;

  const { at: now, window, hypercareDays } = asked;
  const items = certificateItems(report, { now, window, hypercareDays, knownDefaults: known.defaults });
  const compared = old === null ? null : compareStores(old.entries, report.entries, { now });
  const findings = sortFindings([...items.flatMap((item) => item.findings), ...(compared?.findings ?? [])]);
  const place = { environment: "", node: null, file: report.file, entries: report.entries };
  const calendar = expiryCalendar(calendarEntries([place])).map(({ month, expiries }) => ({
    month,
    expiries: expiries.map((expiry) => ({
      ...expiry,
      places: expiry.places.map((text) => text.replace(/^: /, "")),
    })),
  }));
  const json: Output = {
    schema: 1,
    command: "truststore",
    at: now.toISOString(),
    knowledge: known.hashes,
    report,
    findings,
    calendar,
    comparison: compared && {
      added: aliasesOf(compared.added),
      removed: aliasesOf(compared.removed),
      replaced: aliasesOf(compared.replaced.map(({ after }) => after)),
      kept: aliasesOf(compared.kept),
    },
  };
  return {
    json,
    findings,
    table: {
      columns: ["level", "alias", "rule", "what"],
      rows: findings.map(({ level, key, rule, message }) => [
        level.replace("_", " "),
        key,
        rule.replace("certificate.", ""),
        message,
      ]),
    },
    summary: summaryOf(report, findings, known.defaults.length > 0),
  };
}

function aliasesOf(entries: readonly EntryFacts[]): string[] {
  return entries.map(({ alias }) => alias);
}

async function reportOf(
  name: string,
  { password }: TruststoreAsked,
  io: InspectIo,
): Promise<StoreReport | { unusable: readonly string[] }> {
  const bytes = await (name === "-" ? io.stdin() : io.readFile(name)).catch(() => null);
  if (bytes === null) return { unusable: [`${name}: can't be read. Is it there, and readable for you?`] };
  const reading = readStore({ name: name === "-" ? "standard input" : name, bytes }, password);
  if (reading.ok) return reading.report;
  return {
    unusable: reading.problems.map(
      ({ file, line, message }) => `${file}${line === null ? "" : `:${line}`}: ${message}`,
    ),
  };
}

/** What all products know together: a certificate says by itself whose default it is. */
async function knowledgeOfAll(
  products: string,
): Promise<
  { defaults: readonly KnownDefault[]; hashes: Record<string, string> } | { unusable: readonly string[] }
> {
  const defaults: KnownDefault[] = [];
  const hashes: Record<string, string> = {};
  for (const product of (await readdir(products).catch((): string[] => [])).sort()) {
    const known = await knowledgeOf(products, product, "certificates", certificateKnowledgeSchema);
    if (known === null) continue;
    if ("unusable" in known) return known;
    defaults.push(...known.knowledge.defaults);
    hashes[product] = known.sha256;
  }
  return { defaults, hashes };
}

function summaryOf(
  { entries, format, notes }: StoreReport,
  findings: readonly Finding[],
  knowsDefaults: boolean,
): string {
  const count = (level: Finding["level"]) => findings.filter((finding) => finding.level === level).length;
  const keys = entries.filter(({ kind }) => kind === "key").length;
  const what = `${counted(entries.length, "entry", "entries")}, ${counted(keys, "private key")}, ${format}`;
  return [
    `${what}: ${count("must_act")} must be acted on, ${count("attention")} need attention, ${count("info")} to know.`,
    ...notes,
    ...(knowsDefaults ? [] : ["No product's default certificates are known here, so none was looked for."]),
  ].join("\n");
}
