import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./database";
import { takeOver } from "./instance";
import { holderOf } from "./lock.mjs";
import { findPlace } from "./place";
import { startPostgres } from "./postgres";

/** A database for a tool that only looks: as it is, not migrated. */
export type FoundDatabase = { url: string; description: string; stop(): Promise<void> };

/**
 * The database of this instance: the one of DATABASE_URL, or the embedded one. That is joined where Liftlock runs,
 * and started for the time being where it doesn't.
 */
export async function findDatabase(): Promise<FoundDatabase> {
  const given = process.env.DATABASE_URL;
  if (given) return { url: given, description: "the database of DATABASE_URL", stop: async () => undefined };
  const home = dataFolder();
  const place = findPlace(home);
  if (!existsSync(place.data))
    throw new Error(`There is no embedded database in ${home}. Start Liftlock once, or set DATABASE_URL.`);
  const description = `the embedded database in ${place.data}`;
  if (holderOf(join(home, "run.lock")))
    return { url: runningUrl(home, place.data), description, stop: async () => undefined };
  const lock = await takeOver(home, "look");
  const postgres = await startPostgres(place, { home, durable: true, onSpawn: (pid) => lock.note(pid) });
  return {
    url: postgres.ownerUrl("liftlock"),
    description,
    stop: async () => {
      await postgres.stop();
      lock.release();
    },
  };
}

function runningUrl(home: string, data: string): string {
  // The fourth line of what Postgres writes about itself is its port.
  const port = readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[3];
  const { owner } = JSON.parse(readFileSync(join(home, "postgres.json"), "utf8")) as { owner: string };
  return `postgresql://liftlock_owner:${owner}@127.0.0.1:${port}/liftlock`;
}

/** The settings of a process that reads the database and neither serves nor signs anything. */
export function readerSettings(url: string): Record<string, string> {
  return {
    DATABASE_URL: url,
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
  };
}
