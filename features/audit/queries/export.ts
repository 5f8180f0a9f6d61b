import { z } from "zod";
import { csvByteOrderMark, csvLine } from "@/lib/csv-text";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import type { FileStream } from "@/lib/file-stream";
import { instanceQuery, upgradeQuery } from "@/lib/read";
import { type AuditFilters, exportCsvInput, exportFormat, exportInstanceCsvInput } from "../schema";
import { environmentsOf, itemOf, loadEvents } from "./events";
import { readChain } from "./rows";

const pageSize = 1_000;
const file = z.custom<FileStream>();

export const exportAuditCsv = upgradeQuery({
  name: "audit.exportCsv",
  action: "audit.view",
  summary: "The history of an upgrade as CSV, latest first, narrowed like the list",
  path: "/upgrades/{upgrade}/audit/events.csv",
  bytes: true,
  input: exportCsvInput,
  output: file,
  run: async ({ read, upgrade, now }, { environment, ...filters }) => {
    const { names, environmentId } = await environmentsOf(read, upgrade, environment);
    return {
      name: nameOf(upgrade.key, now, "csv"),
      mediaType: "text/csv; charset=utf-8",
      content: csvOf(read, upgrade.id, { ...filters, environmentId }, names),
    };
  },
});

export const exportInstanceCsv = instanceQuery({
  name: "instance.exportAuditCsv",
  action: "instance.audit",
  summary: "The history of the instance as CSV, latest first, narrowed like the list",
  path: "/audit/events.csv",
  bytes: true,
  input: exportInstanceCsvInput,
  output: file,
  run: async ({ read, now }, filters) => ({
    name: nameOf("instance", now, "csv"),
    mediaType: "text/csv; charset=utf-8",
    content: csvOf(read, "instance", filters, new Map()),
  }),
});

export const exportAuditJson = upgradeQuery({
  name: "audit.exportJson",
  action: "audit.view",
  summary: "The whole history of an upgrade with its hashes, for audit:verify",
  path: "/upgrades/{upgrade}/audit/chain.json",
  bytes: true,
  input: z.object({ upgrade: upgradeKey }),
  output: file,
  run: async ({ read, upgrade, now }) => ({
    name: nameOf(upgrade.key, now, "json"),
    mediaType: "application/json",
    content: jsonOf(read, upgrade.id, `The history of the upgrade ${upgrade.key}`, now),
  }),
});

export const exportInstanceJson = instanceQuery({
  name: "instance.exportAuditJson",
  action: "instance.audit",
  summary: "The whole history of the instance with its hashes, for audit:verify",
  path: "/audit/chain.json",
  bytes: true,
  input: z.object({}),
  output: file,
  run: async ({ read, now }) => ({
    name: nameOf("instance", now, "json"),
    mediaType: "application/json",
    content: jsonOf(read, "instance", "The history of the instance", now),
  }),
});

const nameOf = (of: string, now: Date, ending: string) =>
  `audit-${of.replace(/[^A-Za-z0-9-]/g, "-")}-${now.toISOString().slice(0, 10)}.${ending}`;

async function* csvOf(
  read: ReadClient,
  chain: string,
  filters: AuditFilters & { environmentId?: string | null },
  names: ReadonlyMap<string, string>,
): AsyncGenerator<string> {
  yield csvByteOrderMark +
    csvLine([
      "Number",
      "Time (UTC)",
      "Person",
      "Roles at the time",
      "What happened",
      "Type",
      "Environment",
      "Subject",
      "Subject id",
      "SHA-256",
    ]);
  let before: number | null = null;
  for (;;) {
    const rows = await loadEvents(read, chain, filters, before, pageSize);
    if (rows.length === 0) return;
    const lines = rows.map((row) => {
      const { seq, at, actor, sentence, type, environment, subject, hash } = itemOf(row, names, null);
      return csvLine([
        seq,
        at,
        actor.name,
        actor.roles.join(" + "),
        sentence,
        type,
        environment ? (environment.name ?? environment.id) : null,
        subject.type,
        subject.id,
        hash,
      ]);
    });
    yield lines.join("");
    if (rows.length < pageSize) return;
    before = rows.at(-1)?.seq ?? null;
  }
}

/** A line per event, so that a reader needs no more memory than the writer. The head comes last: it is the one of the last rows. */
async function* jsonOf(read: ReadClient, chain: string, title: string, now: Date): AsyncGenerator<string> {
  yield `{"format":${JSON.stringify(exportFormat)},"title":${JSON.stringify(title)},"exportedAt":${JSON.stringify(now.toISOString())},"chain":${JSON.stringify(chain)},"events":[`;
  let separator = "\n";
  let head: unknown = null;
  for await (const batch of readChain(read, chain)) {
    head = batch.head;
    let text = "";
    for (const { chain: _, ...row } of batch.rows) {
      text += separator + JSON.stringify(row);
      separator = ",\n";
    }
    if (text) yield text;
  }
  yield `\n],"head":${JSON.stringify(head)}}\n`;
}
