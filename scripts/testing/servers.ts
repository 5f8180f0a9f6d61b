import { freePort } from "../running/port";
import { runScript } from "../running/run-script";
import { type Server, serve } from "../running/server";
import { cloneDatabase, emptyTemplate, storyTemplate, type TestPostgres } from "./throwaway";

/** What a server starts with: nothing at all, the sample story, or that with the demo's sign-in by a click. */
export type World = "empty" | "story" | "demo";
export type ServerOptions = { world: World };

/**
 * The server of one test worker. Every test file gets it fresh, on a database of its own: files can run in any order,
 * while the tests of a file go on where the one before left off.
 */
export class Servers {
  #current: { file: string; url: string; env: Record<string, string>; server: Server } | undefined;

  constructor(
    private readonly worker: number,
    private readonly world: World,
  ) {}

  /** Where the server of this file is, started if it is not running. */
  async urlFor(file: string): Promise<string> {
    if (this.#current?.file === file) return this.#current.url;
    await this.stop();
    const postgres = JSON.parse(process.env.LIFTLOCK_TEST_POSTGRES ?? "") as TestPostgres;
    const template = this.world === "empty" ? emptyTemplate : storyTemplate;
    const { appUrl } = await cloneDatabase(postgres, `e2e_${this.worker}`, template);
    const port = await freePort();
    const env = { ...e2eSettings(appUrl, port), LIFTLOCK_DEMO: this.world === "demo" ? "1" : "" };
    const server = await serve({ port, host: "127.0.0.1", env });
    const url = `http://localhost:${port}`;
    this.#current = { file, url, env, server };
    return url;
  }

  /** The one-time link that the start command prints for an empty instance. */
  async firstAdminLink(): Promise<string> {
    if (!this.#current) throw new Error("The server is not running yet: ask for its page first.");
    return runScript("scripts/first-admin.ts", this.#current.env);
  }

  async stop(): Promise<void> {
    await this.#current?.server.stop();
    this.#current = undefined;
  }
}

/** The settings of a server under test; what a developer's .env says is shut out. */
export function e2eSettings(appUrl: string, port: number): Record<string, string> {
  return {
    DATABASE_URL: appUrl,
    DATABASE_OWNER_URL: "",
    NEXTAUTH_URL: `http://localhost:${port}`,
    NEXTAUTH_SECRET: "only for tests, where nothing is worth protecting",
    LIFTLOCK_DEMO: "",
    LIFTLOCK_TRUST_PROXY: "",
    LOG_LEVEL: "error",
  };
}
