import type { z } from "zod";
import { requestActor } from "@/lib/auth";
import { type AnyCommand, type Command, execute } from "@/lib/command";
import { AppError, statusOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { type AnyQuery, answer, type Query } from "@/lib/read";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** Largest JSON body read, in bytes. Files travel as multipart and have limits of their own. */
const jsonLimit = 2 * 1024 * 1024;

/** Largest form read: a file of 25 MiB and what is sent around it. What Next lets through (next.config.js) is no less. */
const formLimit = 26 * 1024 * 1024;

/** An error as RFC 9457 asks for: `application/problem+json`. */
export function problem(error: unknown): Response {
  const known = error instanceof AppError;
  if (!known) log.error({ error }, "unexpected failure");
  const status = known ? statusOf[error.code] : 500;
  const body = {
    type: `https://liftlock.dev/problems/${known ? error.code : "internal"}`,
    title: known ? error.code.replaceAll("_", " ") : "internal error",
    status,
    code: known ? error.code : "internal",
    detail: known ? error.message : "Something went wrong on our side. Nothing was changed.",
    ...(known ? error.details : {}),
  };
  const headers: Record<string, string> = { "content-type": "application/problem+json", "cache-control": "no-store" };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="liftlock"';
  return new Response(JSON.stringify(body), { status, headers });
}

/** Fields and files of a form, each once. */
async function formOf(request: Request): Promise<Record<string, unknown>> {
  if (Number(request.headers.get("content-length")) > formLimit) throw new AppError("too_large", "The upload is larger than 25 MiB.");
  const form = await request.formData().catch(() => {
    throw new AppError("invalid_input", "The upload could not be read as multipart/form-data. Send it whole, with its boundary.");
  });
  const names = [...form.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new AppError("invalid_input", `${twice}: was sent more than once. Make one call for each file.`, { fields: [{ path: twice, message: "was sent more than once" }] });
  return Object.fromEntries(form.entries());
}

async function bodyOf(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) {
    return formOf(request);
  }
  const text = await request.text();
  if (text === "") return {};
  if (text.length > jsonLimit) throw new AppError("too_large", "The body is larger than 2 MiB.");
  if (!type.includes("json")) throw new AppError("unsupported", "Send JSON with content-type application/json.");
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    throw new AppError("invalid_input", "The body is not valid JSON.");
  }
  throw new AppError("invalid_input", "The body must be a JSON object.");
}

/** The version in `If-Match: "7"`, for calls that name the version they saw. */
function versionOf(request: Request): { version: number } | undefined {
  const match = /^(?:W\/)?"(\d+)"$/.exec(request.headers.get("if-match") ?? "");
  return match ? { version: Number(match[1]) } : undefined;
}

function answered(value: unknown, status: number): Response {
  const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  return Response.json(value, {
    status,
    headers: { "cache-control": "no-store", ...(typeof version === "number" && { etag: `"${version}"` }) },
  });
}

const isCommand = (operation: AnyCommand | AnyQuery): operation is AnyCommand => "method" in operation;

/** Adapter for REST: finds the actor, gathers the input from path, query string, body and If-Match, answers JSON or a problem. */
export function endpoint<I extends z.ZodType, O extends z.ZodType, P>(operation: Command<I, O, P> | Query<I, O>) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const actor = await requestActor(request);
      const params = await context.params;
      if (!isCommand(operation)) {
        const search = Object.fromEntries(new URL(request.url).searchParams);
        return answered(await answer(operation as Query<I, O>, actor, { ...search, ...params } as z.input<I>), 200);
      }
      const input = { ...(await bodyOf(request)), ...versionOf(request), ...params } as z.input<I>;
      const idempotencyKey = request.headers.get("idempotency-key")?.slice(0, 200) || undefined;
      const output = await execute(operation as Command<I, O, P>, actor, input, { idempotencyKey });
      return answered(output, operation.creates ? 201 : 200);
    } catch (error) {
      if (error instanceof AppError && error.code === "version_conflict" && request.headers.has("if-match")) {
        return problem(new AppError("precondition_failed", error.message, error.details));
      }
      return problem(error);
    }
  };
}
