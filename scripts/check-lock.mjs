// @ts-check
// npm run check:lock [-- --fix]
// npm leaves packages for other systems out of package-lock.json when the registry at hand does not offer them, and
// `npm ci` then refuses the file. This finds such holes, and fills them with what their dependents ask for.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./running/prepare.mjs";

/** @typedef {{ version?: string, os?: string[], cpu?: string[], libc?: string[], optional?: boolean, dev?: boolean, devOptional?: boolean, optionalDependencies?: Record<string, string> }} Entry */

const file = join(root, "package-lock.json");
/** @type {{ packages: Record<string, Entry> }} */
const lock = JSON.parse(readFileSync(file, "utf8"));

/** @type {Record<string, Entry>} */
const holes = {};
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (found(path, name)) continue;
    const dev = path !== "" && entry.dev ? { dev: true } : {};
    holes[`node_modules/${name}`] = { version, ...dev, optional: true, ...systemIn(name) };
  }
}

/** npm places these packages at the top, or inside the one dependent that needs another version. @param {string} dependent @param {string} name */
function found(dependent, name) {
  return `node_modules/${name}` in lock.packages || `${dependent}/node_modules/${name}` in lock.packages;
}

/**
 * The system a package is for, as its name says by the custom of such packages: without it npm would fetch all of
 * them everywhere.
 * @param {string} name
 */
function systemIn(name) {
  const words = name.split(/[-/]/);
  /** @param {string[]} known */
  const pick = (known) => words.find((word) => known.includes(word));
  const os = pick(["aix", "android", "darwin", "freebsd", "linux", "openharmony", "win32"]);
  const cpu =
    pick(["arm", "arm64", "ia32", "ppc64", "riscv64", "s390x", "wasm32", "x64"]) ??
    (pick(["armv7", "gnueabihf", "eabi"]) && "arm");
  const libc =
    words.includes("musl") || words.includes("musleabihf")
      ? "musl"
      : words.includes("gnu")
        ? "glibc"
        : undefined;
  return { ...(cpu && { cpu: [cpu] }), ...(libc && { libc: [libc] }), ...(os && { os: [os] }) };
}

const names = Object.keys(holes);
if (names.length > 0 && process.argv.includes("--fix")) {
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...holes }).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`Filled ${names.length} holes in package-lock.json.`);
} else if (names.length > 0) {
  console.error(
    `package-lock.json lacks ${names.length} optional packages (npm run check:lock -- --fix):\n${names.join("\n")}`,
  );
  process.exitCode = 1;
}
