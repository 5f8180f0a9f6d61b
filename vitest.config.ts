import { fileURLToPath } from "node:url";
import { configDefaults, defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const elsewhere = [...configDefaults.exclude, ".next/**", ".data/**", "generated/**", "e2e/**"];

export default defineConfig({
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  test: {
    // Two cores are what the smallest CI machine has; more only makes databases wait for each other.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["**/*.test.{ts,tsx}"],
          exclude: [...elsewhere, "**/*.db.test.ts"],
          // Most of these files are rules without state: a world of its own for each would cost more than its tests.
          isolate: false,
          // Properties are tried hundreds of times, and a busy machine is no reason to fail.
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["**/*.db.test.ts"],
          exclude: elsewhere,
          // One module world per worker: loading it anew took a sixth of the time. Each file has a database of its own all the same.
          isolate: false,
          globalSetup: ["./scripts/testing/postgres.setup.ts"],
          setupFiles: ["./scripts/testing/database.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
