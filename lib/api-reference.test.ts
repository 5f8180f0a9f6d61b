import { describe, expect, it } from "vitest";
import { z } from "zod";
import { apiReference } from "@/lib/api-reference";
import { byteStream } from "@/lib/byte-stream";
import { upgradeCommand } from "@/lib/command";
import { id, upgradeKey, version } from "@/lib/fields";
import { openApiDocument } from "@/lib/openapi";
import { upgradeQuery } from "@/lib/read";

const finish = upgradeCommand({
  name: "step.finish",
  summary: "Finish a step",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/finish",
  input: z.object({ upgrade: upgradeKey, step: id, version, note: z.string().max(50).optional() }),
  output: z.object({ id, version: z.int() }),
  run: () => Promise.reject(new Error("not here")),
});
const upload = upgradeCommand({
  name: "evidence.add",
  summary: "Add evidence",
  method: "POST",
  path: "/upgrades/{upgrade}/evidence",
  creates: true,
  input: z.object({ upgrade: upgradeKey, file: z.file() }),
  output: z.object({ id }),
  run: () => Promise.reject(new Error("not here")),
});
const list = upgradeQuery({
  name: "step.list",
  action: "step.view",
  summary: "The steps",
  path: "/upgrades/{upgrade}/steps",
  input: z.object({ upgrade: upgradeKey, show: z.enum(["mine", "all"]) }),
  output: z.object({ items: z.array(z.object({ id, title: z.string() })) }),
  run: () => Promise.reject(new Error("not here")),
});

const stream = upgradeCommand({
  name: "log.read",
  summary: "Read a log",
  method: "POST",
  path: "/upgrades/{upgrade}/logs",
  input: z.object({ upgrade: upgradeKey, kind: z.enum(["current", "baseline"]), content: byteStream }),
  output: z.object({ id }),
  run: () => Promise.reject(new Error("not here")),
});

const tags = apiReference(openApiDocument([finish, upload, list, stream], "https://liftlock.example"));
const call = (name: string) => tags.flatMap(({ calls }) => calls).find((each) => each.name === name);

describe("The pages about the API", () => {
  it("group calls by what they are about", () => {
    expect(tags.map(({ tag, slug, calls }) => [tag, slug, calls.map(({ name }) => name)])).toEqual([
      ["Step", "step", ["step.finish", "step.list"]],
      ["Evidence", "evidence", ["evidence.add"]],
      ["Log", "log", ["log.read"]],
    ]);
  });

  it("show a file that is the whole body as an upload, its other fields in the address", () => {
    const { inputs = [], curl = "" } = call("log.read") ?? {};
    expect(inputs.map(({ name, place }) => [name, place])).toEqual([
      ["upgrade", "path"],
      ["kind", "query"],
      ["the file", "body"],
    ]);
    expect(curl).toContain("/logs?kind=current'");
    expect(curl).toMatch(/-H 'Content-Type: application\/octet-stream' \\\n {2}-T file$/);
  });

  it("say where each field goes, and what it may be", () => {
    expect(
      call("step.finish")?.inputs.map(({ name, place, type, required }) => [name, place, type, required]),
    ).toEqual([
      ["upgrade", "path", "string", true],
      ["step", "path", "uuid", true],
      ["if-match", "header", "string", false],
      ["version", "body", "integer", false],
      ["note", "body", "string", false],
    ]);
    expect(call("step.list")?.inputs.at(-1)).toMatchObject({
      name: "show",
      place: "query",
      type: "mine | all",
      required: true,
    });
    expect(call("step.list")?.output).toMatchObject([{ name: "items", type: "{ id, title }[]" }]);
    expect(call("step.finish")?.errors).toContainEqual({ status: "412", codes: ["precondition_failed"] });
  });

  it("give an example that can be pasted into a shell", () => {
    expect(call("step.list")?.curl).toBe(
      `curl 'https://liftlock.example/api/v1/upgrades/APIM-45/steps?show=mine' \\\n  -H "Authorization: Bearer $LIFTLOCK_TOKEN"`,
    );
    expect(call("step.finish")?.curl).toContain(`-H 'If-Match: "1"'`);
    expect(call("evidence.add")?.curl).toContain("-F 'file=@file'");
    expect(call("evidence.add")?.curl).toContain('-H "Idempotency-Key: $(uuidgen)"');
  });
});
