import { z } from "zod";
import { logKnowledgeSchema } from "@/analysers/logs/knowledge";
import { readLogs } from "@/analysers/logs/read";
import { type LogReport, logGroupSchema, logReportSchema } from "@/analysers/logs/report";
import type { Finding, FindingLevel } from "@/domain/finding";
import { judgedRuns, type LogRun } from "@/domain/log/runs";
import { asksForDecision, type TriagedGroup, triage } from "@/domain/log/triage";
import { counted, joined } from "@/domain/sentence";
import type { InspectCommand, Inspected, InspectIo } from "./command";
import { knowledgeOf } from "./knowledge";

/** The product whose knowledge logs are judged by, unless another folder of playbooks is named. */
const product = "wso2-api-manager";

/** What `inspect log --json` prints. */
export const logOutput = z.object({
  schema: z.literal(1),
  command: z.literal("log"),
  knowledge: z.string().describe("SHA-256 of the knowledge messages were explained by."),
  report: logReportSchema.omit({ groups: true }),
  baseline: logReportSchema.omit({ groups: true }).nullable(),
  groups: z
    .array(
      logGroupSchema.extend({
        isNew: z.boolean().nullable().describe("Not in the baseline; null without one."),
        before: z.int().describe("Entries in the baseline."),
        folded: z.boolean().describe("Known to be harmless as it came here."),
        asks: z.boolean().describe("An error or known failure that somebody has to decide about."),
      }),
    )
    .describe("New since the baseline first, then what asks for a decision, then by entries; folded last."),
});

/** `npm run inspect -- log`: what logs say, grouped and explained, with how each run of a migration client ended. */
export const inspectLog: InspectCommand = {
  name: "log",
  usage: "log FILE… [--baseline FILE]… [--product NAME]",
  run: inspect,
};

type Asked = { files: string[]; baseline: string[]; product: string };

async function inspect(args: readonly string[], io: InspectIo): Promise<Inspected> {
  const asked = readArguments(args);
  if ("unusable" in asked) return asked;
  const known = await knowledgeOf(io.products, asked.product, "logs", logKnowledgeSchema);
  if (known === null)
    return { unusable: [`There is no knowledge of logs for “${asked.product}” in ${io.products}.`] };
  if ("unusable" in known) return known;
  const read = async (names: readonly string[]) => {
    const sources = names.map((name) => ({
      name: name === "-" ? "standard input" : name,
      chunks: io.stream(name),
    }));
    try {
      return await readLogs(sources, known.knowledge);
    } catch (error) {
      const path = error instanceof Error && "path" in error ? String(error.path) : joined(names);
      return unreadable(path, "can't be read. Is it there, and readable for you?");
    }
  };
  const current = await read(asked.files);
  if (!current.ok) return { unusable: current.problems.map(({ file, message }) => `${file}: ${message}`) };
  const baseline = asked.baseline.length === 0 ? null : await read(asked.baseline);
  if (baseline && !baseline.ok)
    return { unusable: baseline.problems.map(({ file, message }) => `${file}: ${message}`) };

  const groups = triage(current.report.groups, baseline?.report.groups ?? null);
  const runs = judgedRuns(current.report.runs);
  return {
    json: {
      schema: 1,
      command: "log",
      knowledge: known.sha256,
      report: withoutGroups(current.report),
      baseline: baseline && withoutGroups(baseline.report),
      groups: groups.map((group) => ({ ...group, asks: asksForDecision(group) })),
    } satisfies z.input<typeof logOutput>,
    findings: [...runs.flatMap(runFinding), ...groups.flatMap(groupFinding)],
    table: {
      columns: ["level", "new", "entries", "first", "logger", "what"],
      rows: [...runs.map(runRow), ...groups.filter(({ folded }) => !folded).map(groupRow)],
    },
    summary: summaryOf(current.report, groups, runs),
  };
}

function unreadable(file: string, message: string) {
  return { ok: false as const, problems: [{ file, line: null, column: null, message }] };
}

function withoutGroups({ groups: _, ...rest }: LogReport): Omit<LogReport, "groups"> {
  return rest;
}

function runFinding({ client, verdict, message, failure }: LogRun): Finding[] {
  if (verdict === "completed") return [];
  const rule = `log.run_${verdict}`;
  return [{ rule, level: "must_act", key: client, from: failure, to: null, message, source: null }];
}

function groupFinding(group: TriagedGroup): Finding[] {
  if (group.folded) return [];
  const { known, signature, message } = group;
  const level: FindingLevel = asksForDecision(group) ? "must_act" : "attention";
  const rule = known ? `log.${known.rule}` : "log.unknown";
  const text = known ? `${message}. ${known.cause} ${known.remedy ?? ""}`.trim() : message;
  return [
    { rule, level, key: signature, from: null, to: null, message: text, source: known?.source ?? null },
  ];
}

function runRow({ client, verdict, message, first, failure }: LogRun): string[] {
  const text = failure === null ? message : `${message} “${failure}”`;
  return [verdict, "", "", first?.slice(0, 19) ?? "", client, text];
}

function groupRow({ level, isNew, entries, first, logger, message, cause, known }: TriagedGroup): string[] {
  const why = known
    ? `→ ${known.cause} ${known.remedy ?? ""} (${known.source})`
    : cause === null
      ? ""
      : `Caused by: ${cause}`;
  return [
    level,
    isNew ? "new" : "",
    String(entries),
    first?.slice(0, 19) ?? "",
    logger,
    `${message} ${why}`.trim(),
  ];
}

function summaryOf(report: LogReport, groups: readonly TriagedGroup[], runs: readonly LogRun[]): string {
  const open = groups.filter(({ folded }) => !folded);
  const asking = open.filter(asksForDecision).length;
  const fresh = open.filter(({ isNew }) => isNew).length;
  const folded = groups.length - open.length;
  const compared = groups.some(({ isNew }) => isNew !== null);
  return [
    `${counted(report.lines, "line")} of ${counted(report.files.length, "file")}: ${counted(open.length, "different message")} at WARN and above or known, ${asking} to decide about${compared ? `, ${fresh} new since the baseline` : ""}; ${folded} harmless ones folded.`,
    ...runs
      .filter(({ verdict }) => verdict === "completed")
      .map(({ client, message }) => `${client}: ${message}`),
    ...(report.lines > 0 && report.loose === report.lines
      ? ["No line begins as a log of this product does. Is it the right file?"]
      : report.loose > 0
        ? [`${counted(report.loose, "line")} belong to no entry.`]
        : []),
  ].join("\n");
}

function readArguments(args: readonly string[]): Asked | { unusable: string[] } {
  const asked: Asked = { files: [], baseline: [], product };
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? "";
    const [, name, inline] = /^--([a-z]+)(?:=(.*))?$/.exec(arg) ?? [];
    if (name === undefined) {
      asked.files.push(arg);
      continue;
    }
    if (name !== "baseline" && name !== "product")
      return { unusable: [`${arg} is not understood.`, `Usage: ${inspectLog.usage}`] };
    if (inline === undefined) at += 1;
    const value = inline ?? args[at];
    if (value === undefined || value === "")
      return { unusable: [`--${name} needs a value.`, `Usage: ${inspectLog.usage}`] };
    if (name === "baseline") asked.baseline.push(value);
    else asked.product = value;
  }
  if (asked.files.length === 0) return { unusable: ["Name at least one log.", `Usage: ${inspectLog.usage}`] };
  if (!/^[a-z0-9-]+$/.test(asked.product))
    return { unusable: [`“${asked.product}” is no product.`, `Usage: ${inspectLog.usage}`] };
  return asked;
}
