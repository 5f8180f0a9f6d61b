import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { noteServing } from "./build";
import { isFree } from "./port";
import { root } from "./prepare.mjs";
import { pause, within } from "./processes.mjs";

export type ServerOptions = {
  port: number;
  /** Address to listen on; undefined listens on all. */
  host: string | undefined;
  env: Record<string, string>;
  /** Told of each server process: the first and those that replace one that died. */
  onSpawn?: (pid: number | undefined) => void;
  /** Told when it keeps dying. */
  onLost?: (error: Error) => void;
};

export type Server = { stop(): Promise<void> };

/** Serves the build and starts it again when it dies. Resolves once it answers; throws when it does not start. */
export async function serve(options: ServerOptions): Promise<Server> {
  await noteServing();
  let child = await launch(options);
  let stopping = false;
  const deaths: number[] = [];
  const revive = async () => {
    if (stopping) return;
    deaths.push(Date.now());
    if (deaths.filter((at) => at > Date.now() - 60_000).length > 5) {
      options.onLost?.(new Error("The server died six times within a minute."));
      return;
    }
    console.error("The server died; starting it again.");
    await pause(200);
    try {
      if (!stopping) child = await launch(options);
      if (stopping) await end(child);
      else child.once("exit", revive);
    } catch (error) {
      options.onLost?.(error instanceof Error ? error : new Error(String(error)));
    }
  };
  child.once("exit", revive);
  return {
    async stop() {
      stopping = true;
      await end(child);
    },
  };
}

/**
 * The port to serve on: the one asked for, or else the default and, if that is taken, the first free one of the next
 * twenty. Throws when the one asked for is taken.
 */
export async function choosePort(asked: string | undefined, host: string | undefined): Promise<number> {
  if (asked) {
    const port = Number(asked);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`PORT is "${asked}": not a port number.`);
    if (await isFree(port, host)) return port;
    throw new Error(
      `Port ${port} is in use. Free it, set PORT to another, or leave PORT out to have one chosen.`,
    );
  }
  for (let port = 3000; port <= 3020; port++) {
    if (await isFree(port, host)) return port;
  }
  throw new Error("All ports from 3000 to 3020 are in use. Set PORT to a free one.");
}

/**
 * Drawing a page leaves megabytes behind that nobody needs a moment later. With more room for what is young (64 instead of 16 MB),
 * the engine clears up less often and moves less of it to where clearing up is dear.
 */
const forYoungMemory = ["--max-semi-space-size=64"];

async function launch({ port, host, env, onSpawn }: ServerOptions): Promise<ChildProcess> {
  const child = spawn(
    process.execPath,
    [...forYoungMemory, join(root, "scripts/running/server-process.mjs")],
    {
      cwd: root,
      env: { ...process.env, ...env, NODE_ENV: "production", PORT: String(port), HOSTNAME: host ?? "" },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      // Its own process group: on a Ctrl-C we stop it ourselves, before the database it uses.
      detached: true,
    },
  );
  onSpawn?.(child.pid);
  await new Promise<void>((resolve, reject) => {
    child.once("message", () => resolve());
    child.once("error", reject);
    child.once("exit", (code, signal) =>
      reject(new Error(`The server does not start (${signal ?? `exit code ${code}`}).`)),
    );
  });
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  if (ended()) return;
  child.kill("SIGTERM");
  if (!(await within(5000, ended))) child.kill("SIGKILL");
  await within(2000, ended);
}
