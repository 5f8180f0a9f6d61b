// npm run db:migration -- --name add_waivers
// Writes the next migration: the SQL that leads from the migrations so far to the schema as it is now.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrationLock, migrationsFolder } from "./running/migrations";
import { schemaDifference } from "./running/schema-difference";
import { startThrowaway } from "./testing/throwaway";

const { name } = parseArgs({ options: { name: { type: "string" } } }).values;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error(
    "Say what it does, in lower case with underscores: npm run db:migration -- --name add_waivers",
  );
  process.exit(1);
}

const scratch = await startThrowaway();
const sql = await schemaDifference(scratch.ownerUrl).finally(scratch.stop);
if (sql === "") {
  console.log("The migrations already lead to this schema. For SQL of your own, add a folder by hand.");
} else {
  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = `${stamp}_${name}`;
  mkdirSync(join(migrationsFolder, folder), { recursive: true });
  writeFileSync(join(migrationsFolder, folder, "migration.sql"), `${sql}\n`);
  const lock = join(migrationsFolder, "migration_lock.toml");
  if (!existsSync(lock)) writeFileSync(lock, migrationLock);
  console.log(
    `prisma/migrations/${folder}/migration.sql\n\nRead it, add what Prisma does not know (checks, triggers), commit it.`,
  );
}
