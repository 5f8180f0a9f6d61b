// npm run inspect: what Liftlock would say of files, without a server. docs/inspect.md says how to use it.
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { z } from "zod";
import { artifactReport } from "@/analysers/artifacts/report";
import { configurationReportSchema } from "@/analysers/configuration/report";
import { inspectArtifact } from "./inspecting/artifact";
import type { InspectCommand, InspectIo } from "./inspecting/command";
import { inspectConfig } from "./inspecting/config";
import { inspectLog, logOutput } from "./inspecting/log";
import { printTable } from "./inspecting/print-table";
import { inspectTruststore, truststoreOutput } from "./inspecting/truststore";

/** Everything that can be inspected, one line each: the command and the schema of what it prints as JSON. */
const commands: readonly { readonly command: InspectCommand; readonly output: z.ZodType }[] = [
  { command: inspectConfig, output: configurationReportSchema },
  { command: inspectTruststore, output: truststoreOutput },
  { command: inspectArtifact, output: artifactReport },
  { command: inspectLog, output: logOutput },
];

/** Where the answer goes: a terminal gets a table, everything else JSON. */
export type Terminal = { readonly isTerminal: boolean; readonly width: number };

/** 0: nothing that asks for attention. 1: something does. 2: the input can't be used. */
export type Answer = { readonly status: 0 | 1 | 2; readonly out: string; readonly err: string };

const own = {
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  schema: { type: "string" },
} as const;

/** Runs one command and says what to print and how to end. Passwords and other secrets are in neither text. */
export async function inspect(args: readonly string[], io: InspectIo, terminal: Terminal): Promise<Answer> {
  const { tokens } = parseArgs({
    args: [...args],
    options: own,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const taken = new Map<string, string | undefined>();
  const used = new Set<number>();
  for (const token of tokens) {
    if (token.kind !== "option" || !(token.name in own)) continue;
    taken.set(token.name, token.value);
    used.add(token.index);
    if (token.value !== undefined && !token.inlineValue) used.add(token.index + 1);
  }
  const [name, ...rest] = args.filter((_, at) => !used.has(at));
  if (taken.has("schema")) return schemaOf(taken.get("schema") ?? "");
  const found = commands.find(({ command }) => command.name === name);
  if (taken.has("help")) return { status: 0, out: help(found?.command), err: "" };
  if (found === undefined) {
    const what = name === undefined ? "Say what to inspect." : `“${name}” can't be inspected.`;
    return { status: 2, out: "", err: `${what}\n\n${help()}` };
  }
  const err = rest.some((arg) => /^--password(=|$)/.test(arg))
    ? "Others on this machine may see a password on the command line; --password-stdin keeps it to yourself.\n"
    : "";
  const inspected = await found.command.run(rest, io);
  if ("unusable" in inspected)
    return { status: 2, out: "", err: err + inspected.unusable.map((line) => `${line}\n`).join("") };
  const asks = inspected.findings.some(({ level }) => level !== "info");
  const out =
    terminal.isTerminal && !taken.has("json")
      ? [printTable(inspected.table, terminal.width), `${inspected.summary}\n`]
          .filter((part) => part !== "")
          .join("\n")
      : `${JSON.stringify(inspected.json, null, 2)}\n`;
  return { status: asks ? 1 : 0, out, err };
}

function schemaOf(name: string): Answer {
  const found = commands.find(({ command }) => command.name === name);
  if (found === undefined)
    return {
      status: 2,
      out: "",
      err: `--schema takes one of: ${commands.map(({ command }) => command.name).join(", ")}\n`,
    };
  return { status: 0, out: `${JSON.stringify(z.toJSONSchema(found.output), null, 2)}\n`, err: "" };
}

function help(command?: InspectCommand): string {
  const lines = (command === undefined ? commands.map((one) => one.command) : [command]).map(
    ({ usage }) => `  npm run --silent inspect -- ${usage}`,
  );
  return `${lines.join("\n")}

  --json         JSON also on a terminal; elsewhere it always is
  --schema NAME  the JSON Schema of what a command prints
  --help         this

Ends with 0 when nothing asks for attention, 1 when something does, 2 when the input can't be used.
A FILE named - is standard input.
`;
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { status, out, err } = await inspect(
    process.argv.slice(2),
    {
      readFile: (name) => readFile(name),
      stdin: readStdin,
      stream: (name) => (name === "-" ? process.stdin : createReadStream(name, { highWaterMark: 64 * 1024 })),
      now: new Date(),
      products: fileURLToPath(new URL("../playbooks", import.meta.url)),
    },
    { isTerminal: process.stdout.isTTY === true, width: process.stdout.columns ?? 100 },
  );
  // "| head" stops listening early, which is no failure.
  process.stdout.on("error", () => {});
  process.stderr.write(err);
  process.stdout.write(out);
  // Not exit(): a pipe may still have to take what was written.
  process.exitCode = status;
}
