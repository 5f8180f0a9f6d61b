import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { moveData, type Place } from "./place";
import { identity, stillRuns, within } from "./processes.mjs";

export type Passwords = { owner: string; app: string };

/**
 * Makes the data directory fit to be started: healed after a crash, moved if it has to, created if it is not
 * there. Returns the passwords kept in `home`, readable to us alone.
 */
export async function readyCluster(place: Place, home: string, durable: boolean): Promise<Passwords> {
  if (place.moveFrom) {
    await stopStray(place.moveFrom);
    moveData(place.moveFrom, place.data);
  }
  await stopStray(place.data);
  const isNew = !existsSync(place.data);
  const file = join(home, "postgres.json");
  if (!existsSync(file)) {
    const passwords: Passwords = {
      owner: randomBytes(24).toString("hex"),
      app: randomBytes(24).toString("hex"),
    };
    // Lost with the data still there: whoever may write them may also set a new one.
    if (!isNew) setOwnerPassword(place, passwords.owner);
    writeFileSync(file, JSON.stringify(passwords), { mode: 0o600 });
  }
  const passwords = JSON.parse(readFileSync(file, "utf8")) as Passwords;
  if (isNew) createCluster(place, passwords.owner, durable);
  else checkVersion(place);
  return passwords;
}

function createCluster(place: Place, password: string, durable: boolean): void {
  // Made beside its final place and renamed: an interrupted start leaves no half cluster behind.
  const draft = `${place.data}.new`;
  const passwordFile = `${place.data}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.account) {
    for (const path of [draft, passwordFile]) chownSync(path, place.account.uid, place.account.gid);
  }
  const made = spawnSync(
    join(place.binaries, "bin/initdb"),
    [
      `--pgdata=${draft}`,
      "--username=liftlock_owner",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The same order of text on every machine, whatever locales it has.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(durable ? [] : ["--no-sync"]),
      "--no-instructions",
    ],
    { ...place.account, cwd: "/", env: bareEnvironment(), encoding: "utf8" },
  );
  rmSync(passwordFile, { force: true });
  if (made.stderr?.includes("could not look up effective user ID")) {
    throw new Error(
      `Postgres can't create a database as user ${place.account?.uid ?? process.getuid?.()}, which has no entry in ` +
        "/etc/passwd. Add one, start Liftlock as another user, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  if (made.status !== 0)
    throw new Error(`Can't create the database in ${place.data}: ${made.error ?? made.stderr}`);
  renameSync(draft, place.data);
}

function setOwnerPassword(place: Place, password: string): void {
  const done = spawnSync(join(place.binaries, "bin/postgres"), ["--single", "-D", place.data, "postgres"], {
    ...place.account,
    cwd: place.data,
    env: bareEnvironment(),
    input: `ALTER ROLE liftlock_owner PASSWORD '${password}'\n`,
    encoding: "utf8",
  });
  if (done.status !== 0)
    throw new Error(`Can't set the password of the database in ${place.data}: ${done.stderr}`);
}

function checkVersion(place: Place): void {
  const data = readFileSync(join(place.data, "PG_VERSION"), "utf8").trim();
  const program = spawnSync(join(place.binaries, "bin/postgres"), ["--version"], { encoding: "utf8" }).stdout;
  if (program.includes(` ${data}.`) || program.includes(` ${data}beta`) || program.includes(` ${data}rc`))
    return;
  throw new Error(
    `The data in ${place.data} are of PostgreSQL ${data}, but this Liftlock brings ${program.trim()}.`,
  );
}

/** Deals with a server on these data that a killed start left running, and with the pid file of one that is gone. */
export async function stopStray(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  const known = identity(pid);
  if (known !== null && worksIn(pid, data)) {
    const stray = { pid, identity: known };
    for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
      process.kill(pid, signal);
      if (await within(signal === "SIGINT" ? 15_000 : 3000, () => !stillRuns(stray))) break;
    }
  }
  // The number may belong to any other process by now; Postgres itself would refuse to start then.
  rmSync(file, { force: true });
}

function worksIn(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    const command = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
    return command.includes("postgres") && command.includes(data);
  }
}

/** A PGDATA or PGPORT of the person who starts us must not reach our own server. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", LANG: "C", LC_ALL: "C", TZ: "UTC", NODE_ENV: process.env.NODE_ENV };
}
