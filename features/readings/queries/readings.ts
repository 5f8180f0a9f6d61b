import path from "node:path";
import { applicationKnowledge } from "@/analysers/applications/knowledge";
import { artifactKnowledge } from "@/analysers/artifacts/knowledge";
import { certificateKnowledgeSchema } from "@/analysers/certificates/knowledge";
import { configurationKnowledgeSchema } from "@/analysers/configuration/knowledge";
import { foundItems } from "@/analysers/found-items";
import { loadKnowledge } from "@/analysers/load-knowledge";
import { type Analyser, kindOfAnalyser } from "@/domain/analyser";
import { type Finding, sortFindings } from "@/domain/finding";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { kindsOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import {
  listReadingsInput,
  listReadingsOutput,
  type ReadingLine,
  readingReference,
  readingView,
} from "../schema";
import { comparisonOf } from "./compare";
import { proposalsOf, readingBefore } from "./proposals";

const lineFields = {
  id: true,
  analyser: true,
  environmentId: true,
  node: true,
  files: true,
  counts: true,
  readAt: true,
  readById: true,
  appliedAt: true,
} as const;

type Line = Pick<
  NonNullable<Awaited<ReturnType<ReadClient["reading"]["findFirst"]>>>,
  keyof typeof lineFields
>;

/** Names of environments and people, for lines of readings. */
async function namesFor(read: ReadClient, upgradeId: string, rows: readonly Line[]) {
  const environments = await read.environment.findMany({
    where: { upgradeId },
    orderBy: { position: "asc" },
    select: { id: true, key: true, name: true },
  });
  const people = await read.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ readById }) => readById))] } },
    select: { id: true, name: true },
  });
  const lineOf = (row: Line): ReadingLine => {
    const place = environments.find(({ id }) => id === row.environmentId);
    return {
      id: row.id,
      analyser: row.analyser as Analyser,
      environment: place ? { key: place.key, name: place.name } : null,
      node: row.node,
      files: row.files as unknown as ReadingLine["files"],
      counts: row.counts as unknown as ReadingLine["counts"],
      readAt: row.readAt.toISOString(),
      readBy: people.find(({ id }) => id === row.readById) ?? { id: row.readById, name: "Somebody" },
      appliedAt: row.appliedAt?.toISOString() ?? null,
    };
  };
  const placeName = (id: string | null) =>
    environments.find((place) => place.id === id)?.name ?? "no environment";
  return { environments: environments.map(({ key, name }) => ({ key, name })), lineOf, placeName };
}

async function knownOf(product: string): Promise<Analyser[]> {
  const folder = path.join(process.cwd(), "playbooks", product);
  const [configuration, certificates, artifact, applications] = await Promise.all([
    loadKnowledge(folder, "configuration", configurationKnowledgeSchema),
    loadKnowledge(folder, "certificates", certificateKnowledgeSchema),
    loadKnowledge(folder, "artifacts", artifactKnowledge),
    loadKnowledge(folder, "applications", applicationKnowledge),
  ]);
  return [
    ...(configuration ? ["configuration" as const] : []),
    ...(certificates ? ["certificates" as const] : []),
    ...(artifact ? ["artifact" as const] : []),
    ...(applications ? ["applications" as const] : []),
  ];
}

export const listReadings = upgradeQuery({
  name: "reading.list",
  action: "inventory.view",
  summary: "What files were read, latest first",
  path: "/upgrades/{upgrade}/readings",
  input: listReadingsInput,
  output: listReadingsOutput,
  run: async ({ read, upgrade }, { analyser }) => {
    const rows = await read.reading.findMany({
      where: { upgradeId: upgrade.id, ...(analyser && { analyser }) },
      orderBy: { readAt: "desc" },
      take: 200,
      select: lineFields,
    });
    const { environments, lineOf } = await namesFor(read, upgrade.id, rows);
    const { slug } = await kindsOf(read, upgrade.id);
    return { items: rows.map(lineOf), environments, known: await knownOf(slug) };
  },
});

export const getReading = upgradeQuery({
  name: "reading.get",
  action: "inventory.view",
  summary: "One reading: its report, its findings, and what taking it into the inventory would do",
  path: "/upgrades/{upgrade}/readings/{reading}",
  input: readingReference,
  output: readingView,
  run: async ({ read, upgrade, now }, input) => {
    const row = await read.reading.findFirst({ where: { id: input.reading, upgradeId: upgrade.id } });
    if (!row) throw notFound("reading");
    const { lineOf, placeName } = await namesFor(read, upgrade.id, [row]);
    const { slug, kinds } = await kindsOf(read, upgrade.id);
    const analyser = row.analyser as Analyser;
    const kind = kinds.find(({ id }) => id === kindOfAnalyser[analyser]);
    const items = await foundItems(analyser, row.report, { product: slug, now });
    const proposals = kind ? await proposalsOf(read, kind, slug, row, items, now) : [];
    const findings: Finding[] = sortFindings(items.flatMap((item) => item.findings));
    const newer = await read.reading.findFirst({
      where: {
        upgradeId: upgrade.id,
        analyser,
        environmentId: row.environmentId,
        node: row.node,
        readAt: { gt: row.readAt },
      },
      orderBy: { readAt: "desc" },
      select: { id: true },
    });
    const before = await readingBefore(read, row);
    return {
      ...lineOf(row),
      ...(await comparisonOf(read, row, before, placeName, now)),
      knowledgeSha256: row.knowledgeSha256,
      report: row.report as never,
      findings,
      proposals: proposals.flatMap(({ found, item, does }) => {
        const title = found?.title ?? item?.title;
        const level = found?.level ?? item?.level;
        const key = found?.key ?? item?.key;
        return title && level && key ? [{ key, title, level, code: item?.code ?? null, does }] : [];
      }),
      newer: newer?.id ?? null,
      before: before?.id ?? null,
    };
  },
});
