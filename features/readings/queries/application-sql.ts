import { z } from "zod";
import { applicationKnowledge, applicationSql, databaseEngines } from "@/analysers/applications/knowledge";
import { folderOf, loadKnowledge } from "@/analysers/load-knowledge";
import type { Answers } from "@/domain/condition";
import { upgradeKey } from "@/lib/fields";
import { kindsOf } from "@/lib/inventory";
import { upgradeQuery } from "@/lib/read";
import { applicationStatements } from "../schema";

export const getApplicationSql = upgradeQuery({
  name: "reading.applicationSql",
  action: "inventory.view",
  summary: "The ready-made statement that lists applications and their tokens, for every database engine",
  path: "/upgrades/{upgrade}/readings/application-sql",
  input: z.object({ upgrade: upgradeKey }),
  output: applicationStatements,
  run: async ({ read, upgrade }) => {
    const { fromVersion: release, answers } = await read.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: { fromVersion: true, answers: true },
    });
    const { slug } = await kindsOf(read, upgrade.id);
    const loaded = await loadKnowledge(folderOf(slug), "applications", applicationKnowledge);
    const known = databaseEngines.flatMap((engine) => {
      const statement = loaded && applicationSql(loaded.knowledge, engine, release);
      return loaded && statement
        ? [{ ...statement, engine, label: loaded.knowledge.engines[engine].label }]
        : [];
    });
    const answered = (answers as Answers).db;
    return {
      release,
      engine: known.find(({ engine }) => engine === answered)?.engine ?? null,
      note: known[0]?.note ?? "",
      source: known[0]?.source ?? "",
      statements: known.map(({ engine, label, sql, how }) => ({ engine, label, sql, how })),
    };
  },
});
