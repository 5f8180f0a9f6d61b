import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "./build";
import { withClient } from "./connection";
import { dataFolder, openDatabase } from "./database";
import { Lock } from "./lock.mjs";
import { root } from "./prepare.mjs";
import { choosePort, serve } from "./server";
import { Stopper } from "./stopper";

/** Runs Liftlock until it is told to stop. */
export async function start(): Promise<void> {
  const began = performance.now();
  const stopper = new Stopper();
  const home = dataFolder();
  const lock = await takeOver(home);

  const host = process.env.LIFTLOCK_HOST || undefined;
  const asked = process.env.PORT || undefined;
  // Before the work of minutes: a port that can't be had should not be found out after it.
  let port = await choosePort(asked, host);
  await build();
  const database = await openDatabase(home, { onLost: (error) => stopper.giveUp(error) });
  stopper.add(database.stop);

  if (!asked) port = await choosePort(undefined, host);
  const url = (process.env.LIFTLOCK_URL || process.env.NEXTAUTH_URL || `http://localhost:${port}`).replace(
    /\/+$/,
    "",
  );
  const env = {
    DATABASE_URL: database.appUrl,
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secret(home),
    DATABASE_OWNER_URL: "",
  };
  const server = await serve({
    port,
    host,
    env,
    onSpawn: (pid) => lock.note(pid),
    onLost: (error) => stopper.giveUp(error),
  });
  stopper.add(server.stop);
  lock.announce(url);

  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`\nLiftlock is ready at ${url} after ${seconds} s.`);
  if (port !== 3000 && !asked) console.log(`Port 3000 is in use, so it listens on ${port}.`);
  console.log(`Database: ${database.description}. Stop with Ctrl-C.`);
  if (database.warning) console.warn(`\n${database.warning}`);
  if (await isEmpty(database.ownerUrl)) offerFirstAdmin(env);
}

/** Only one server per data folder; what a killed one left running is stopped first. */
async function takeOver(home: string): Promise<Lock> {
  const lock = new Lock(join(home, "run.lock"), "start");
  const holder = await lock.take();
  if (!holder) return lock;
  const state = holder.url ? `is running at ${holder.url}` : "is just being started";
  throw new Error(`Liftlock ${state}, by process ${holder.pid}, with the same data (${home}).`);
}

/** Signs sessions. Generated once per instance, so that they survive a restart. */
function secret(home: string): string {
  const given = process.env.LIFTLOCK_SECRET || process.env.NEXTAUTH_SECRET;
  if (given) return given;
  const file = join(home, "secret");
  if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function isEmpty(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ empty: boolean }>(
      'SELECT NOT EXISTS (SELECT FROM "User") AS empty',
    );
    return rows[0]?.empty ?? false;
  });
}

function offerFirstAdmin(env: Record<string, string>): void {
  const made = spawnSync(process.execPath, ["--import", "tsx", join(root, "scripts/first-admin.ts")], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
  });
  if (made.status !== 0) throw new Error(`Can't make the link for the first admin:\n${made.stderr}`);
  console.log(
    `\nNobody can sign in yet. This link creates the first admin, once:\n\n  ${made.stdout.trim()}\n`,
  );
}
