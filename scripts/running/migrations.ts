import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MigrationList } from "@prisma/schema-engine-wasm";
import type pg from "pg";
import { withClient } from "./connection";
import { root } from "./prepare.mjs";

export const migrationsFolder = join(root, "prisma/migrations");
/** What Prisma's CLI expects in the folder's `migration_lock.toml`. */
export const migrationLock = '# Read by Prisma.\nprovider = "postgresql"\n';
const grantsFile = join(root, "prisma/grants.sql");
const historyExists = "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS known";

/**
 * Brings the database of this address up to date, and gives the role `liftlock_app` what `prisma/grants.sql` says.
 * Two at once are put in order. Needs PostgreSQL 15.
 * @returns the names of the migrations just applied, and whether that role could be made
 */
export async function migrate(ownerUrl: string): Promise<{ applied: string[]; hasAppRole: boolean }> {
  return withClient(ownerUrl, async (client) => {
    await checkServer(client);
    // Any number will do, as long as nothing else uses it; Prisma's own lock has another.
    await client.query("SELECT pg_advisory_lock(20261123)");
    const hasAppRole = await ensureAppRole(client);
    const pending = await pendingMigrations(client);
    const applied = pending.length > 0 ? await apply(client, ownerUrl) : [];
    if (hasAppRole && existsSync(grantsFile)) await grant(client);
    return { applied, hasAppRole };
  });
}

async function checkServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string; number: number }>(
    "SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number",
  );
  const server = rows[0];
  if (!server || server.number < 150_000) {
    throw new Error(`Liftlock needs PostgreSQL 15 or newer; DATABASE_URL leads to ${server?.version}.`);
  }
}

/** False when it is missing and this login may not create it: then the application is the owner, triggers alone guard. */
async function ensureAppRole(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ exists: boolean; may: boolean }>(
    `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = 'liftlock_app') AS exists,
            (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) AS may`,
  );
  if (rows[0]?.exists) return true;
  if (!rows[0]?.may) return false;
  await client.query("CREATE ROLE liftlock_app NOLOGIN");
  return true;
}

async function pendingMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ known: boolean }>(historyExists);
  const local = localMigrations();
  if (!rows[0]?.known) return local.map(({ name }) => name);
  const done = await client.query<{ migration_name: string; checksum: string }>(
    `SELECT migration_name, checksum FROM _prisma_migrations
     WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`,
  );
  const names = new Set(local.map(({ name }) => name));
  const unknown = done.rows.find((row) => !names.has(row.migration_name));
  if (unknown) {
    throw new Error(
      `This database was migrated by another Liftlock, probably a newer one: it has ${unknown.migration_name}, ` +
        "which this one does not know. Use that version, or another database.",
    );
  }
  const finished = new Map(done.rows.map((row) => [row.migration_name, row.checksum]));
  const edited = local.find(({ name, checksum }) => finished.has(name) && finished.get(name) !== checksum);
  if (edited) {
    throw new Error(
      `The migration ${edited.name} was edited after it was applied to this database. Write a new one.`,
    );
  }
  return local.filter(({ name }) => !finished.has(name)).map(({ name }) => name);
}

async function apply(client: pg.Client, ownerUrl: string): Promise<string[]> {
  // A migration runs as one transaction, so one that was started and not finished (a crash, a kill) left nothing
  // behind but this row, over which the engine would stumble.
  const { rows } = await client.query<{ known: boolean }>(historyExists);
  if (rows[0]?.known) {
    await client.query(
      "UPDATE _prisma_migrations SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL",
    );
  }
  // Loaded when needed: most starts have nothing to apply, and the engine is large.
  const [{ migrationAdapter }, { schemaEngine }] = await Promise.all([
    import("./migration-adapter"),
    import("./schema-engine"),
  ]);
  const { factory, disconnect } = migrationAdapter(ownerUrl);
  const engine = await schemaEngine(factory);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: migrationList(),
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } finally {
    engine.free();
    await disconnect();
  }
}

async function grant(client: pg.Client): Promise<void> {
  // One transaction: nobody sees the moment between a broad grant and the exceptions taken back from it.
  await client.query("BEGIN");
  await client.query(readFileSync(grantsFile, "utf8"));
  await client.query("COMMIT");
}

function localMigrations(): { name: string; checksum: string }[] {
  return readMigrations().map(({ name, sql }) => ({
    name,
    checksum: createHash("sha256").update(sql).digest("hex"),
  }));
}

function readMigrations(): { name: string; sql: string }[] {
  if (!existsSync(migrationsFolder)) return [];
  return readdirSync(migrationsFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(migrationsFolder, name, "migration.sql"), "utf8") }));
}

/** The migrations folder in the form Prisma's engine takes it. */
export function migrationList(): MigrationList {
  return {
    baseDir: migrationsFolder,
    lockfile: { path: "migration_lock.toml", content: migrationLock },
    shadowDbInitScript: "",
    migrationDirectories: readMigrations().map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}
