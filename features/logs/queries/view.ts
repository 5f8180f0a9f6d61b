import { folderOf, loadKnowledge } from "@/analysers/load-knowledge";
import { logKnowledgeSchema } from "@/analysers/logs/knowledge";
import type { LogGroup } from "@/domain/log/facts";
import { judgedRuns } from "@/domain/log/runs";
import { asksForDecision, triage } from "@/domain/log/triage";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { kindsOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import { type LogDecisionView, type LogReadingLine, type LogsView, logsView, viewLogsInput } from "../schema";
import { environmentOf, errorsIn, type StoredSummary } from "./readings";

/** What was read of an environment's logs, one reading compared with another, and what was decided. */
export const viewLogs = upgradeQuery({
  name: "log.view",
  action: "upgrade.view",
  summary:
    "What the logs of an environment say: new since the baseline first, explained, with what was decided",
  path: "/upgrades/{upgrade}/environments/{environment}/logs",
  input: viewLogsInput,
  output: logsView,
  run: async ({ read, upgrade }, input): Promise<LogsView> => {
    const environment = await environmentOf(read, upgrade, input.environment);
    const { slug } = await kindsOf(read, upgrade.id);
    const known = (await loadKnowledge(folderOf(slug), "logs", logKnowledgeSchema)) !== null;
    const readings = await readingsOf(read, environment.id);
    const chosen = input.reading
      ? readings.find(({ number }) => number === input.reading)
      : (readings.find(({ kind }) => kind === "current") ?? readings[0]);
    if (input.reading && !chosen) throw notFound("reading");
    const compared =
      input.baseline === undefined
        ? readings.find(({ kind, number }) => kind === "baseline" && number !== chosen?.number)
        : readings.find(({ number }) => number === input.baseline && number !== chosen?.number);
    if (input.baseline && !compared) throw notFound("reading");
    const head = { environment: { key: environment.key, name: environment.name }, known, readings };
    if (!chosen) return { ...head, reading: null, baseline: null, summary: null, runs: [], messages: [] };

    const contentOf = (number: number) =>
      read.logReading.findUniqueOrThrow({
        where: { environmentId_number: { environmentId: environment.id, number } },
        select: { summary: true, groups: true },
      });
    const own = await contentOf(chosen.number);
    const other = compared ? await contentOf(compared.number) : null;
    const { runs, ...summary } = own.summary as unknown as StoredSummary;
    const messages = triage(
      own.groups as unknown as LogGroup[],
      other && (other.groups as unknown as LogGroup[]),
    );
    const decisions = await decisionsOf(read, upgrade, environment.id);
    const judged = new Set(judgedRuns(runs).map((run) => run.signature));
    return {
      ...head,
      reading: chosen.number,
      baseline: compared?.number ?? null,
      summary,
      runs: runs.map((run) => ({
        ...run,
        asks: judged.has(run.signature) && run.verdict !== "completed",
        decision: decisions.own.get(run.signature) ?? null,
      })),
      messages: messages.map((message) => ({
        ...message,
        asks: asksForDecision(message),
        decision: decisions.own.get(message.signature) ?? null,
        elsewhere: decisions.elsewhere.get(message.signature) ?? [],
      })),
    };
  },
});

async function readingsOf(
  client: Pick<ReadClient, "logReading" | "user">,
  environmentId: string,
): Promise<LogReadingLine[]> {
  const rows = await client.logReading.findMany({
    where: { environmentId },
    orderBy: { number: "desc" },
    select: { number: true, kind: true, note: true, summary: true, readAt: true, readById: true },
  });
  const nameOf = await namesOf(
    client,
    rows.map(({ readById }) => readById),
  );
  return rows.map(({ summary: stored, readAt, readById, ...row }) => {
    const summary = stored as unknown as StoredSummary;
    const times = (which: "first" | "last") => summary.files.flatMap((file) => file[which] ?? []).sort();
    return {
      ...row,
      files: summary.files.length,
      lines: summary.lines,
      errors: errorsIn(summary),
      first: times("first")[0] ?? null,
      last: times("last").at(-1) ?? null,
      readAt: readAt.toISOString(),
      readBy: nameOf(readById),
    };
  });
}

async function decisionsOf(
  client: Pick<ReadClient, "logDecision" | "user">,
  upgrade: Pick<UpgradeScope, "id">,
  environmentId: string,
) {
  const rows = await client.logDecision.findMany({
    where: { upgradeId: upgrade.id },
    include: { environment: { select: { key: true, name: true, position: true } } },
    orderBy: { environment: { position: "asc" } },
  });
  const nameOf = await namesOf(
    client,
    rows.map(({ decidedById }) => decidedById),
  );
  const own = new Map<string, LogDecisionView>();
  const elsewhere = new Map<string, LogsView["messages"][number]["elsewhere"]>();
  for (const {
    signature,
    decision,
    reason,
    link,
    version,
    decidedAt,
    decidedById,
    environment,
    ...row
  } of rows) {
    if (row.environmentId === environmentId)
      own.set(signature, {
        decision,
        reason,
        link,
        version,
        at: decidedAt.toISOString(),
        by: nameOf(decidedById),
      });
    else {
      const place = { key: environment.key, name: environment.name };
      const others = elsewhere.get(signature) ?? [];
      elsewhere.set(signature, [...others, { environment: place, decision, reason, link }]);
    }
  }
  return { own, elsewhere };
}

/** Names of people, also of those who left. */
async function namesOf(client: Pick<ReadClient, "user">, ids: readonly string[]) {
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (id: string) => ({ id, name: names.get(id) ?? "Somebody" });
}
