import { type SpawnSyncOptions, spawnSync } from "node:child_process";
import { accessSync, constants, existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "@playwright/test";

/** Where a Chromium is: Playwright's own, or the system's. */
export function findChromium(): string | undefined {
  const own = chromium.executablePath();
  if (own && existsSync(own)) return own;
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(":")];
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/** Makes sure that there is one: installs it where that can be done without asking: as root on Debian. Throws a sentence that says what to install. */
export async function ensureChromium(): Promise<void> {
  if (findChromium()) return;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium for the end-to-end tests…");
    const options: SpawnSyncOptions = {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    };
    spawnSync("apt-get", ["update", "-qq"], options);
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], options);
  }
  if (findChromium()) return;
  throw new Error(
    "The end-to-end tests need a Chromium: run `npx playwright install chromium`, or install the package chromium.",
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
