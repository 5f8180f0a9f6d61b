import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outside } from "../running/binaries";
import { stopStray } from "../running/cluster";
import { withClient } from "../running/connection";
import { createDatabase } from "../running/database";
import { holderOf, Lock } from "../running/lock.mjs";
import { throwawayPlace } from "../running/place";
import { type Postgres, type PostgresOptions, startPostgres } from "../running/postgres";

/** What tests need to know of the server that was started for them; plain data, so that it can travel to workers. */
export type TestPostgres = { ownerUrl: string; appUrl: string };

/** The migrated, empty database that test databases are copies of. */
export const emptyTemplate = "template_empty";

/** The same with the sample story told in it; only the end-to-end tests have it. */
export const storyTemplate = "template_story";

/**
 * A server for one run of tests, with the migrated template in it. What killed runs left is swept first. Nothing has to
 * outlive the run, so nothing is written down for sure unless it is asked to be `durable`, as the server of an instance is.
 */
export async function startThrowaway(
  options: Partial<Omit<PostgresOptions, "home">> = {},
): Promise<TestPostgres & { home: string; stop(): Promise<void> }> {
  await sweep();
  const place = throwawayPlace();
  const lock = new Lock(join(place.home, "run.lock"), "test");
  await lock.take();
  let postgres: Postgres | undefined;
  const stop = async () => {
    await postgres?.stop();
    rmSync(place.home, { recursive: true, force: true });
  };
  try {
    postgres = await startPostgres(place, { durable: false, ...options, home: place.home });
    await createDatabase(postgres, emptyTemplate);
    return {
      ownerUrl: postgres.ownerUrl("postgres"),
      appUrl: postgres.appUrl("postgres"),
      home: place.home,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A fresh database, a copy of the template, under this name: what had it before is dropped, in use or not. */
export async function cloneDatabase(postgres: TestPostgres, name: string, template = emptyTemplate) {
  await withClient(postgres.ownerUrl, async (client) => {
    const database = client.escapeIdentifier(name);
    await client.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${database} TEMPLATE ${client.escapeIdentifier(template)}`);
  });
  return { ownerUrl: inDatabase(postgres.ownerUrl, name), appUrl: inDatabase(postgres.appUrl, name) };
}

function inDatabase(url: string, name: string): string {
  const parsed = new URL(url);
  parsed.pathname = `/${name}`;
  return parsed.toString();
}

async function sweep(): Promise<void> {
  for (const [folder, prefix] of [
    [tmpdir(), "liftlock-"],
    [outside, "temporary-"],
  ] as const) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((entry) => entry.startsWith(prefix))) {
      const home = join(folder, name);
      const lock = join(home, "run.lock");
      if (!existsSync(lock) || statSync(lock).uid !== process.getuid?.() || holderOf(lock)) continue;
      await stopStray(join(home, "postgres"));
      rmSync(home, { recursive: true, force: true });
    }
  }
}
