import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/testing/chromium";
import type { ServerOptions } from "./scripts/testing/servers";

const executablePath = findChromium();

export default defineConfig<object, ServerOptions>({
  testDir: "e2e/flows",
  outputDir: "test-results",
  globalSetup: "./scripts/testing/e2e.setup.ts",
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: "list",
  use: {
    // What is not there is named, instead of using up the time of its whole test.
    actionTimeout: 25_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // What is still fading in has no colours to judge yet.
    contextOptions: { reducedMotion: "reduce" },
    // Recording every action of every test would be a third of its time; `--trace on` asks for it where something fails.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath && { executablePath }),
      args: [
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
      ],
    },
  },
});
