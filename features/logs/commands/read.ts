import { folderOf, loadKnowledge } from "@/analysers/load-knowledge";
import { logKnowledgeSchema } from "@/analysers/logs/knowledge";
import { readLogs as analyse } from "@/analysers/logs/read";
import type { LogReport } from "@/analysers/logs/report";
import { cleanFileName } from "@/domain/file-name";
import { judgedRuns } from "@/domain/log/runs";
import { asksForDecision } from "@/domain/log/triage";
import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { kindsOf } from "@/lib/inventory";
import type { StoredAsk } from "@/lib/log-facts";
import { environmentOf, errorsIn } from "../queries/readings";
import { readLogsInput, readLogsOutput } from "../schema";

/** What one upload may unpack to: reading it takes the server a minute or so. More is read by `npm run inspect`. */
const unpackedBytes = 4 * 1024 * 1024 * 1024;

/** Messages whose examples are kept whole; of more, each keeps its first lines. */
const wholeExamples = 1_000;
const shortExample = 500;

/**
 * Reads logs while they come in and keeps what they said; the files are never stored. What was decided about a message holds
 * in every later reading of the environment.
 */
export const readLogs = upgradeCommand({
  name: "log.read",
  summary: "Read logs of an environment: text, gzip or tar, sent as the body; the files are not kept",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/logs",
  creates: true,
  input: readLogsInput,
  output: readLogsOutput,
  prepare: async (input, _actor, _now, { read, upgrade }): Promise<{ report: LogReport; sha256: string }> => {
    if (!upgrade) throw new Error("logs are read inside an upgrade");
    await environmentOf(read, upgrade, input.environment);
    const { slug } = await kindsOf(read, upgrade.id);
    const loaded = await loadKnowledge(folderOf(slug), "logs", logKnowledgeSchema);
    if (!loaded)
      throw new AppError(
        "unsupported",
        "Nothing is known of the logs of this product yet: they can't be read.",
      );
    const chunks = wholly(input.content);
    const reading = await analyse([{ name: cleanFileName(input.name), chunks }], loaded.knowledge, {
      unpackedBytes,
    });
    if (!reading.ok) {
      const said = reading.problems.map(({ file, message }) => `${file}: ${message}`).join(" ");
      throw new AppError("invalid_input", said, { fields: [{ path: "content", message: said }] });
    }
    const { report } = reading;
    if (report.lines === report.loose)
      throw new AppError(
        "invalid_input",
        report.lines === 0
          ? "The log is empty. Choose one in which something stands."
          : `None of the ${report.lines} lines begins as a log of this product does. Choose another file.`,
      );
    return { report, sha256: loaded.sha256 };
  },
  run: async ({ tx, now, newId, upgrade, actor, prepared }, input) => {
    const { report, sha256 } = prepared;
    const environment = await environmentOf(tx, upgrade, input.environment);
    const { groups, ...summary } = report;
    const asking: StoredAsk[] = [
      ...judgedRuns(report.runs)
        .filter(({ verdict }) => verdict !== "completed")
        .map(({ signature, client, verdict }) => ({
          signature,
          message: verdict === "failed" ? `The ${client} failed` : `The ${client} did not reach its end`,
          run: true,
        })),
      ...groups
        .filter(asksForDecision)
        .map(({ signature, message }) => ({ signature, message: message.slice(0, 200), run: false })),
    ];
    const last = await tx.logReading.findFirst({
      where: { environmentId: environment.id },
      orderBy: { number: "desc" },
      select: { number: true },
    });
    const decided = await tx.logDecision.count({
      where: { environmentId: environment.id, signature: { in: asking.map(({ signature }) => signature) } },
    });
    const id = newId();
    const number = (last?.number ?? 0) + 1;
    await tx.logReading.create({
      data: {
        id,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        number,
        kind: input.kind,
        note: input.note,
        summary: stored(summary),
        groups: stored(groups.length > wholeExamples ? groups.map(shortened) : groups),
        asking: stored(asking),
        knowledgeSha256: sha256,
        readAt: now,
        readById: actor.id,
      },
    });
    const errors = errorsIn(report);
    const undecided = asking.length - decided;
    return {
      output: { number, lines: report.lines, errors, asking: asking.length, undecided },
      events: [
        {
          type: "logs.read",
          subject: { type: "log_reading", id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            kind: input.kind,
            number,
            files: report.files.map(({ name, sha256: hash }) => ({ name, sha256: hash })),
            lines: report.lines,
            errors,
            asking: asking.length,
            undecided,
            runs: report.runs.map(({ client, verdict }) => ({ client, verdict })),
            knowledgeSha256: sha256,
          },
        },
      ],
      touched: [environment.id],
    };
  },
});

/** The bytes of an upload. One that breaks off is no defect of ours, and no log that ends there. */
async function* wholly(content: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* content as unknown as AsyncIterable<Uint8Array>;
  } catch (cause) {
    const message = "The upload broke off before its end. Nothing was kept; send it again.";
    throw Object.assign(new AppError("invalid_input", message), { cause });
  }
}

function shortened<Group extends { example: string }>(group: Group): Group {
  return { ...group, example: group.example.slice(0, shortExample) };
}

/** PostgreSQL's JSON takes no NUL, which a log may hold. */
function stored(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value).replaceAll("\\u0000", "\\ufffd")) as Prisma.InputJsonValue;
}
