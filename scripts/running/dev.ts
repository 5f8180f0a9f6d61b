import { spawn } from "node:child_process";
import { join } from "node:path";
import { generateClient } from "./build";
import { dataFolder, openDatabase } from "./database";
import { checkSettings, publicUrl, serverSettings, takeOver } from "./instance";
import { root } from "./prepare.mjs";
import { signalGroup, within } from "./processes.mjs";
import { choosePort } from "./server";
import { Stopper } from "./stopper";

/** Serves the sources as they are edited, on the data of this checkout. */
export async function dev(): Promise<void> {
  checkSettings();
  const stopper = new Stopper();
  await stopper.guard(() => startUp(stopper));
}

async function startUp(stopper: Stopper): Promise<void> {
  const home = dataFolder();
  const lock = await takeOver(home, "dev");
  await generateClient();
  const database = await openDatabase(home, { onLost: (error) => stopper.giveUp(error) });
  stopper.add(database.stop);

  const port = await choosePort(process.env.PORT || undefined, undefined);
  const url = publicUrl(port);
  const next = spawn(process.execPath, [join(root, "scripts/running/server-process.mjs")], {
    cwd: root,
    env: {
      ...process.env,
      ...serverSettings(home, database, url),
      NODE_ENV: "development",
      PORT: String(port),
      HOSTNAME: "",
    },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
  lock.note(next.pid);
  lock.announce(url);
  const { pid } = next;
  if (pid !== undefined) process.once("exit", () => signalGroup(pid, "SIGKILL"));
  next.once("exit", () => stopper.giveUp(new Error("The development server has ended.")));
  stopper.add(async () => {
    next.removeAllListeners("exit");
    next.kill("SIGTERM");
    await within(5000, () => next.exitCode !== null || next.signalCode !== null);
  });
  if (database.warning) console.warn(database.warning);
}
