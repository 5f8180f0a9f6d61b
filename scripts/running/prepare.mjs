// @ts-check
// Plain Node without dependencies: this is what runs first on a fresh clone.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Lock } from "./lock.mjs";
import { signalGroup } from "./processes.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const stamp = join(root, "node_modules/.liftlock-lock");

/** Ends the command with one sentence instead of a stack trace. @param {string} sentence @returns {never} */
export function fail(sentence) {
  console.error(`\n${sentence}\n`);
  process.exit(1);
}

/** Ends the command when this Node or system can't run Liftlock. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Liftlock needs Node.js 20.19 or newer; this is ${process.version}. Get one at https://nodejs.org.`);
  }
  if (process.platform === "win32") {
    fail("Liftlock runs on Linux and macOS. On Windows, use the Linux subsystem (WSL).");
  }
}

/** Takes the settings of a .env file in the root, if there is one; the environment's own win. */
export function loadSettings() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/**
 * Makes node_modules what package-lock.json says: `npm ci` where anything is missing or differs.
 * No install script runs, because Prisma's downloads an engine, which a closed network refuses.
 * @param {{ forTests: boolean }} needs
 */
export async function install({ forTests }) {
  mkdirSync(join(root, ".data"), { recursive: true, mode: 0o711 });
  if (installed(forTests)) return;
  const lock = new Lock(join(root, ".data/prepare.lock"), "install");
  await lock.wait((holder) => console.log(`Waiting for another command (process ${holder.pid}) to install…`));
  try {
    if (installed(forTests)) return;
    console.log("Installing packages…");
    const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    const npm = process.env.npm_execpath;
    const [program, first] = npm?.endsWith(".js") ? [process.execPath, [npm]] : ["npm", []];
    const code = await run(program, [...first, ...args, ...(forTests ? ["--include=dev"] : [])], (pid) =>
      lock.note(pid),
    );
    if (code !== 0) fail("npm ci failed, see above. Liftlock needs the npm registry once, to install.");
    writeFileSync(stamp, `${digest()}${forTests || process.env.NODE_ENV !== "production" ? " dev" : ""}\n`);
  } finally {
    lock.release();
  }
}

/** @param {boolean} forTests */
function installed(forTests) {
  if (!existsSync(stamp)) return adopt(forTests);
  const [hash, dev] = readFileSync(stamp, "utf8").trim().split(" ");
  if (hash === digest() && (dev || !forTests)) return true;
  return adopt(forTests);
}

/**
 * Somebody ran npm by hand: npm's own record of what it put into node_modules tells whether that is enough.
 * @param {boolean} forTests
 */
function adopt(forTests) {
  const record = join(root, "node_modules/.package-lock.json");
  if (!existsSync(record)) return false;
  const wanted = packages(join(root, "package-lock.json"));
  const found = packages(record);
  let complete = true;
  for (const [path, wants] of Object.entries(wanted)) {
    if (path === "" || wants.link || found[path]?.version === wants.version) continue;
    if (found[path]) return false;
    if (wants.optional || wants.devOptional) continue;
    if (!wants.dev) return false;
    complete = false;
  }
  if (forTests && !complete) return false;
  writeFileSync(stamp, `${digest()}${complete ? " dev" : ""}\n`);
  return true;
}

/**
 * @typedef {{ version?: string, dev?: boolean, optional?: boolean, devOptional?: boolean, link?: boolean }} Package
 * @param {string} file @returns {Record<string, Package>}
 */
function packages(file) {
  return JSON.parse(readFileSync(file, "utf8")).packages ?? {};
}

function digest() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/**
 * Runs a program in its own process group, so that a Ctrl-C reaches it once and through us.
 * @param {string} program @param {string[]} args @param {(pid: number | undefined) => void} onStart
 * @returns {Promise<number>}
 */
function run(program, args, onStart) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      detached: true,
    });
    const stop = () => {
      if (child.pid) signalGroup(child.pid, "SIGTERM");
      process.exit(130);
    };
    for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.once(signal, stop);
    onStart(child.pid);
    child.on("error", (error) => fail(`Can't run ${program}: ${error.message}`));
    child.on("close", (code) => {
      for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.off(signal, stop);
      resolve(code ?? 1);
    });
  });
}

/**
 * Loads one of our TypeScript files into this process: possible from here on, because tsx is installed now.
 * @param {string} path relative to the root
 */
export async function load(path) {
  // The alias "@/" is resolved from where we are.
  process.chdir(root);
  const { register } = await import("tsx/esm/api");
  register();
  return import(pathToFileURL(join(root, path)).href);
}
