import { migrationAdapter } from "./migration-adapter";
import { migrationList } from "./migrations";
import { schemaEngine } from "./schema-engine";
import { readSchemas } from "./schema-files";

/**
 * The SQL that leads from the migrations so far to prisma/schema as it is now; empty when they agree. Replays the
 * migrations in a scratch database on the server of this address, which the engine makes and drops; the role
 * liftlock_app must exist there.
 */
export async function schemaDifference(ownerUrl: string): Promise<string> {
  const { factory, disconnect } = migrationAdapter(ownerUrl);
  const engine = await schemaEngine(factory);
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...migrationList() },
      to: { tag: "schemaDatamodel", files: readSchemas() },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout?.trim() ?? "";
    return sql === "-- This is an empty migration." ? "" : sql;
  } finally {
    engine.free();
    await disconnect();
  }
}
