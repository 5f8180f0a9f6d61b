// npm run db:migration -- --name add_waivers
// Writes the next migration: the SQL that leads from the migrations so far to the schema as it is now.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import { migrationList, migrationLock, migrationsFolder } from "./running/migrations";
import { schemaEngine } from "./running/schema-engine";
import { readSchemas } from "./running/schema-files";

const { name } = parseArgs({ options: { name: { type: "string" } } }).values;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(
    "Say what it does, in lower case with underscores: npm run db:migration -- --name add_waivers",
  );
  process.exit(1);
}

// A Postgres in memory to replay the migrations on: the engine's diff can't read a catalog through PrismaPg.
const scratch = new PGlite();
await scratch.exec("CREATE ROLE liftlock_app");
const engine = await schemaEngine(new PrismaPGlite(scratch));
const { stdout } = await engine.diff({
  from: { tag: "migrations", ...migrationList() },
  to: { tag: "schemaDatamodel", files: readSchemas() },
  script: true,
  exitCode: null,
  filters: { externalTables: [], externalEnums: [] },
});
engine.free();
await scratch.close();

const sql = stdout?.trim() ?? "";
if (sql === "" || sql === "-- This is an empty migration.") {
  console.log("The migrations already lead to this schema. For SQL of your own, add a folder by hand.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join(migrationsFolder, `${stamp}_${name}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), `${sql}\n`);
  const lock = join(migrationsFolder, "migration_lock.toml");
  if (!existsSync(lock)) writeFileSync(lock, migrationLock);
  console.log(
    `prisma/migrations/${stamp}_${name}/migration.sql\n\nRead it, complete it with CHECKs and triggers, and commit it.`,
  );
}
