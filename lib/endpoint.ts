import { z } from "zod";
import { requestActor } from "@/lib/auth";
import { bodyOf } from "@/lib/body";
import { takesBytes } from "@/lib/byte-stream";
import { type AnyCommand, type Command, execute } from "@/lib/command";
import { AppError, statusOf } from "@/lib/errors";
import { log } from "@/lib/log";
import { type AnyQuery, answer, type Query } from "@/lib/read";
import { jsonAnswer } from "@/lib/shared-answer";

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** An error as RFC 9457 asks for: `application/problem+json`. */
export function problem(error: unknown): Response {
  const known = error instanceof AppError;
  // Whoever went away in the middle of sending hears no answer; a phone without a network does that all night.
  const gone = error instanceof Error && "code" in error && error.code === "ECONNRESET";
  if (!known && !gone) log.error({ error }, "unexpected failure");
  const status = known ? statusOf[error.code] : 500;
  const body = {
    type: `https://liftlock.dev/problems/${known ? error.code : "internal"}`,
    title: known ? error.code.replaceAll("_", " ") : "internal error",
    status,
    code: known ? error.code : "internal",
    detail: known ? error.message : "Something went wrong on our side. Nothing was changed.",
    ...(known ? error.details : {}),
  };
  const headers: Record<string, string> = {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="liftlock"';
  return new Response(JSON.stringify(body), { status, headers });
}

/** Whether a change has to name the version it saw. */
export function needsVersion(operation: AnyCommand): boolean {
  const input: unknown = operation.input;
  if (!(input instanceof z.ZodObject) || operation.path.includes("{version}")) return false;
  const version = input.shape.version as z.ZodType | undefined;
  return version !== undefined && !version.safeParse(undefined).success;
}

/** The version in `If-Match: "7"`, for calls that name the version they saw. */
function versionOf(request: Request): { version: number } | undefined {
  const given = request.headers.get("if-match");
  if (given === null) return undefined;
  const [, version] = /^(?:W\/)?"(\d+)"$/.exec(given.trim()) ?? [];
  if (version === undefined)
    throw new AppError("invalid_input", 'If-Match must name the one version you saw, as its ETag did: "7".');
  return { version: Number(version) };
}

function answered(value: unknown, status: number, request: Request): Promise<Response> {
  const version =
    typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
  return jsonAnswer(value, request.headers.get("accept-encoding"), {
    status,
    headers: { "cache-control": "no-store", ...(typeof version === "number" && { etag: `"${version}"` }) },
  });
}

const isCommand = (operation: AnyCommand | AnyQuery): operation is AnyCommand => "method" in operation;

/** Adapter for REST: finds the actor, gathers the input from path, query string, body and If-Match, answers JSON or a problem. */
export function endpoint<I extends z.ZodType, O extends z.ZodType, P>(
  operation: Command<I, O, P> | Query<I, O>,
) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const actor = await requestActor(request);
      const params = await context.params;
      if (!isCommand(operation)) {
        const search = Object.fromEntries(new URL(request.url).searchParams);
        const found = await answer(operation as Query<I, O>, actor, { ...search, ...params } as z.input<I>);
        return await answered(found, 200, request);
      }
      // Body and headers are looked at only when the policy has allowed the call by its address.
      const idempotencyKey = request.headers.get("idempotency-key")?.trim() || undefined;
      const rest = async () => {
        if (idempotencyKey && idempotencyKey.length > 200)
          throw new AppError("invalid_input", "An Idempotency-Key has at most 200 characters.");
        const sent = {
          ...(await bodyOf(request, { asFile: takesBytes(operation.input) })),
          ...versionOf(request),
        };
        if (!("version" in sent) && needsVersion(operation))
          throw new AppError(
            "precondition_required",
            'Send If-Match with the version you saw, e.g. If-Match: "3", or `version` in the body.',
          );
        return sent;
      };
      const output = await execute(operation as Command<I, O, P>, actor, params as z.input<I>, {
        idempotencyKey,
        rest,
      });
      return await answered(output, operation.creates ? 201 : 200, request);
    } catch (error) {
      if (error instanceof AppError && error.code === "version_conflict" && request.headers.has("if-match")) {
        return problem(new AppError("precondition_failed", error.message, error.details));
      }
      return problem(error);
    }
  };
}

/** Answers addresses below /api/v1 that lead nowhere, as a problem and not as a page. */
export async function noSuchAddress(): Promise<Response> {
  return problem(
    new AppError(
      "not_found",
      "There is nothing at this address. GET /api/v1/openapi.json lists what there is.",
    ),
  );
}
