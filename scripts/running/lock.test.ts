import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { holderOf, Lock } from "./lock.mjs";
import { identity, stillRuns, within } from "./processes.mjs";

let folder: string;
const file = () => join(folder, "run.lock");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process of its own group that does nothing until it is stopped. */
function idle() {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    detached: true,
    stdio: "ignore",
  });
  const pid = child.pid ?? 0;
  const known = identity(pid);
  if (known === null) throw new Error("The idle process did not start");
  return { child, pid, identity: known };
}

describe("The lock of a data folder", () => {
  it("is held by one, and tells the next who has it and where it is reached", async () => {
    const first = new Lock(file(), "start");
    expect(await first.take()).toBeNull();
    first.announce("http://localhost:3000");
    expect(await new Lock(file(), "start").take()).toMatchObject({
      pid: process.pid,
      url: "http://localhost:3000",
    });
    first.release();
    expect(await new Lock(file(), "dev").take()).toBeNull();
  });

  it("is taken over from a process that was killed, and what that had started is stopped", async () => {
    const child = idle();
    const killed = { pid: 999_999, identity: "another boot 1", what: "start", since: "", children: [child] };
    writeFileSync(
      file(),
      JSON.stringify({ ...killed, children: [{ pid: child.pid, identity: child.identity }] }),
    );
    expect(holderOf(file())).toBeNull();
    expect(await new Lock(file(), "start").take()).toBeNull();
    expect(await within(3000, () => !stillRuns(child))).toBe(true);
    expect(JSON.parse(readFileSync(file(), "utf8"))).toMatchObject({ pid: process.pid });
  });

  it("never stops a process that merely has the number of one that was started before", async () => {
    const stranger = idle();
    try {
      const children = [{ pid: stranger.pid, identity: "another boot 2" }];
      const killed = { pid: stranger.pid, identity: "another boot 1", what: "start", since: "", children };
      writeFileSync(file(), JSON.stringify(killed));
      expect(await new Lock(file(), "start").take()).toBeNull();
      expect(stillRuns(stranger)).toBe(true);
    } finally {
      stranger.child.kill("SIGKILL");
    }
  });

  it("is taken over when a crash left half of it", async () => {
    writeFileSync(file(), '{"pid":');
    expect(await new Lock(file(), "start").take()).toBeNull();
    expect(readdirSync(folder)).toEqual(["run.lock"]);
  });

  it("goes to exactly one of many that find the same stale one", async () => {
    writeFileSync(
      file(),
      JSON.stringify({ pid: 999_999, identity: "gone", what: "start", since: "", children: [] }),
    );
    const script = `
      const { Lock } = await import(${JSON.stringify(join(import.meta.dirname, "lock.mjs"))});
      const holder = await new Lock(${JSON.stringify(file())}, "start").take();
      console.log(holder ? "refused" : "held");
      setTimeout(() => process.exit(), 1500);`;
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => {
        const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
        return new Promise<string>((resolve) => {
          let said = "";
          child.stdout.on("data", (chunk: Buffer) => {
            said += chunk.toString();
          });
          child.once("close", () => resolve(said.trim()));
        });
      }),
    );
    expect(answers.sort()).toEqual(["held", "refused", "refused", "refused", "refused", "refused"]);
  }, 20_000);
});
