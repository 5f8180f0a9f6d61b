import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { connects, withClient } from "./connection";
import { throwawayPlace } from "./place";
import { type Postgres, startPostgres } from "./postgres";
import { within } from "./processes.mjs";

let place: ReturnType<typeof throwawayPlace>;
let running: Postgres | undefined;

async function start(durable = false): Promise<Postgres> {
  running = await startPostgres(place, { home: place.home, durable });
  return running;
}
const ask = (postgres: Postgres, sql: string) =>
  withClient(postgres.ownerUrl("postgres"), async (c) => (await c.query(sql)).rows);
const pidFile = () => join(place.data, "postmaster.pid");
const serverPid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(place.home, { recursive: true, force: true });
});

describe("The embedded Postgres", () => {
  it("keeps its data over a stop, a kill of the server and a kill of what had started it", async () => {
    place = throwawayPlace();
    const first = await start(true);
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS value");
    await first.stop();
    expect(existsSync(pidFile())).toBe(false);

    const second = await start(true);
    const before = serverPid();
    process.kill(before, "SIGKILL");
    await within(10_000, () => existsSync(pidFile()) && serverPid() !== before);
    await expect.poll(() => connects(second.ownerUrl("postgres")), { timeout: 10_000 }).toBe(true);
    expect(await ask(second, "SELECT value FROM kept")).toEqual([{ value: 42 }]);

    // Another start finds the server of one that can't stop it any more.
    const orphan = serverPid();
    const third = await startPostgres(place, { home: place.home, durable: true });
    running = third;
    expect(serverPid()).not.toBe(orphan);
    expect(await ask(third, "SELECT value FROM kept")).toEqual([{ value: 42 }]);
    await second.stop();
  }, 60_000);

  it("starts over a stale pid file, even if its number belongs to another process now, which is left alone", async () => {
    place = throwawayPlace();
    await (await start()).stop();
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    try {
      writeFileSync(pidFile(), `${stranger.pid}\n${place.data}\n1700000000\n5432\n\n127.0.0.1\n1 2\nready\n`);
      await start();
      expect(stranger.exitCode).toBeNull();
      expect(stranger.signalCode).toBeNull();
    } finally {
      stranger.kill("SIGKILL");
    }
  }, 60_000);

  it("gets a new password when the file with it was lost, and the data stay", async () => {
    place = throwawayPlace();
    const first = await start();
    await ask(first, "CREATE TABLE kept AS SELECT 42 AS value");
    await first.stop();
    rmSync(join(place.home, "postgres.json"));
    expect(await ask(await start(), "SELECT value FROM kept")).toEqual([{ value: 42 }]);
  }, 60_000);

  it("lets nobody in without the password, who may be on the same machine", async () => {
    place = throwawayPlace();
    const postgres = await start();
    const url = new URL(postgres.ownerUrl("postgres"));
    url.password = "guess";
    await expect(connects(url.toString())).rejects.toThrow("password authentication failed");
  }, 60_000);
});
