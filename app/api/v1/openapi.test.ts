import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { type Action, policy } from "@/domain/policy";
import { statusOf } from "@/lib/errors";
import { openApiDocument } from "@/lib/openapi";
import { methodOf } from "@/scripts/testing/rest";
import { operations } from "./operations";

interface Described {
  operationId: string;
  tags: string[];
  security?: unknown[];
  parameters?: { in: string; name: string; required?: boolean }[];
  requestBody?: {
    required: boolean;
    content: Record<string, { schema: { properties?: Record<string, unknown>; required?: string[] } }>;
  };
  responses: Record<
    string,
    { description: string; headers?: Record<string, unknown>; content?: Record<string, unknown> }
  >;
}
// Through JSON: what a client gets.
const document = JSON.parse(JSON.stringify(openApiDocument(operations, "https://liftlock.example"))) as {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  servers: { url: string }[];
};

const describedAs = (name: string): Described => {
  const operation = operations.find((each) => each.name === name);
  const found = operation && document.paths[operation.path]?.[methodOf(operation).toLowerCase()];
  if (!found) throw new Error(`${name} is not described`);
  return found;
};
const parameter = (described: Described, place: string) =>
  (described.parameters ?? []).filter((each) => each.in === place).map((each) => each.name);

const bodyFields = (content: NonNullable<Described["requestBody"]>["content"]) =>
  Object.keys(Object.values(content)[0]?.schema.properties ?? {});

describe("The description of the API", () => {
  it("is valid OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never);
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: "https://liftlock.example/api/v1" }]);
  }, 30_000);

  it("has every operation under its own name, method and path, and nothing else", () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`,
      ),
    );
    expect(described.sort()).toEqual(
      operations.map((operation) => `${methodOf(operation)} ${operation.path} ${operation.name}`).sort(),
    );
  });

  it("asks for every name in braces, and hides none of the input's other fields", () => {
    for (const operation of operations) {
      const described = describedAs(operation.name);
      const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameter(described, "path").sort(), operation.name).toEqual(named.sort());
      const fields = Object.keys((operation.input as { shape?: object }).shape ?? {}).filter(
        (name) => !named.includes(name),
      );
      const content = described.requestBody?.content ?? {};
      const body = "application/octet-stream" in content ? ["content"] : bodyFields(content);
      expect([...parameter(described, "query"), ...body].sort(), operation.name).toEqual(fields.sort());
    }
  });

  it("offers If-Match where a version is asked for, and an Idempotency-Key where something is made", () => {
    expect(parameter(describedAs("step.finish"), "header")).toEqual(["if-match"]);
    expect(Object.keys(describedAs("step.finish").responses)).toEqual(
      expect.arrayContaining(["200", "409", "412", "428"]),
    );
    expect(Object.keys(describedAs("step.finish").responses["200"]?.headers ?? {})).toEqual(["etag"]);
    expect(parameter(describedAs("comment.add"), "header")).toEqual(["idempotency-key"]);
    expect(describedAs("comment.add").responses["201"]).toBeDefined();
    // A link or token is shown once: its answer is never kept to be given again.
    expect(parameter(describedAs("member.invite"), "header")).toEqual([]);
  });

  it("takes files as forms", () => {
    expect(Object.keys(describedAs("testImport.results").requestBody?.content ?? {})).toEqual([
      "multipart/form-data",
    ]);
    expect(Object.keys(describedAs("evidence.add").requestBody?.content ?? {}).sort()).toEqual([
      "application/json",
      "multipart/form-data",
    ]);
  });

  it("takes a file that is too large to be held as the body itself", () => {
    const { requestBody, ...described } = describedAs("log.read");
    expect(requestBody).toEqual({
      required: true,
      content: {
        "application/octet-stream": {
          schema: { type: "string", contentMediaType: "application/octet-stream" },
        },
      },
    });
    expect(parameter(described as Described, "query").sort()).toEqual(["kind", "name", "note"]);
  });

  it("tells errors as problems, with the codes of each status", () => {
    for (const operation of operations) {
      for (const [status, { description, content }] of Object.entries(
        describedAs(operation.name).responses,
      )) {
        if (status.startsWith("2")) continue;
        expect(Object.keys(content ?? {})).toEqual(["application/problem+json"]);
        for (const code of description.split(", "))
          expect(statusOf[code as keyof typeof statusOf], `${operation.name} ${code}`).toBe(Number(status));
      }
    }
  });

  it("needs a token for everything but an invitation and a calendar, whose address is the secret", () => {
    const free = operations.filter((operation) => describedAs(operation.name).security?.length === 0);
    const action = (operation: (typeof operations)[number]): Action =>
      "action" in operation ? operation.action : operation.name;
    expect(free.map((operation) => policy[action(operation)].scope)).toEqual(free.map(() => "public"));
    expect(free.map((operation) => operation.name).sort()).toEqual([
      "calendar.read",
      "invitation.accept",
      "invitation.get",
    ]);
  });
});
