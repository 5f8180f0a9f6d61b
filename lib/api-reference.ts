import type { OpenApiDocument } from "@/lib/openapi";

/** One field of a call, as a row of a table. */
export interface InputRow {
  name: string;
  place: "path" | "query" | "header" | "body";
  type: string;
  required: boolean;
  note: string;
}

/** One call as the documentation shows it. */
export interface CallReference {
  name: string;
  method: string;
  path: string;
  summary: string;
  anchor: string;
  inputs: InputRow[];
  /** What comes back, first level only. */
  output: InputRow[];
  success: string;
  errors: { status: string; codes: string[] }[];
  curl: string;
}

export interface TagReference {
  tag: string;
  slug: string;
  calls: CallReference[];
}

interface Schema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  description?: string;
  example?: unknown;
  default?: unknown;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
  contentMediaType?: string;
  contentEncoding?: string;
  $ref?: string;
}
interface Parameter {
  in: "path" | "query" | "header";
  name: string;
  required?: boolean;
  schema: Schema;
  description?: string;
}
interface Described {
  operationId: string;
  summary: string;
  tags: string[];
  security?: unknown[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

const octetStream = "application/octet-stream";

const isFile = (schema: Schema) =>
  schema.format === "binary" || schema.contentEncoding === "binary" || schema.contentMediaType !== undefined;

/** A type in a few words; objects below the first level are named by their fields. */
function typeOf(schema: Schema, depth = 0): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(String).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map((choice) => typeOf(choice, depth)))].join(" | ");
  if (isFile(schema)) return "file";
  const types = [schema.type ?? "any"].flat();
  return types
    .map((type) => {
      if (type === "array") return `${typeOf(schema.items ?? {}, depth)}[]`;
      if (type === "object" && schema.properties) {
        const names = Object.keys(schema.properties);
        return depth > 1
          ? "object"
          : `{ ${names.map((name) => (schema.required?.includes(name) ? name : `${name}?`)).join(", ")} }`;
      }
      return type === "string" && schema.format ? schema.format : type;
    })
    .join(" | ");
}

function noteOf(schema: Schema, said = schema.description ?? ""): string {
  const small = (value: number | undefined): value is number => value !== undefined && Math.abs(value) < 1e15;
  return [
    said,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
    small(schema.minimum) &&
      small(schema.maximum) &&
      schema.maximum < 1e9 &&
      `${schema.minimum} to ${schema.maximum}`,
    schema.maxLength && `at most ${schema.maxLength} characters`,
    schema.maxItems && `at most ${schema.maxItems}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

function rowsOf(schema: Schema | undefined, place: InputRow["place"]): InputRow[] {
  return Object.entries(schema?.properties ?? {}).map(([name, field]) => ({
    name,
    place,
    type: typeOf(field),
    required: schema?.required?.includes(name) ?? false,
    note: noteOf(field),
  }));
}

function exampleOf(schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (choice) return exampleOf(choice);
  const type = [schema.type ?? "string"].flat()[0];
  if (type === "array") return [exampleOf(schema.items ?? {})];
  if (type === "object")
    return Object.fromEntries(
      (schema.required ?? []).map((name) => [name, exampleOf(schema.properties?.[name] ?? {})]),
    );
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  if (type === "boolean") return true;
  if (schema.format === "uuid") return "0b9f6f0e-6f0e-4b0e-9f6f-0e6f0e4b0e9f";
  if (schema.format === "date-time") return "2026-11-23T18:00:00Z";
  if (schema.format === "uri") return "https://example.com/";
  if (schema.format === "email") return "ines@example.com";
  return "…";
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function curlOf(method: string, path: string, described: Described, server: string): string {
  const parameters = described.parameters ?? [];
  const value = (parameter: Parameter) => String(exampleOf(parameter.schema));
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((each) => each.in === "path" && each.name === name);
    return parameter ? encodeURIComponent(value(parameter)) : name;
  });
  const query = parameters
    .filter((each) => each.in === "query" && each.required)
    .map((each) => `${each.name}=${encodeURIComponent(value(each))}`);
  const parts = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(`${server}${address}${query.length > 0 ? `?${query.join("&")}` : ""}`)}`,
  ];
  if (described.security?.length !== 0) parts.push(`-H "Authorization: Bearer $LIFTLOCK_TOKEN"`);
  if (parameters.some((each) => each.name === "if-match")) parts.push(`-H 'If-Match: "1"'`);
  if (parameters.some((each) => each.name === "idempotency-key"))
    parts.push(`-H "Idempotency-Key: $(uuidgen)"`);
  const json = described.requestBody?.content["application/json"]?.schema;
  const form = described.requestBody?.content["multipart/form-data"]?.schema;
  if (json)
    parts.push("-H 'Content-Type: application/json'", `-d ${quoted(JSON.stringify(exampleOf(json)))}`);
  else if (form) {
    for (const [name, field] of Object.entries(form.properties ?? {})) {
      if (form.required?.includes(name))
        parts.push(`-F ${quoted(isFile(field) ? `${name}=@file` : `${name}=${String(exampleOf(field))}`)}`);
    }
  }
  // As an upload, which curl sends as it reads it; --data-binary would hold the whole file.
  if (described.requestBody?.content[octetStream]) parts.push(`-H 'Content-Type: ${octetStream}'`, "-T file");
  return parts.join(" \\\n  ");
}

/** The document of the API as pages show it: by tag, in the document's order. */
export function apiReference(document: OpenApiDocument): TagReference[] {
  // Through JSON: the document as a client reads it, without the types it was built with.
  const { paths, servers } = JSON.parse(JSON.stringify(document)) as {
    paths: Record<string, Record<string, Described>>;
    servers: { url: string }[];
  };
  const tags = new Map<string, CallReference[]>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [verb, described] of Object.entries(methods)) {
      const method = verb.toUpperCase();
      const content = described.requestBody?.content ?? {};
      const body = Object.values(content)[0]?.schema;
      const [success = "200"] = Object.keys(described.responses).filter((status) => status.startsWith("2"));
      const answer = described.responses[success]?.content?.["application/json"]?.schema;
      const call: CallReference = {
        name: described.operationId,
        method,
        path,
        summary: described.summary,
        anchor: described.operationId.replace(".", "-"),
        inputs: [
          ...(described.parameters ?? []).map((each) => ({
            name: each.name,
            place: each.in,
            type: typeOf(each.schema),
            required: each.required ?? false,
            note: noteOf(each.schema, each.description),
          })),
          ...rowsOf(body, "body"),
          ...(octetStream in content
            ? [
                {
                  name: "the file",
                  place: "body" as const,
                  type: "file",
                  required: true,
                  note: "sent as it is",
                },
              ]
            : []),
        ],
        output: rowsOf(answer, "body"),
        success,
        errors: Object.entries(described.responses)
          .filter(([status]) => !status.startsWith("2"))
          .map(([status, { description }]) => ({ status, codes: description.split(", ") })),
        curl: curlOf(method, path, described, servers[0]?.url ?? ""),
      };
      const [tag = ""] = described.tags;
      tags.set(tag, [...(tags.get(tag) ?? []), call]);
    }
  }
  return [...tags].map(([tag, calls]) => ({ tag, slug: tag.toLowerCase().replaceAll(" ", "-"), calls }));
}
