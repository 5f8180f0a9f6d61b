import { z } from "zod";
import { compareVersions, isBefore, isVersion } from "@/domain/version";

const release = z.string().refine(isVersion, "not a release");
const words = z.strictObject({ jwt: z.array(z.string()), opaque: z.array(z.string()) });

export const databaseEngines = ["postgresql", "mysql", "oracle", "mssql", "db2", "h2"] as const;
export type DatabaseEngine = (typeof databaseEngines)[number];

/** What is known of a product's tables of applications: knowledge/applications.json of a playbook. */
export const applicationKnowledge = z.strictObject({
  schema: z.literal(1),
  engines: z.record(z.enum(databaseEngines), z.strictObject({ label: z.string(), how: z.string() })),
  /** Statements by release, because columns differ; `before` is null for the newest. */
  variants: z.array(
    z.strictObject({
      from: release.nullable(),
      before: release.nullable(),
      note: z.string(),
      source: z.string(),
      sql: z.record(z.enum(databaseEngines), z.string()),
    }),
  ),
  rules: z.strictObject({
    portal: words,
    issuer: words,
    residentTypes: z.array(z.string()),
    tokensKeptBefore: release.nullable(),
    grants: z.array(
      z.strictObject({ grant: z.string(), since: release, message: z.string(), source: z.string() }),
    ),
    sources: z.strictObject({
      disagrees: z.string(),
      opaque: z.string(),
      neverExpires: z.string(),
      tokensKept: z.string().nullable(),
    }),
  }),
});
export type ApplicationKnowledge = z.infer<typeof applicationKnowledge>;

/** The statement to run on an engine with the tables of a release, and how to save its rows; null when none is known. */
export function applicationSql(
  knowledge: ApplicationKnowledge,
  engine: DatabaseEngine,
  release: string,
): { sql: string; how: string; note: string; source: string } | null {
  const variant = knowledge.variants.find(
    ({ from, before }) =>
      (from === null || compareVersions(release, from) >= 0) &&
      (before === null || isBefore(release, before)),
  );
  return variant
    ? {
        sql: variant.sql[engine],
        how: knowledge.engines[engine].how,
        note: variant.note,
        source: variant.source,
      }
    : null;
}
