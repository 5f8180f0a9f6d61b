import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { bareEnvironment, readyCluster } from "./cluster";
import { connects } from "./connection";
import type { Place } from "./place";
import { freePort } from "./port";
import { pause, within } from "./processes.mjs";

export type Postgres = {
  /** Superuser and owner of the tables: migrations and maintenance. */
  ownerUrl(database: string): string;
  /** What the application connects as: it owns nothing, so it can't disable a trigger. */
  appUrl(database: string): string;
  appPassword: string;
  stop(): Promise<void>;
};

const always = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "warning",
  jit: "off",
  max_connections: "120",
};

// Nothing here outlives the run, so nothing needs to reach the disk.
const throwaway = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  wal_level: "minimal",
  max_wal_senders: "0",
  autovacuum: "off",
  checkpoint_timeout: "1h",
  max_wal_size: "4GB",
};

export type PostgresOptions = {
  /** The data folder: passwords and the log are kept here, readable to us alone. */
  home: string;
  durable: boolean;
  /** Told once the server process exists, and again when it was restarted. */
  onSpawn?: (pid: number | undefined) => void;
  /** Told when it ended without being asked to and could not be brought back. */
  onLost?: (error: Error) => void;
};

/** Creates the cluster if there is none, heals what a crash left, starts it, and restarts it when it dies. */
export async function startPostgres(place: Place, options: PostgresOptions): Promise<Postgres> {
  const passwords = await readyCluster(place, options.home, options.durable);
  const settings = { ...always, ...(options.durable ? {} : throwaway) };
  const log = join(options.home, "postgres.log");

  let port = await freePort();
  let server = launch(place, { ...settings, port: String(port) }, log);
  const ownerUrl = (database: string) => url("liftlock_owner", passwords.owner, port, database);
  for (let tries = 0; !(await answers(server, ownerUrl("postgres"))); tries++) {
    if (tries === 20) throw new Error(`Postgres does not start. Its last words:\n${tail(log)}`);
    // Another program took the port, or processes of a killed server still let go of the memory: both pass.
    await pause(250);
    port = await freePort();
    server = launch(place, { ...settings, port: String(port) }, log);
  }
  options.onSpawn?.(server.pid);

  let stopping = false;
  const revive = async () => {
    if (stopping) return;
    for (let tries = 0; tries < 20 && !stopping; tries++) {
      await pause(250);
      // Asked to stop meanwhile: its folder may be gone already.
      if (stopping) return;
      server = launch(place, { ...settings, port: String(port) }, log);
      if (!(await answers(server, ownerUrl("postgres")))) continue;
      options.onSpawn?.(server.pid);
      server.once("exit", revive);
      if (server.exitCode === null) return;
    }
    if (!stopping)
      options.onLost?.(new Error(`Postgres died and does not come back. Its last words:\n${tail(log)}`));
  };
  server.once("exit", revive);

  return {
    ownerUrl,
    appUrl: (database) => url("liftlock_app", passwords.app, port, database),
    appPassword: passwords.app,
    async stop() {
      stopping = true;
      await end(server);
    },
  };
}

function url(user: string, password: string, port: number, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

function launch(place: Place, settings: Record<string, string>, log: string): ChildProcess {
  if (existsSync(log) && statSync(log).size > 5_000_000) renameSync(log, `${log}.1`);
  const output = openSync(log, "a", 0o600);
  const server = spawn(
    join(place.binaries, "bin/postgres"),
    ["-D", place.data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    {
      ...place.account,
      cwd: place.data,
      env: bareEnvironment(),
      stdio: ["ignore", output, output],
      // Its own process group: a Ctrl-C in the terminal must not stop it before the server that uses it.
      detached: true,
    },
  );
  closeSync(output);
  // Should we end without stopping it, it gets to know; asked again later, it does no harm.
  process.once("exit", () => server.kill("SIGINT"));
  return server;
}

async function answers(server: ChildProcess, ownerUrl: string): Promise<boolean> {
  // Recovery after a crash with much unwritten work can take a while.
  const patience = Date.now() + 120_000;
  while (
    Date.now() < patience &&
    server.pid !== undefined &&
    server.exitCode === null &&
    server.signalCode === null
  ) {
    if (await connects(ownerUrl)) return true;
    await pause(20);
  }
  await end(server);
  return false;
}

async function end(server: ChildProcess): Promise<void> {
  const ended = () => server.pid === undefined || server.exitCode !== null || server.signalCode !== null;
  // "Fast": open transactions are rolled back, everything committed is written.
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (ended()) return;
    server.kill(signal);
    if (await within(signal === "SIGINT" ? 15_000 : 3000, ended)) return;
  }
}

function tail(file: string): string {
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").slice(-8).join("\n") : "(none)";
}
