import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createToken } from "@/features/people/commands/tokens";
import { type AnyCommand, execute } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";
import type { Person } from "./world";

/** Calls of the REST API without a server: the route handlers themselves, given real requests. */

export type Operation = AnyCommand | AnyQuery;
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const folder = join(import.meta.dirname, "../../app/api/v1");
const verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/** Routes that are no operations: the description of all, and the answer where there is nothing. */
export const besides = ["/openapi.json", "/[...address]"];

export const methodOf = (operation: Operation): string => ("method" in operation ? operation.method : "GET");
export const callOf = (operation: Operation): string => `${methodOf(operation)} ${operation.path}`;

/** Every verb that a route file answers, as "GET /upgrades/{upgrade}". */
export async function servedRoutes(): Promise<string[]> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith("route.ts"),
  );
  const served = await Promise.all(
    files.map(async (file) => {
      const path = `/${file.replace(/\/?route\.ts$/, "")}`;
      if (besides.includes(path)) return [];
      const route = (await import(join(folder, file))) as Record<string, unknown>;
      return verbs
        .filter((verb) => verb in route)
        .map((verb) => `${verb} ${path.replaceAll("[", "{").replaceAll("]", "}")}`);
    }),
  );
  return served.flat().sort();
}

/** The handler that serves an operation; throws when its route file is missing. */
export async function handlerOf(operation: Operation): Promise<Handler> {
  const path = operation.path.replaceAll("{", "[").replaceAll("}", "]");
  const route = (await import(join(folder, path, "route.ts"))) as Record<string, Handler | undefined>;
  const handler = route[methodOf(operation)];
  if (!handler) throw new Error(`${callOf(operation)} is not served`);
  return handler;
}

const tokens = new Map<string, string>();

/** A file or a list of files, which only a form can carry. */
const isFile = (value: unknown): boolean =>
  value instanceof Blob ||
  (Array.isArray(value) && value.length > 0 && value.every((one) => one instanceof Blob));

/** A bearer token of a person; made once per person and scope. */
export async function tokenOf(who: Person, scope: "read" | "write" = "write"): Promise<string> {
  const known = tokens.get(`${who.id} ${scope}`);
  if (known) return known;
  const { token } = await execute(createToken, who, { name: "test", scope, expiresAt: null });
  tokens.set(`${who.id} ${scope}`, token);
  return token;
}

/** A token that nobody has. */
export const strayToken = "llk_nobody";

export interface Call {
  token?: string;
  headers?: Record<string, string>;
  /** Sent as it is instead of the input's own JSON or form. */
  body?: BodyInit;
}

/** Sends an input to an operation as a client would: path, query string, JSON or, with files, a form. */
export async function send(
  operation: Operation,
  input: Record<string, unknown>,
  { token = strayToken, headers = {}, body }: Call = {},
): Promise<Response> {
  const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const params = Object.fromEntries(named.map((name) => [name, String(input[name] ?? "")]));
  const others = Object.entries(input).filter(
    ([name, value]) => !named.includes(name) && value !== undefined,
  );
  const url = new URL(
    `http://localhost:3000/api/v1${operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""))}`,
  );
  const method = methodOf(operation);
  const sent = new Headers({ authorization: `Bearer ${token}`, ...headers });
  let payload = body;
  if (method === "GET") {
    for (const [name, value] of others)
      url.searchParams.set(name, typeof value === "object" ? JSON.stringify(value) : String(value));
  } else if (payload === undefined && others.some(([, value]) => isFile(value))) {
    const form = new FormData();
    for (const [name, value] of others) {
      if (Array.isArray(value) && isFile(value))
        for (const file of value) form.append(`${name}[]`, file as Blob);
      else form.set(name, value instanceof Blob ? value : String(value));
    }
    payload = form;
  } else if (payload === undefined) {
    payload = JSON.stringify(Object.fromEntries(others));
    if (!sent.has("content-type")) sent.set("content-type", "application/json");
  }
  const request = new Request(url, {
    method,
    headers: sent,
    ...(payload !== undefined && { body: payload }),
  });
  return (await handlerOf(operation))(request, { params: Promise.resolve(params) });
}
