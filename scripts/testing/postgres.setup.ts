import type { TestProject } from "vitest/node";
import { generateClient } from "../running/build";
import { startThrowaway, type TestPostgres } from "./throwaway";

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/** Before the database tests: a server of their own. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await generateClient();
  const { ownerUrl, appUrl, stop } = await startThrowaway();
  project.provide("postgres", { ownerUrl, appUrl });
  return stop;
}
