import { spawn } from "node:child_process";
import { root } from "./prepare.mjs";
import { signalGroup, within } from "./processes.mjs";

// Some tools take their colour from where they are run, others take any FORCE_COLOR for a yes.
const colours = process.stdout.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };

/** Runs a Node program in the root; its output is shown, or captured to be shown when it matters. */
export async function runTool(
  args: string[],
  { capture = false, env = {} }: { capture?: boolean; env?: Record<string, string> } = {},
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...colours, ...env },
    stdio: capture ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
    // Its own process group: a Ctrl-C reaches it once, through us, and we wait while it cleans up.
    detached: true,
  });
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (child.pid) signalGroup(child.pid, "SIGINT");
    if (!(await within(15_000, ended)) && child.pid) signalGroup(child.pid, "SIGKILL");
    process.exit(130);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, stop);
  let output = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (exit, signal) => {
      if (signal) console.error(`Ended by ${signal}.`);
      resolve(exit ?? 1);
    });
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, stop);
  return { code, output: output.trimEnd() };
}
