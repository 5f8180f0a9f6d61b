import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEnv } from "@/lib/env";
import type { Database } from "./database";
import { Lock } from "./lock.mjs";

/** Only one server per data folder; what a killed one left running is stopped first. */
export async function takeOver(home: string, what: string): Promise<Lock> {
  const lock = new Lock(join(home, "run.lock"), what);
  const holder = await lock.take();
  if (!holder) return lock;
  const state = holder.url ? `is running at ${holder.url}` : "is just being started";
  throw new Error(`Liftlock ${state}, by process ${holder.pid}, with the same data (${home}).`);
}

/** Where people reach the server that listens on this port. */
export function publicUrl(port: number): string {
  const given = process.env.LIFTLOCK_URL || process.env.NEXTAUTH_URL;
  return (given || `http://localhost:${port}`).replace(/\/+$/, "");
}

/** Throws when a setting is wrong: asked before the work of minutes, and not only by the server after it. */
export function checkSettings(): void {
  readEnv({
    ...process.env,
    DATABASE_URL: process.env.DATABASE_URL || "postgresql://embedded",
    NEXTAUTH_SECRET: givenSecret() ?? "made and kept by the start command",
    NEXTAUTH_URL: publicUrl(3000),
    PORT: "",
    NODE_ENV: "production",
  });
}

/** The settings of a server. The address of the tables' owner is not among them. */
export function serverSettings(home: string, database: Database, url: string): Record<string, string> {
  return {
    DATABASE_URL: database.appUrl,
    DATABASE_OWNER_URL: "",
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret(home),
  };
}

/** Signs sessions. Made once per instance and kept, so that a restart signs nobody out. */
function secret(home: string): string {
  const given = givenSecret();
  if (given) return given;
  const file = join(home, "secret");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

function givenSecret(): string | undefined {
  return process.env.LIFTLOCK_SECRET || process.env.NEXTAUTH_SECRET || undefined;
}
