import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** Chromium without windows, as Debian packs it: no renderer for its own bars beside each page, which is a third of the work. */
const shell = "chromium-headless-shell";

/** Where a Chromium is: Playwright's own, or the system's. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  return (
    findProgram(shell) ??
    ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"].flatMap(
      (name) => findProgram(name) ?? [],
    )[0]
  );
}

/**
 * Makes sure that there is one. As root on Debian, where that can be done without asking, the one without windows is installed, even if
 * there is another: the tests take minutes less. Throws a sentence that says what to install.
 */
export async function ensureChromium(): Promise<void> {
  const own = chromium.executablePath();
  if ((own && existsSync(own)) || findProgram(shell)) return;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium for the end-to-end tests…");
    apt("update", "-qq");
    if (apt("install", "-y", "-qq", "--no-install-recommends", shell) !== 0 && !findChromium())
      apt("install", "-y", "-qq", "--no-install-recommends", "chromium");
  }
  if (findChromium()) return;
  throw new Error(
    "The end-to-end tests need a Chromium: run `npx playwright install chromium`, or install the package chromium.",
  );
}

function apt(...args: string[]): number | null {
  const options: SpawnSyncOptions = {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  };
  return spawnSync("apt-get", args, options).status;
}

function findProgram(name: string): string | undefined {
  return ["/usr/bin", ...(process.env.PATH ?? "").split(":")]
    .map((folder) => join(folder, name))
    .find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
