import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../scripts/running/port";
import { root } from "../scripts/running/prepare.mjs";
import { pause, signalGroup } from "../scripts/running/processes.mjs";
import type { Stopper } from "../scripts/running/stopper";

/** Resolves when the address answers; how long that took since the start, in ms. */
export async function answers(url: string, from: number): Promise<number> {
  for (const until = Date.now() + 60_000; Date.now() < until; await pause(10)) {
    if (
      await fetch(url, { redirect: "manual" }).then(
        ({ status }) => status < 500,
        () => false,
      )
    )
      return performance.now() - from;
  }
  throw new Error(`${url} does not answer`);
}

/** An empty page of the same Next, built on demand. */
export async function startFloor(stopper: Stopper): Promise<string> {
  const next = join(root, "node_modules/next/dist/bin/next");
  const folder = join(root, "bench/floor");
  const run = (args: string[], port?: number) =>
    spawn(process.execPath, [next, ...args, folder], {
      stdio: "ignore",
      detached: true,
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        ...(port && { PORT: String(port) }),
      },
    });
  const building = run(["build"]);
  stopper.add(async () => void (building.pid && signalGroup(building.pid, "SIGKILL")));
  const code = await new Promise((resolve) => building.once("close", resolve));
  if (code !== 0) throw new Error("bench/floor does not build: run `npx next build bench/floor` to see why.");
  const port = await freePort();
  const server = run(["start", "-p", String(port), "-H", "127.0.0.1"]);
  stopper.add(async () => void (server.pid && signalGroup(server.pid, "SIGTERM")));
  const url = `http://127.0.0.1:${port}`;
  await answers(url, performance.now());
  return url;
}

/** Resident memory of a process and those it started, in MB. */
export function memoryOf(pid: number): number {
  const read = (file: string) => {
    try {
      return readFileSync(file, "utf8");
    } catch {
      return "";
    }
  };
  const resident = Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) / 1024;
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && read(`/proc/${name}/stat`).split(") ")[1]?.split(" ")[1] === String(pid),
  );
  return resident + children.reduce((sum, child) => sum + memoryOf(Number(child)), 0);
}
