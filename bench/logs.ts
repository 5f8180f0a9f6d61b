// How fast logs are read, beside what reads them today: node --import tsx bench/logs.ts [GB]. Run it on a quiet machine.
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Memory of the whole process, in MB, and how much of the file each aim allows. */
const memoryAim = 300;

const pick = <Item>(items: readonly Item[], random: () => number): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** The same numbers on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

const quiet: readonly (readonly [string, string])[] = [
  ["org.wso2.carbon.databridge.core.DataBridge", "user admin connected from session"],
  ["org.apache.synapse.mediators.builtin.LogMediator", "To: /pizzashack/1.0.0/menu, MessageID: urn:uuid:"],
  [
    "org.wso2.carbon.apimgt.gateway.throttling.util.BlockingConditionRetriever",
    "Blocking conditions read in",
  ],
  ["org.wso2.carbon.registry.indexing.AsyncIndexer", "Indexed resources in"],
];

const loud: readonly (readonly [string, string])[] = [
  ["org.apache.synapse.transport.passthru.TargetHandler", "I/O error: Connection refused by 10.0.0."],
  [
    "org.wso2.carbon.apimgt.gateway.handlers.security.APIAuthenticationHandler",
    "API authentication failure due to Invalid Credentials, consumer ",
  ],
  [
    "org.wso2.carbon.apimgt.impl.dao.ApiMgtDAO",
    "Failed to retrieve API categories for organization carbon.super, request ",
  ],
];

/** A megabyte or so of a busy gateway's log: nine of ten entries below WARN, one of fifty with a stack trace. */
function somePart(seed: number): Buffer {
  const random = randomFrom(seed);
  const lines: string[] = [];
  let length = 0;
  let time = Date.UTC(2026, 10, 1) + seed * 60_000;
  while (length < 1_000_000) {
    time += Math.floor(random() * 20);
    const at = new Date(time).toISOString().replace("T", " ").replace("Z", "").replace(".", ",");
    const isQuiet = random() < 0.9;
    const level = isQuiet ? " INFO" : random() < 0.5 ? " WARN" : "ERROR";
    const [logger, message] = pick(isQuiet ? quiet : loud, random);
    const number = Math.floor(random() * 1_000_000);
    const line = `TID: [-1234] [] [${at}] ${level} {${logger}} - ${message}${number}`;
    lines.push(line);
    length += line.length + 1;
    if (!isQuiet && random() < 0.2) {
      lines.push("java.sql.SQLException: Connection is closed");
      for (let frame = 0; frame < 25; frame += 1)
        lines.push(`\tat org.example.pool.Layer${frame}.call(Layer${frame}.java:${100 + frame})`);
      length += 25 * 55;
    }
  }
  return Buffer.from(`${lines.join("\n")}\n`);
}

function writeLog(path: string, bytes: number): void {
  const parts = Array.from({ length: 16 }, (_, at) => somePart(at + 1));
  const file = openSync(path, "w");
  for (let written = 0, at = 0; written < bytes; at += 1) {
    const part = parts[at % parts.length] as Buffer;
    writeSync(file, part);
    written += part.length;
  }
  closeSync(file);
}

type Timed = { what: string; seconds: number; said: string; memory: string };

function timed(what: string, command: string, args: readonly string[], say: (out: string) => string): Timed {
  const began = performance.now();
  const { stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: 64_000_000 });
  const seconds = (performance.now() - began) / 1_000;
  const [, peak, cpu] = /peak (\d+) cpu (\d+)/.exec(stderr) ?? [];
  const more = cpu === undefined ? "" : `, ${(Number(cpu) / 1_000).toFixed(2)} s of processor time`;
  return { what, seconds, said: say(stdout) + more, memory: peak === undefined ? "" : `${peak} MB` };
}

const gigabytes = Number(process.argv[2] ?? 1);
const folder = mkdtempSync(join(tmpdir(), "liftlock-logs-"));
try {
  const path = join(folder, "wso2carbon.log");
  writeLog(path, gigabytes * 1_000_000_000);
  const size = statSync(path).size / 1_000_000;
  // Once before anything is measured: from then on the file is in memory for all of them.
  execFileSync("wc", ["-l", path]);
  const inspect = [
    "--import",
    "tsx",
    "--import",
    "./bench/peak.mjs",
    "scripts/inspect.ts",
    "log",
    path,
    "--json",
  ];
  type Report = { report: { lines: number; levels: { error: { entries: number } } } };
  const rows = [
    timed("wc -l", "wc", ["-l", path], (out) => `${out.trim().split(" ")[0]} lines`),
    timed("grep -c ERROR", "grep", ["-c", "ERROR", path], (out) => `${out.trim()} lines with ERROR`),
    timed("npm run inspect -- log", process.execPath, inspect, (out) => {
      const { report } = JSON.parse(out) as Report;
      return `${report.lines} lines, ${report.levels.error.entries} errors`;
    }),
  ];
  console.log(`${Math.round(size)} MB`);
  for (const { what, seconds, said, memory } of rows)
    console.log(
      `${what.padEnd(24)}${seconds.toFixed(2).padStart(7)} s${Math.round(size / seconds)
        .toString()
        .padStart(7)} MB/s  ${memory.padStart(7)}  ${said}`,
    );
  const peak = Number.parseInt(rows.at(-1)?.memory ?? "", 10);
  if (!(peak <= memoryAim)) {
    console.log(`Missed: at most ${memoryAim} MB.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
