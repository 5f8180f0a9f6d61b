import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import * as content from "@/app/api/v1/upgrades/[upgrade]/evidence/[evidence]/content/route";
import * as evidence from "@/app/api/v1/upgrades/[upgrade]/evidence/route";
import * as step from "@/app/api/v1/upgrades/[upgrade]/steps/[step]/route";
import * as start from "@/app/api/v1/upgrades/[upgrade]/steps/[step]/start/route";
import * as steps from "@/app/api/v1/upgrades/[upgrade]/steps/route";
import { createToken } from "@/features/people/commands/tokens";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { changedStep, savedStep } from "./schema/changing";
import { listStepsOutput, stepDetails } from "./schema/reading";

type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const address = "http://localhost:3000/api/v1";

describe("Steps and evidence over REST", () => {
  let w: World;
  const tokens = new Map<Person, string>();
  beforeAll(async () => {
    w = await world();
    for (const who of [w.engineer, w.lead, w.viewer, w.outsider]) {
      const { token } = await execute(createToken, who, { name: "test", scope: "write", expiresAt: null });
      tokens.set(who, token);
    }
  });

  function call(
    route: Route,
    who: Person | null,
    params: Record<string, string>,
    init: RequestInit & { query?: string } = {},
  ) {
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${who ? tokens.get(who) : "llk_revoked"}`);
    const request = new Request(`${address}${init.query ?? ""}`, { ...init, headers });
    return route(request, { params: Promise.resolve({ upgrade: w.key, ...params }) });
  }
  const json = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  const form = (parts: Record<string, string | File>): RequestInit => {
    const body = new FormData();
    for (const [name, value] of Object.entries(parts)) body.set(name, value);
    return { method: "POST", body };
  };

  it("answer what their schemas say, with the version as ETag", async () => {
    const list = await call(steps.GET, w.viewer, {}, { query: "?environment=dev" });
    expect(list.status).toBe(200);
    expect(listStepsOutput.parse(await list.json()).steps).toHaveLength(4);
    const { id } = await stepOf(w.key, "dev", "D-01");
    const one = await call(step.GET, w.viewer, { step: id });
    expect([one.status, one.headers.get("etag")]).toEqual([200, '"1"']);
    expect(stepDetails.parse(await one.json()).code).toBe("D-01");
    const added = await call(steps.POST, w.lead, {}, json({ environment: "dev", title: "Own" }));
    expect(added.status).toBe(201);
    expect(savedStep.parse(await added.json())).toMatchObject({ version: 1 });
  });

  it("take the version from If-Match and answer 412 with what it is now when it is no longer that", async () => {
    const { id } = await stepOf(w.key, "pre-prod", "D-01");
    const first = await call(
      start.POST,
      w.engineer,
      { step: id },
      { method: "POST", headers: { "if-match": '"1"' } },
    );
    expect([first.status, first.headers.get("etag")]).toEqual([200, '"2"']);
    expect(changedStep.parse(await first.json()).state).toBe("doing");
    const late = await call(
      start.POST,
      w.engineer,
      { step: id },
      { method: "POST", headers: { "if-match": '"1"' } },
    );
    expect([late.status, late.headers.get("content-type")]).toEqual([412, "application/problem+json"]);
    expect(await late.json()).toMatchObject({
      code: "precondition_failed",
      current: { state: "doing", version: 2 },
    });
    const body = await call(start.POST, w.engineer, { step: id }, json({ version: 1 }));
    expect(body.status).toBe(409);
    const none = await call(start.POST, w.engineer, { step: id }, { method: "POST" });
    expect(none.status).toBe(428);
  });

  it("say where to look the id up when they are named by a code", async () => {
    const response = await call(start.POST, w.engineer, { step: "V-02" }, json({ version: 1 }));
    expect(response.status).toBe(400);
    expect((await response.json()).detail).toContain("steps?environment=KEY");
  });

  it("answer the refusal of the rules as a problem with its reasons", async () => {
    const { id } = await stepOf(w.key, "prod", "D-02");
    const answer = await call(start.POST, w.engineer, { step: id }, json({ version: 1 }));
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      code: "refused",
      refusals: [{ code: "predecessor_open" }, { code: "gate_shut" }],
    });
  });

  it("are 401 for nobody, 403 for who may not, 404 for who is no member", async () => {
    const { id } = await stepOf(w.key, "dev", "D-01");
    expect((await call(step.GET, null, { step: id })).status).toBe(401);
    expect((await call(start.POST, w.viewer, { step: id }, json({ version: 1 }))).status).toBe(403);
    expect((await call(step.GET, w.outsider, { step: id })).status).toBe(404);
    expect((await call(step.GET, w.viewer, { step: "not-an-id" })).status).toBe(400);
  });

  it("take a file of 25 MiB and hand out the very same bytes", async () => {
    const { id } = await stepOf(w.key, "dev", "D-02");
    const bytes = new Uint8Array(25 * 1024 * 1024).map((_, index) => (index * 7) % 251);
    const added = await call(
      evidence.POST,
      w.engineer,
      {},
      form({ step: id, file: new File([bytes], "dump.bin") }),
    );
    expect(added.status).toBe(201);
    const saved = (await added.json()) as { id: string; sha256: string; mediaType: string };
    expect(saved).toMatchObject({
      sha256: createHash("sha256").update(bytes).digest("hex"),
      mediaType: "application/octet-stream",
    });
    const got = await call(content.GET, w.viewer, { evidence: saved.id }, { query: "?inline=1" });
    expect(got.headers.get("content-length")).toBe(String(bytes.length));
    expect(got.headers.get("content-disposition")).toBe(
      "attachment; filename=\"dump.bin\"; filename*=UTF-8''dump.bin",
    );
    expect(Buffer.from(await got.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
  }, 60_000);

  it("refuse one byte more, an empty file, a wrong field, two files and a torn form, and store nothing", async () => {
    const { id } = await stepOf(w.key, "dev", "D-03");
    const large = new File([new Uint8Array(25 * 1024 * 1024 + 1)], "large.log");
    const refused = async (init: RequestInit) => {
      const answer = await call(evidence.POST, w.engineer, {}, init);
      const { code, detail } = (await answer.json()) as { code: string; detail: string };
      return [answer.status, code, detail];
    };
    expect(await refused(form({ step: id, file: large }))).toEqual([
      413,
      "too_large",
      "“large.log” is larger than 25 MiB. Compress it, or add a link to where it is kept.",
    ]);
    const huge = {
      ...form({ step: id, file: new File(["x"], "a") }),
      headers: { "content-length": String(30 * 1024 * 1024) },
    };
    expect((await refused(huge))[0]).toBe(413);
    expect(await refused(form({ step: id, file: new File([], "empty.log") }))).toEqual([
      400,
      "invalid_input",
      expect.stringContaining("is empty"),
    ]);
    expect((await refused(form({ step: id, upload: new File(["x"], "a.log") })))[0]).toBe(400);
    expect((await refused(form({ step: id, file: "not a file" })))[0]).toBe(400);
    const two = new FormData();
    two.set("step", id);
    two.append("file", new File(["a"], "a.log"));
    two.append("file", new File(["b"], "b.log"));
    expect(await refused({ method: "POST", body: two })).toEqual([
      400,
      "invalid_input",
      expect.stringContaining("more than once"),
    ]);
    const torn = {
      method: "POST",
      body: "--x\r\nContent-Disposition: form-data; name=",
      headers: { "content-type": "multipart/form-data; boundary=x" },
    };
    expect((await refused(torn))[0]).toBe(400);
    expect((await refused({ method: "POST", body: "x", headers: { "content-type": "text/plain" } }))[0]).toBe(
      415,
    );
    expect(await reader.evidence.count({ where: { stepId: id } })).toBe(0);
  }, 60_000);

  it("hand out files so that a hostile one can do nothing", async () => {
    const { id } = await stepOf(w.key, "dev", "D-01");
    const add = async (file: File) => {
      const answer = await call(evidence.POST, w.engineer, {}, form({ step: id, file }));
      return ((await answer.json()) as { id: string }).id;
    };
    const page = await add(
      new File(["<!doctype html><script>alert(1)</script>"], 'Lübeck "1".html', { type: "text/html" }),
    );
    const shown = await call(content.GET, w.viewer, { evidence: page }, { query: "?inline=1" });
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": "inline; filename=\"L_beck _1_.html\"; filename*=UTF-8''L%C3%BCbeck%20_1_.html",
      "content-security-policy": expect.stringMatching(/default-src 'none'.*sandbox/),
      "x-content-type-options": "nosniff",
      "cache-control": "private, max-age=31536000, immutable",
    });
    const plain = await call(content.GET, w.viewer, { evidence: page });
    expect(plain.headers.get("content-disposition")).toMatch(/^attachment/);
    const image = await add(
      new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])], "shot.exe"),
    );
    const seen = await call(content.GET, w.viewer, { evidence: image }, { query: "?inline=1" });
    expect([
      seen.headers.get("content-type"),
      seen.headers.get("content-disposition")?.split(";")[0],
    ]).toEqual(["image/png", "inline"]);
    const etag = seen.headers.get("etag") ?? "";
    expect(etag).toMatch(/^"[0-9a-f]{64}"$/);
    expect(
      (await call(content.GET, w.viewer, { evidence: image }, { headers: { "if-none-match": etag } })).status,
    ).toBe(304);
    const pdf = await add(new File(["%PDF-1.7\n"], "a.pdf"));
    expect(
      (await call(content.GET, w.viewer, { evidence: pdf }, { query: "?inline=1" })).headers.get(
        "content-disposition",
      ),
    ).toMatch(/^attachment/);

    expect(
      (await call(content.GET, w.outsider, { evidence: image }, { headers: { "if-none-match": etag } }))
        .status,
    ).toBe(404);
    expect((await call(content.GET, null, { evidence: image })).status).toBe(401);
    const note = await call(evidence.POST, w.engineer, {}, json({ step: id, text: "a note" }));
    const { id: noteId } = (await note.json()) as { id: string };
    expect((await call(content.GET, w.viewer, { evidence: noteId })).status).toBe(404);
  });

  it("create once when a call is repeated with its idempotency key, and refuse the key for another file", async () => {
    const { id } = await stepOf(w.key, "prod", "D-01");
    const send = (name: string) => {
      const given = form({ step: id, file: new File(["log"], name) });
      return call(
        evidence.POST,
        w.engineer,
        {},
        { ...given, headers: { "idempotency-key": `once-${w.key}` } },
      );
    };
    const [first, second, other] = [await send("a.log"), await send("a.log"), await send("b.log")];
    expect(await second.json()).toEqual(await first.json());
    expect(other.status).toBe(409);
    expect(await reader.evidence.count({ where: { stepId: id } })).toBe(1);
  });
});
