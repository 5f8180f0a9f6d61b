// @ts-check
// One server process. Its parent (server.ts) starts it with a channel: where the parent goes, it goes.
import { createRequire } from "node:module";

const grace = 1500;
process.on("disconnect", () => process.exit(0));
// Next waits for every open response, and live updates stay open as long as the browser does.
process.on("SIGTERM", () => setTimeout(() => process.exit(0), grace).unref());

// Next's banner would name a port the person was just told by our own.
const { log } = console;
console.log = () => undefined;

const require = createRequire(import.meta.url);
process.env.NEXT_TELEMETRY_DISABLED = "1";
/** @type {{ nextStart(options: { port: number, hostname?: string }, directory: string): Promise<void> }} */
const { nextStart } = require("next/dist/cli/next-start.js");
await nextStart(
  { port: Number(process.env.PORT), hostname: process.env.HOSTNAME || undefined },
  process.cwd(),
);

console.log = log;
process.send?.("ready");
