import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { root } from "./prepare.mjs";

/**
 * Runs a script that uses the application's modules, and returns what it printed. In a process of its own, because
 * those modules read their settings once.
 */
export async function runScript(script: string, env: Record<string, string>): Promise<string> {
  const run = promisify(execFile)(process.execPath, ["--import", "tsx", script], {
    cwd: root,
    env: { ...process.env, ...env },
    maxBuffer: 50_000_000,
  });
  const stop = () => run.child.kill("SIGKILL");
  process.once("exit", stop);
  try {
    return (await run).stdout.trim();
  } catch (error) {
    throw new Error(`${script} failed. ${error instanceof Error ? error.message : error}`);
  } finally {
    process.off("exit", stop);
  }
}
