import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from "zod-openapi";
import { type Action, policy } from "@/domain/policy";
import { byteStream, takesBytes } from "@/lib/byte-stream";
import type { AnyCommand } from "@/lib/command";
import { needsVersion } from "@/lib/endpoint";
import { type ErrorCode, statusOf } from "@/lib/errors";
import type { AnyQuery } from "@/lib/read";

type Operation = AnyCommand | AnyQuery;
type Method = "get" | "post" | "put" | "patch" | "delete";

/** What an operation's name begins with, as a heading. */
const tagOf = (operation: Operation): string => {
  const words = (operation.name.split(".")[0] ?? "").replace(
    /[A-Z]/g,
    (letter) => ` ${letter.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const problemSchema = z
  .looseObject({
    type: z.url(),
    title: z.string(),
    status: z.int(),
    code: z
      .enum([...(Object.keys(statusOf) as ErrorCode[]), "internal"])
      .meta({ description: "What to branch on; codes are added, never renamed" }),
    detail: z.string().meta({ description: "One or more sentences for people" }),
    fields: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "With invalid_input: what is wrong where" }),
    refusals: z
      .array(z.looseObject({ code: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "With refused: every reason of the rules" }),
    current: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "With version_conflict and precondition_failed: what it is now" }),
  })
  .meta({
    id: "Problem",
    description: "An error as RFC 9457 describes it. More members may follow the code.",
  });

/** The codes each operation can answer, by what it is. */
function codesOf(operation: Operation): ErrorCode[] {
  const rule = policy["action" in operation ? (operation.action as Action) : operation.name];
  const command = "method" in operation;
  const fields = shapeOf(operation);
  const versioned = command && "version" in fields;
  const secret = ["password", "newPassword"].some((name) => name in fields);
  const found = operation.path.includes("{");
  return [
    "invalid_input",
    ...(rule.scope === "public" ? [] : (["not_signed_in", "forbidden"] as const)),
    ...(secret ? (["wrong_password", "rate_limited"] as const) : []),
    ...(found ? (["not_found"] as const) : []),
    ...(command ? (["refused", "duplicate"] as const) : []),
    ...(versioned ? (["version_conflict", "precondition_failed"] as const) : []),
    ...(command && needsVersion(operation) ? (["precondition_required"] as const) : []),
    ...(command && operation.creates ? (["idempotency_mismatch"] as const) : []),
    ...(command && rule.scope === "upgrade" && !("whenArchived" in rule) ? (["archived"] as const) : []),
    ...(operation.path.includes("{secret}") ? (["gone"] as const) : []),
    ...(command ? (["too_large", "unsupported"] as const) : []),
  ];
}

/** The fields of an operation's input; refinements around an object don't hide them. */
function shapeOf(operation: Operation): Record<string, z.ZodType> {
  const schema: unknown = operation.input;
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

const isFile = (schema: z.ZodType): boolean =>
  schema instanceof z.ZodFile ||
  ((schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable) &&
    isFile(schema.unwrap() as z.ZodType));

const etag = z
  .string()
  .meta({ description: "The version in quotes, for If-Match of the next change", example: '"7"' });

function problems(operation: Operation): Record<string, ZodOpenApiResponseObject> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codesOf(operation))
    byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      { description: codes.join(", "), content: { "application/problem+json": { schema: problemSchema } } },
    ]),
  );
}

function inputOf(operation: Operation): Pick<ZodOpenApiOperationObject, "requestParams" | "requestBody"> {
  const shape = shapeOf(operation);
  const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  const pick = (names: string[]) =>
    z.object(
      Object.fromEntries(names.flatMap((name) => (shape[name] ? [[name, shape[name]] as const] : []))),
    );
  const others = Object.keys(shape).filter((name) => !named.includes(name));
  const command = "method" in operation;
  const version =
    command && shape.version
      ? {
          "if-match": z.string().optional().meta({
            description: "The ETag you saw; one of this and `version` in the body is needed",
            example: '"7"',
          }),
        }
      : {};
  const once =
    command && operation.creates && !operation.answersSecret
      ? {
          "idempotency-key": z.string().max(200).optional().meta({
            description: "Any text of your own: the same call again answers the same and changes nothing",
          }),
        }
      : {};
  const header = { ...version, ...once };
  const params = {
    ...(named.length > 0 && { path: pick(named) }),
    ...(!command && others.length > 0 && { query: pick(others) }),
    ...(Object.keys(header).length > 0 && { header: z.object(header) }),
  };
  if (!command || others.length === 0) return { requestParams: params };
  if (takesBytes(operation.input))
    return {
      requestParams: { ...params, query: pick(others.filter((name) => name !== "content")) },
      requestBody: { required: true, content: { "application/octet-stream": { schema: byteStream } } },
    };
  const body = pick(others);
  const optional = version ? body.partial(shape.version ? { version: true } : {}) : body;
  const files = others.some((name) => shape[name] && isFile(shape[name]));
  const needed = !optional.safeParse({}).success;
  return {
    requestParams: params,
    requestBody: {
      required: needed,
      content: {
        ...(files && { "multipart/form-data": { schema: optional } }),
        ...(!(files && others.some((name) => shape[name] instanceof z.ZodFile)) && {
          "application/json": { schema: optional },
        }),
      },
    },
  };
}

function described(operation: Operation): ZodOpenApiOperationObject {
  const command = "method" in operation;
  const rule = policy["action" in operation ? (operation.action as Action) : operation.name];
  const output: unknown = operation.output;
  const versioned = output instanceof z.ZodObject && "version" in output.shape;
  const bytes = !command && operation.bytes;
  const done: ZodOpenApiResponseObject = {
    description: bytes ? "The bytes of the file" : command ? "Done" : "The answer",
    ...(versioned && { headers: z.object({ etag }) }),
    content: bytes
      ? {
          "application/octet-stream": {
            schema: { type: "string", contentMediaType: "application/octet-stream" },
          },
        }
      : { "application/json": { schema: operation.output as z.ZodType } },
  };
  return {
    operationId: operation.name,
    summary: operation.summary,
    tags: [tagOf(operation)],
    ...inputOf(operation),
    ...(rule.scope === "public" && { security: [] }),
    responses: {
      ...(command && operation.creates ? { "201": done } : { "200": done }),
      ...problems(operation),
    },
  };
}

/** The whole API as an OpenAPI 3.1 document, made from the schemas that check every call. */
export function openApiDocument(operations: readonly Operation[], server: string) {
  const paths: Record<string, ZodOpenApiPathsObject[string]> = {};
  for (const operation of operations) {
    const method = ("method" in operation ? operation.method : "GET").toLowerCase() as Method;
    paths[operation.path] = { ...paths[operation.path], [method]: described(operation) };
  }
  return createDocument({
    openapi: "3.1.1",
    info: {
      title: "Liftlock",
      version: "1.0.0",
      description:
        "Everything the screens do. Sign in with a token of your profile; a read-only token may only ask.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: `${server}/api/v1` }],
    security: [{ token: [] }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "A personal token, made in your profile" },
      },
    },
  });
}

export type OpenApiDocument = ReturnType<typeof openApiDocument>;
