import { spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { holderOf, Lock } from "./lock.mjs";
import { root } from "./prepare.mjs";
import { signalGroup } from "./processes.mjs";
import { digestOf, isDone, markDone } from "./stamps";

const data = join(root, ".data");

/**
 * Writes the database client of the schema, unless it is there. Prisma looks for its engine although generating
 * needs none; any program that exists satisfies it, where the download would fail on a closed network.
 */
export async function generateClient(): Promise<void> {
  const digest = digestOf(["prisma/schema", "prisma.config.ts", "node_modules/prisma/package.json"]);
  await once("generated/.liftlock-generate", digest, "generate the database client", (lock) =>
    logged(lock, "prisma-generate", ["prisma/build/index.js", "generate"], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    }),
  );
}

const noSources = new Set(
  [".data", ".git", ".github", ".ci", ".next", "bench", "docs", "e2e", "generated", "node_modules"].concat([
    "next-env.d.ts",
    "playwright-report",
    "scripts",
    "test-results",
  ]),
);
const noSourceFiles = /\.(test\.tsx?|md|tsbuildinfo)$|^\.env/;

/** Builds the application, unless these very sources are built. */
export async function build(): Promise<void> {
  await generateClient();
  const sources = digestOf([""], (path) => noSources.has(path) || noSourceFiles.test(path));
  await once(".next/liftlock-build", sources, "build the application", async (lock) => {
    const other = serving();
    if (other)
      throw new Error(`The sources changed while process ${other.pid} serves the old build: stop it first.`);
    console.log("Building the application, about a minute…");
    await logged(lock, "next-build", ["next/dist/bin/next", "build"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    });
  });
}

/** Notes that this process serves the build: replacing it underneath would break its pages. */
export async function noteServing(): Promise<void> {
  await new Lock(join(data, `serving-${process.pid}.lock`), "serve").take();
}

function serving() {
  const files = readdirSync(data).filter((name) => /^serving-\d+\.lock$/.test(name));
  const holders = files.map((name) => {
    const holder = holderOf(join(data, name));
    if (!holder) rmSync(join(data, name), { force: true }); // Left by a process that was killed.
    return holder;
  });
  return holders.find((holder) => holder && holder.pid !== process.pid);
}

/** Does the work unless its stamp says that it was done for this digest; one command at a time in this checkout. */
async function once(
  stamp: string,
  digest: string,
  what: string,
  work: (lock: Lock) => Promise<void>,
): Promise<void> {
  if (isDone(stamp, digest)) return;
  const lock = new Lock(join(data, "prepare.lock"), what);
  await lock.wait((holder) => console.log(`Waiting for process ${holder.pid} to ${holder.what}…`));
  try {
    if (isDone(stamp, digest)) return;
    await work(lock);
    markDone(stamp, digest);
  } finally {
    lock.release();
  }
}

/** Runs a program of a package with its output in a log; throws the end of that when it fails. */
async function logged(
  lock: Lock,
  name: string,
  [program = "", ...args]: string[],
  env: Record<string, string>,
): Promise<void> {
  const file = join(data, `${name}.log`);
  const output = openSync(file, "w");
  const child = spawn(process.execPath, [join(root, "node_modules", program), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", output, output],
    detached: true,
  });
  closeSync(output);
  // Remembered: if we are killed, the next command stops it before it builds itself.
  lock.note(child.pid);
  const stop = () => child.pid && signalGroup(child.pid, "SIGKILL");
  process.once("exit", stop);
  const ending = await new Promise<string>((resolve) =>
    child.once("close", (code, signal) =>
      resolve(signal ? `was ended by ${signal}` : `ended with code ${code}`),
    ),
  );
  process.off("exit", stop);
  if (ending !== "ended with code 0") {
    const words = readFileSync(file, "utf8").trim().split("\n").slice(-60).join("\n");
    throw new Error(`${name} ${ending}:\n\n${words}\n\nAll of it is in ${file}.`);
  }
}
