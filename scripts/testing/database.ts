import { cloneDatabase, type TestPostgres } from "./throwaway";

/**
 * Gives this process an empty, migrated database of its own and the settings of a server. Called before every
 * test file (database.setup.ts), so files don't see each other's rows; tests within a file do.
 * Like the server, tests connect with the application's rights; DATABASE_OWNER_URL is there for those that must not.
 */
export async function useDatabase(postgres: TestPostgres, name: string): Promise<void> {
  const { appUrl, ownerUrl } = await cloneDatabase(postgres, name);
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: ownerUrl,
    NEXTAUTH_URL: "http://localhost:3000",
    NEXTAUTH_SECRET: "only for tests, where nothing is worth protecting",
    LIFTLOCK_DEMO: "",
    LIFTLOCK_TRUST_PROXY: "",
    LOG_LEVEL: process.env.LOG_LEVEL || "fatal",
  });
}
