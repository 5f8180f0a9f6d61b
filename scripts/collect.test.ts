import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { pushInput } from "@/features/health/schema";

type Push = z.output<typeof pushInput>;

let server: Server;
let address: string;
let folder: string;
/** What each address answers now. */
let answers: Record<string, () => { status: number; body: string }>;
let pushes: Push[];
let asked: string[];

beforeEach(async () => {
  [answers, pushes, asked] = [{}, [], []];
  folder = mkdtempSync(join(tmpdir(), "liftlock-collect-"));
  server = createServer((request, response) => {
    const url = request.url ?? "";
    const { status, body } = answers[url.split("?")[0] ?? ""]?.() ?? { status: 404, body: "" };
    let sent = "";
    request.on("data", (part) => {
      sent += part;
    });
    request.on("end", () => {
      asked.push(url);
      if (request.method === "POST" && status < 300)
        pushes.push(pushInput.parse({ ...JSON.parse(sent), upgrade: "APIM-45", environment: "prod" }));
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers[samples] = () => ({ status: 201, body: "{}" });
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const samples = "/api/v1/upgrades/APIM-45/environments/prod/health/samples";
const ok = (body: unknown) => () => ({
  status: 200,
  body: typeof body === "string" ? body : JSON.stringify(body),
});

function collect(sources: object[], args: string[] = ["--rounds", "1"], more: object = {}) {
  const file = join(folder, "config.json");
  writeFileSync(
    file,
    JSON.stringify({
      liftlock: address,
      upgrade: "APIM-45",
      environment: "prod",
      stack: "new",
      everySeconds: 0.1,
      queue: { file: join(folder, "queue.json") },
      sources,
      ...more,
    }),
  );
  const child = spawn(process.execPath, [join(import.meta.dirname, "collect.mjs"), file, ...args], {
    env: { ...process.env, LIFTLOCK_TOKEN: "llk_test" },
  });
  let said = "";
  child.stderr.on("data", (part) => {
    said += part;
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.on("close", (code) => resolve({ code, said })),
  );
  return { child, ended };
}

/** Everything that was pushed: values by metric and label, in order. */
const values = () => {
  const found: Record<string, number[]> = {};
  for (const { series } of pushes)
    for (const { metric, label, samples: all } of series)
      found[`${metric} ${label}`] = [
        ...(found[`${metric} ${label}`] ?? []),
        ...all.map(({ value }) => value),
      ];
  return found;
};

describe("The collector", { timeout: 30_000 }, () => {
  it("reads a text endpoint: sums, shares, rates, and by label", async () => {
    let requests = 0;
    answers["/metrics"] = () => {
      requests += 100;
      return ok(
        [
          "# HELP process_cpu_usage of the process",
          "process_cpu_usage 0.42",
          'jvm_memory_used_bytes{area="heap",id="G1 Eden"} 3e8',
          'jvm_memory_used_bytes{area="heap",id="G1 \\"Old\\""} 1e8',
          'jvm_memory_used_bytes{area="nonheap",id="Meta"} 9e8',
          'jvm_memory_max_bytes{area="heap",id="G1 Eden"} 8e8',
          'jvm_memory_max_bytes{area="nonheap",id="Meta"} NaN',
          `http_total{code="200"} ${requests * 9}`,
          `http_total{code="503"} ${requests}`,
          `denied_total{application="Shop"} ${requests}`,
        ].join("\n"),
      )();
    };
    const source = {
      kind: "text",
      url: `${address}/metrics`,
      label: "gw1",
      metrics: [
        { metric: "cpu", from: "process_cpu_usage", times: 100 },
        {
          metric: "heap",
          from: "jvm_memory_used_bytes",
          where: { area: "heap" },
          over: "jvm_memory_max_bytes",
          overWhere: { area: "heap" },
          times: 100,
        },
        {
          metric: "error_rate",
          from: "http_total",
          where: { code: "5.." },
          over: "http_total",
          as: "rate",
          times: 100,
        },
        { metric: "auth_failures", from: "denied_total", by: "application", as: "rate", times: 60 },
      ],
    };
    const { code, said } = await collect([source], ["--rounds", "2"]).ended;
    expect([code, said]).toEqual([0, ""]);
    const found = values();
    expect(found["cpu gw1"]).toEqual([42, 42]);
    expect(found["heap gw1"]).toEqual([50, 50]);
    // Of two rounds a counter makes one rate.
    expect(found["error_rate gw1"]).toHaveLength(1);
    expect(found["error_rate gw1"]?.[0]).toBeCloseTo(10);
    expect(found["auth_failures Shop"]?.[0]).toBeGreaterThan(0);
  });

  it("asks Prometheus, and takes its history for a baseline", async () => {
    const result = (values: unknown) => ({
      data: { result: [{ metric: { instance: "gw1" }, ...(values as object) }] },
    });
    answers["/api/v1/query"] = ok(result({ value: [1_780_000_000, "0.25"] }));
    answers["/api/v1/query_range"] = ok(
      result({
        values: [
          [1_780_000_000, "0.1"],
          [1_780_000_060, "NaN"],
          [1_780_000_120, "0.3"],
        ],
      }),
    );
    const source = {
      kind: "prometheus",
      url: address,
      metrics: [{ metric: "latency_p95", query: "p95(x)", label: "instance", times: 1_000 }],
    };
    await collect([source]).ended;
    expect(values()).toEqual({ "latency_p95 gw1": [250] });
    pushes = [];
    const range = ["--from", "2026-05-28T20:00:00Z", "--until", "2026-05-28T21:00:00Z"];
    expect((await collect([source], range, { everySeconds: 60, stack: "old" }).ended).code).toBe(0);
    expect(pushes[0]?.stack).toBe("old");
    expect(values()).toEqual({ "latency_p95 gw1": [100, 300] });
    expect(asked.some((url) => url.includes("step=60"))).toBe(true);
  });

  it("tells that a health address answers or does not; elsewhere no answer is no sample", async () => {
    answers["/services/Version"] = ok("up");
    const { code, said } = await collect([
      { kind: "health", url: `${address}/services/Version`, label: "gw1" },
      { kind: "health", url: `${address}/nothing`, label: "gw2" },
      { kind: "text", url: `${address}/nothing`, label: "gw3", metrics: [{ metric: "cpu", from: "cpu" }] },
    ]).ended;
    expect(code).toBe(0);
    expect(values()).toEqual({ "up gw1": [1], "up gw2": [0] });
    expect(said).toContain("Nothing was measured there this time");
  });

  it("keeps what Liftlock could not take, over a restart too, and pushes it when it is back", async () => {
    answers["/metrics"] = ok("cpu 7");
    answers[samples] = () => ({ status: 503, body: "" });
    const source = {
      kind: "text",
      url: `${address}/metrics`,
      label: "gw1",
      metrics: [{ metric: "cpu", from: "cpu" }],
    };
    const offline = await collect([source], ["--rounds", "3"]).ended;
    expect(offline.code).toBe(1);
    expect(offline.said).toContain("3 samples were not pushed");
    expect(pushes).toEqual([]);
    expect(JSON.parse(readFileSync(join(folder, "queue.json"), "utf8"))).toHaveLength(3);
    answers[samples] = () => ({ status: 201, body: "{}" });
    expect((await collect([source]).ended).code).toBe(0);
    expect(values()).toEqual({ "cpu gw1": [7, 7, 7, 7] });
    const moments = pushes.flatMap(({ series }) => series.flatMap((one) => one.samples.map(({ at }) => at)));
    expect(new Set(moments).size).toBe(4);
    expect(existsSync(join(folder, "queue.json"))).toBe(false);
  });

  it("drops the oldest when the queue is full, and what is refused for its content, and says so", async () => {
    answers["/metrics"] = ok("cpu 7");
    answers[samples] = () => ({ status: 503, body: "" });
    const source = { kind: "text", url: `${address}/metrics`, metrics: [{ metric: "cpu", from: "cpu" }] };
    const file = join(folder, "queue.json");
    const full = await collect([source], ["--rounds", "4"], { queue: { file, atMost: 2 } }).ended;
    expect(full.said).toContain("The queue is full: the oldest 1 samples were dropped");
    expect(JSON.parse(readFileSync(file, "utf8"))).toHaveLength(2);
    answers[samples] = () => ({ status: 409, body: JSON.stringify({ detail: "cpu is measured in %" }) });
    const refused = await collect([source]).ended;
    expect(refused.said).toContain("Liftlock refused 3 samples (409: cpu is measured in %)");
    expect(existsSync(file)).toBe(false);
  });

  it("stops when it is told to, and says what is wrong with a configuration", async () => {
    answers["/metrics"] = ok("cpu 7");
    const source = { kind: "text", url: `${address}/metrics`, metrics: [{ metric: "cpu", from: "cpu" }] };
    const { child, ended } = collect([source], []);
    await expect.poll(() => pushes.length, { timeout: 10_000 }).toBeGreaterThan(2);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
    const wrong = await collect([{ kind: "snmp", url: address }]).ended;
    expect(wrong).toMatchObject({
      code: 1,
      said: expect.stringContaining("text, prometheus or health, not snmp"),
    });
  });
});
