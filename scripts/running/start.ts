import { build } from "./build";
import { withClient } from "./connection";
import { dataFolder, openDatabase } from "./database";
import { checkSettings, publicUrl, serverSettings, takeOver } from "./instance";
import { runScript } from "./run-script";
import { choosePort, serve } from "./server";
import { Stopper } from "./stopper";

/** Runs Liftlock until it is told to stop. */
export async function start(): Promise<void> {
  checkSettings();
  const stopper = new Stopper();
  await stopper.guard(() => startUp(stopper));
}

async function startUp(stopper: Stopper): Promise<void> {
  const home = dataFolder();
  const lock = await takeOver(home, "start");

  const host = process.env.LIFTLOCK_HOST || undefined;
  const asked = process.env.PORT || undefined;
  // Asked before the work of minutes: a port that can't be had should not be found out after it.
  await choosePort(asked, host);
  await build();
  const database = await openDatabase(home, { onLost: (error) => stopper.giveUp(error) });
  stopper.add(database.stop);

  const port = await choosePort(asked, host);
  const url = publicUrl(port);
  const env = serverSettings(home, database, url);
  const server = await serve({
    port,
    host,
    env,
    onSpawn: (pid) => lock.note(pid),
    onLost: (error) => stopper.giveUp(error),
  });
  stopper.add(server.stop);
  lock.announce(url);

  console.log(`\nLiftlock is ready at ${url} after ${(performance.now() / 1000).toFixed(1)} s.`);
  if (port !== 3000 && !asked) console.log(`Port 3000 is in use, so it listens on ${port}.`);
  console.log(`Database: ${database.description}. Stop with Ctrl-C.`);
  if (database.warning) console.warn(`\n${database.warning}`);
  if (await isEmpty(database.ownerUrl)) {
    const link = await runScript("scripts/first-admin.ts", env);
    console.log(`\nNobody can sign in yet. This link creates the first admin, once:\n\n  ${link}\n`);
  }
}

async function isEmpty(ownerUrl: string): Promise<boolean> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query<{ empty: boolean }>(
      'SELECT NOT EXISTS (SELECT FROM "User") AS empty',
    );
    return rows[0]?.empty ?? false;
  });
}
