import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { withClient } from "./connection";
import { migrate } from "./migrations";
import { findPlace } from "./place";
import { type Postgres, startPostgres } from "./postgres";
import { root } from "./prepare.mjs";

export type Database = {
  /** What the server gets as DATABASE_URL. */
  appUrl: string;
  /** May change tables; the server never sees it. */
  ownerUrl: string;
  /** One line for the person who starts it. */
  description: string;
  warning?: string;
  stop(): Promise<void>;
};

type Hooks = { onLost(error: Error): void };

/** The folder with everything an instance keeps on this machine. */
export function dataFolder(): string {
  const home = process.env.LIFTLOCK_DATA || join(root, ".data");
  // Others may pass through, because Postgres may run as another account; the secrets inside are closed to them.
  mkdirSync(home, { recursive: true, mode: 0o711 });
  return realpathSync(home);
}

/** The database of this instance, running and migrated: the one of DATABASE_URL if that is set, or our own. */
export async function openDatabase(home: string, hooks: Hooks): Promise<Database> {
  const given = process.env.DATABASE_URL;
  return given ? openGiven(given, process.env.DATABASE_OWNER_URL || undefined) : openEmbedded(home, hooks);
}

async function openEmbedded(home: string, hooks: Hooks): Promise<Database> {
  const place = findPlace(home);
  const postgres = await startPostgres(place, { home, durable: true, ...hooks });
  try {
    const database = await createDatabase(postgres, "liftlock");
    return { ...database, description: `embedded Postgres, data in ${place.data}`, stop: postgres.stop };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

/** Makes the database and the application's login in a server of ours, where they are missing, and migrates. */
export async function createDatabase(
  postgres: Postgres,
  name: string,
): Promise<{ appUrl: string; ownerUrl: string }> {
  await withClient(postgres.ownerUrl("postgres"), async (client) => {
    const { rows } = await client.query<{ database: boolean; role: boolean }>(
      `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1) AS database,
              EXISTS (SELECT FROM pg_roles WHERE rolname = 'liftlock_app') AS role`,
      [name],
    );
    if (!rows[0]?.role) await client.query("CREATE ROLE liftlock_app");
    await client.query(
      `ALTER ROLE liftlock_app LOGIN PASSWORD ${client.escapeLiteral(postgres.appPassword)}`,
    );
    if (!rows[0]?.database) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  });
  await migrate(postgres.ownerUrl(name));
  return { appUrl: postgres.appUrl(name), ownerUrl: postgres.ownerUrl(name) };
}

/**
 * With two addresses, the owner's migrates and the other one's login gets the application's rights. With one, the
 * login that migrates gives up its rights in every connection of the server.
 */
async function openGiven(url: string, owner: string | undefined): Promise<Database> {
  const ownerUrl = owner ?? url;
  const { hasAppRole } = await migrate(ownerUrl).catch((error: unknown) => {
    throw new Error(`The database of ${owner ? "DATABASE_OWNER_URL" : "DATABASE_URL"}: ${message(error)}`);
  });
  const login = decodeURIComponent(new URL(url).username);
  const database = {
    ownerUrl,
    description: `${new URL(url).host}${new URL(url).pathname}`,
    stop: async () => undefined,
  };
  if (hasAppRole && (await mayBecomeApp(ownerUrl, url))) {
    return { ...database, appUrl: owner ? url : withRole(url) };
  }
  if (owner) {
    throw new Error(
      `The login "${login}" of DATABASE_URL gets its rights from the role liftlock_app, which the login of ` +
        `DATABASE_OWNER_URL may not create or grant. As an administrator, once: CREATE ROLE liftlock_app; ` +
        `GRANT liftlock_app TO "${login}";`,
    );
  }
  return {
    ...database,
    appUrl: url,
    warning:
      `The login "${login}" may not create or use the role liftlock_app, so Liftlock works as the owner of its tables: ` +
      "triggers guard the history, but that login could disable them. See docs/decisions/0002-embedded-postgres.md.",
  };
}

/** Makes the login of `url` a member of liftlock_app, if it isn't and may be made one; says whether it is. */
async function mayBecomeApp(ownerUrl: string, url: string): Promise<boolean> {
  const isMember = () =>
    withClient(url, async (client) => {
      const { rows } = await client.query<{ member: boolean }>(
        "SELECT pg_has_role('liftlock_app', 'MEMBER') AS member",
      );
      if (!rows[0]?.member) return false;
      // From PostgreSQL 16 on, membership alone does not always allow to become the role.
      return client.query("SET ROLE liftlock_app").then(
        () => true,
        () => false,
      );
    });
  if (await isMember()) return true;
  const login = await withClient(
    url,
    async (client) => (await client.query("SELECT session_user AS name")).rows[0]?.name,
  );
  await withClient(ownerUrl, (client) =>
    client.query(`GRANT liftlock_app TO ${client.escapeIdentifier(String(login))}`),
  ).catch(() => undefined);
  return isMember();
}

function withRole(url: string): string {
  const parsed = new URL(url);
  const options = [parsed.searchParams.get("options"), "-c role=liftlock_app"].filter(Boolean).join(" ");
  parsed.searchParams.set("options", options);
  return parsed.toString();
}

function message(error: unknown): string {
  return error instanceof Error ? error.message || String(error) : String(error);
}
