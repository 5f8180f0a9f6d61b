// @ts-check
// One server process: Next behind our own listener, which gives every page its security headers. Its parent starts it with a
// channel (server.ts, dev.ts): where the parent goes, it goes.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { protectPage } from "./page-headers.mjs";

const grace = 1500;
process.on("disconnect", () => process.exit(0));
// Next waits for every open response, and live updates stay open as long as the browser does.
process.on("SIGTERM", () => setTimeout(() => process.exit(0), grace).unref());

// Next's banner would name a port the person was just told by our own.
const { log } = console;
console.log = () => undefined;

process.env.NEXT_TELEMETRY_DISABLED = "1";
const development = process.env.NODE_ENV === "development";
const port = Number(process.env.PORT);
const hostname = process.env.HOSTNAME || undefined;
const server = createServer();

/** @type {typeof import("next").default} */
const next = createRequire(import.meta.url)("next");
const app = next({ dev: development, dir: process.cwd(), port, hostname, httpServer: server, quiet: true });
await app.prepare();
const handle = app.getRequestHandler();

server.on("request", (request, response) => {
  protectPage(request, response);
  handle(request, response).catch((error) => {
    console.error(error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
server.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
await new Promise((resolve) => server.listen(port, hostname, () => resolve(undefined)));

console.log = log;
process.send?.("ready");
