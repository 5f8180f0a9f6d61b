import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { makeCalendarLink } from "@/features/calendar/commands";
import { createToken } from "@/features/people/commands/tokens";
import { startRun } from "@/features/rehearsal/commands/start";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { noSuchAddress } from "@/lib/endpoint";
import { leastInput } from "@/scripts/testing/inputs";
import { callOf, methodOf, type Operation, send, tokenOf } from "@/scripts/testing/rest";
import { openDev, runIn } from "@/scripts/testing/tests";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { operations } from "./operations";

const operation = (name: string): Operation => {
  const found = operations.find((each) => each.name === name);
  if (!found) throw new Error(`There is no ${name}`);
  return found;
};
const problemOf = async (response: Response) => {
  const problem = (await response.json()) as Record<string, unknown>;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(problem).toMatchObject({
    status: response.status,
    type: expect.stringMatching(/^https:/),
    title: expect.any(String),
    detail: expect.any(String),
  });
  return problem;
};

describe("Calling the API", () => {
  let w: World;
  let lead: string;
  let admin: string;
  /** Ids and names that exist, by the field that asks for them. */
  let there: Record<string, unknown>;
  let calendar: string;
  let pilot: string;
  beforeAll(async () => {
    w = await world();
    [lead, admin] = [await tokenOf(w.lead), await tokenOf(w.admin)];
    await openDev(w);
    const step = await stepOf(w.key, "dev", "D-01");
    const added = await send(
      operation("evidence.add"),
      { upgrade: w.key, step: step.id, file: new File(["log"], "a.log") },
      { token: lead },
    );
    const { id: evidence } = (await added.json()) as { id: string };
    const testCase = await reader.testCase.findFirstOrThrow({ where: { upgrade: { key: w.key } } });
    const invited = await send(
      operation("member.invite"),
      { upgrade: w.key, email: "new@example.com", roles: ["viewer"] },
      { token: lead },
    );
    const secret = ((await invited.json()) as { link: string }).link.split("/").at(-1);
    const itemAdded = await send(
      operation("item.add"),
      { upgrade: w.key, kind: "seal", title: "Old seal" },
      { token: lead },
    );
    const { code: item } = (await itemAdded.json()) as { code: string };
    const made = await send(
      operation("reading.make"),
      {
        upgrade: w.key,
        analyser: "artifact",
        files: [new File(["wheel-1.0.jar\n"], "jars.txt")],
      },
      { token: lead },
    );
    const { id: reading } = (await made.json()) as { id: string };
    const data = { source: "production_dump" as const, takenAt: "2026-11-01T00:00:00Z" };
    pilot = (await execute(startRun, w.lead, { upgrade: w.key, environment: "dev", data })).id;
    const { address } = await execute(makeCalendarLink, w.lead, {});
    calendar = address.split("/").at(-1) ?? "";
    there = {
      item,
      reading,
      upgrade: w.key,
      environment: "dev",
      gate: "exit",
      step: step.id,
      evidence,
      run: await runIn(w),
      testCase: testCase.code,
      secret,
      slug: "small",
      from: "1.0.0",
      to: "2.0.0",
    };
  }, 60_000);

  const given = (each: Operation): Record<string, unknown> => {
    const least = leastInput(each.input as z.ZodType);
    const known = Object.fromEntries(
      Object.entries(there).filter(([name]) => name in least || each.path.includes(`{${name}}`)),
    );
    if (each.path.includes("{kind}")) known.kind = "seal";
    if (each.path.includes("{version}")) known.version = "1.0.0";
    if (each.path.includes("/migration-runs/")) known.run = pilot;
    if (each.name === "calendar.read") known.secret = calendar;
    if (each.name === "evidence.list") known.step = there.step;
    if (each.name === "upgrade.previewAnswers") known.answers = "{}";
    return { ...least, ...known };
  };

  it.each(operations.filter((each) => methodOf(each) === "GET").map((each) => [callOf(each), each] as const))(
    "answers %s as its schema says",
    async (_, each) => {
      const token =
        each.scope === "instance" && "action" in each && /^(person\.manage|instance\.)/.test(each.action)
          ? admin
          : lead;
      const response = await send(each, given(each), { token });
      // Nobody has signed, and what was read is no configuration.
      if (each.name === "signOff.manifest" || each.name === "reading.targetFile")
        return expect(response.status).toBe(404);
      const type = response.headers.get("content-type");
      expect([response.status, type === "application/problem+json" ? await response.json() : null]).toEqual([
        200,
        null,
      ]);
      if ("bytes" in each && each.bytes) {
        expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(0);
        return;
      }
      expect(type).toBe("application/json");
      expect(response.headers.get("cache-control")).toBe("no-store");
      const body: unknown = await response.json();
      expect((each.output as z.ZodType).safeParse(body).error?.issues ?? []).toEqual([]);
      const version = (body as { version?: unknown }).version;
      expect(response.headers.get("etag")).toBe(typeof version === "number" ? `"${version}"` : null);
    },
  );

  it("answers problems, never a defect, for ids that are none and for names nobody has", async () => {
    for (const each of operations.filter((candidate) => candidate.path.includes("{"))) {
      for (const odd of ["not-an-id", randomUUID(), "\0", "'; drop table", "x".repeat(300)]) {
        const names = [...each.path.matchAll(/\{(\w+)\}/g)]
          .map(([, name = ""]) => name)
          .filter((name) => name !== "upgrade");
        const input =
          names.length > 0
            ? { ...given(each), ...Object.fromEntries(names.map((name) => [name, odd])) }
            : { ...given(each), upgrade: odd };
        const response = await send(each, input, { token: lead });
        expect(response.status, `${callOf(each)} with ${odd}`).toBeLessThan(500);
        if (names.length > 0 && odd === "not-an-id" && methodOf(each) !== "GET")
          expect([400, 403, 404, 409, 415], `${callOf(each)} with ${odd}`).toContain(response.status);
      }
    }
  }, 120_000);

  it("survives whatever a field holds, in every operation", async () => {
    const odd = [
      "\0",
      "\ud800",
      " ",
      "x".repeat(30_000),
      -1,
      2 ** 40,
      1e300,
      null,
      [],
      {},
      [[[]]],
      "2026-02-31T99:99:99Z",
    ];
    const defects: string[] = [];
    for (const each of operations) {
      const base = given(each);
      const fields = Object.keys((each.input as { shape?: object }).shape ?? {}).filter(
        (name) => !each.path.includes(`{${name}}`),
      );
      const tries = fields.flatMap((field) => odd.map((value) => ({ field, value })));
      const json = { headers: { "content-type": "application/json" } };
      // Side by side, as they wait for the database most of the time.
      const answers = await Promise.all(
        tries.map(({ field, value }) => {
          const input = { ...base, [field]: value };
          return methodOf(each) === "GET"
            ? send(each, input, { token: lead })
            : send(each, base, { token: lead, body: JSON.stringify(input), ...json });
        }),
      );
      for (const [index, { field, value }] of tries.entries())
        if ((answers[index]?.status ?? 500) >= 500)
          defects.push(`${callOf(each)} with ${field} ${JSON.stringify(value).slice(0, 60)}`);
    }
    expect(defects).toEqual([]);
  }, 240_000);

  describe("with a body that is none", () => {
    const step = () => ({ upgrade: w.key, step: there.step });
    const post = async (body: BodyInit, type = "application/json") => {
      const response = await send(operation("comment.add"), step(), {
        token: lead,
        body,
        headers: { "content-type": type },
      });
      return [response.status, (await problemOf(response)).code];
    };
    it("says what is wrong with it", async () => {
      expect(await post("{")).toEqual([400, "invalid_input"]);
      expect(await post("[]")).toEqual([400, "invalid_input"]);
      expect(await post("null")).toEqual([400, "invalid_input"]);
      expect(await post('"text"')).toEqual([400, "invalid_input"]);
      expect(await post("{}")).toEqual([400, "invalid_input"]);
      expect(await post('{"body":"x"}', "text/plain")).toEqual([415, "unsupported"]);
      expect(await post("body=x", "application/x-www-form-urlencoded")).toEqual([415, "unsupported"]);
      expect(await post(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))).toEqual([
        400,
        "invalid_input",
      ]);
      expect(await post('{"body":"a\\u0000b"}')).toEqual([400, "invalid_input"]);
      expect(await post('{"body":"a\\ud800b"}')).toEqual([400, "invalid_input"]);
      expect(await post(`{"body":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)).toEqual([
        400,
        "invalid_input",
      ]);
      expect(await post(`{"body":"${"x".repeat(2 * 1024 * 1024)}"}`)).toEqual([413, "too_large"]);
      // Three bytes each: the limit is of bytes, not of characters.
      expect(await post(`{"body":"${"€".repeat(800_000)}"}`)).toEqual([413, "too_large"]);
    });
    it("takes a body without a length no further than its limit", async () => {
      let sent = 0;
      const endless = new ReadableStream({
        pull(controller) {
          sent += 65_536;
          controller.enqueue(new Uint8Array(65_536).fill(0x20));
        },
      });
      const { headers } = new Request("http://localhost", {
        headers: { authorization: `Bearer ${lead}`, "content-type": "application/json" },
      });
      const request = new Request("http://localhost:3000/api/v1/x", {
        method: "POST",
        body: endless,
        headers,
        duplex: "half",
      } as RequestInit);
      const { POST } = await import("./upgrades/[upgrade]/steps/[step]/comments/route");
      const response = await POST(request, {
        params: Promise.resolve({ upgrade: w.key, step: String(there.step) }),
      });
      expect(response.status).toBe(413);
      expect(sent).toBeLessThan(3 * 1024 * 1024);
    });
    it("lets no key of an object reach its prototype", async () => {
      const body = '{"body":"Look","__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}';
      const response = await send(operation("comment.add"), step(), {
        token: lead,
        body,
        headers: { "content-type": "application/json" },
      });
      expect(response.status).toBe(201);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    });
    it("never lets a body speak for the address", async () => {
      const other = await world();
      const response = await send(operation("comment.add"), step(), {
        token: lead,
        body: JSON.stringify({ body: "Mine", upgrade: other.key, step: randomUUID() }),
        headers: { "content-type": "application/json" },
      });
      expect([response.status, ((await response.json()) as { stepId: string }).stepId]).toEqual([
        201,
        there.step,
      ]);
    });
  });

  it("tells the version as ETag, takes it back as If-Match and answers 412 when it is old", async () => {
    const { id, version } = await stepOf(w.key, "pre-prod", "D-01");
    const note = (match: string, text: string) =>
      send(
        operation("step.setNote"),
        { upgrade: w.key, step: id, note: text },
        { token: lead, headers: { "if-match": match } },
      );
    const first = await note(`"${version}"`, "one");
    expect([first.status, first.headers.get("etag")]).toEqual([200, `"${version + 1}"`]);
    const late = await note(`W/"${version}"`, "two");
    expect(late.status).toBe(412);
    expect(await problemOf(late)).toMatchObject({
      code: "precondition_failed",
      current: { version: version + 1, note: "one" },
    });
    for (const odd of ["*", '"1", "2"', "7", '"x"', ""])
      expect((await note(odd, "three")).status, odd).toBe(400);
    const none = await send(
      operation("step.setNote"),
      { upgrade: w.key, step: id, note: "x" },
      { token: lead },
    );
    expect(none.status).toBe(428);
    expect(await problemOf(none)).toMatchObject({
      code: "precondition_required",
      detail: expect.stringContaining('Send If-Match with the version you saw, e.g. If-Match: "3"'),
    });
    const inBody = await send(
      operation("step.setNote"),
      { upgrade: w.key, step: id, note: "two", version },
      { token: lead },
    );
    expect([inBody.status, (await problemOf(inBody)).code]).toEqual([409, "version_conflict"]);
  });

  it("does a call with an Idempotency-Key once, also when it is sent many times at once", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const add = (body: string, name = "comment.add", token = lead) =>
      send(operation(name), { upgrade: w.key, step: there.step, body }, { token, headers });
    const before = await reader.comment.count({ where: { stepId: String(there.step) } });
    const answers = await Promise.all(Array.from({ length: 6 }, () => add("Once")));
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map((answer) => answer.status)).toEqual(Array(6).fill(201));
    expect(new Set(texts).size).toBe(1);
    expect(await reader.comment.count({ where: { stepId: String(there.step) } })).toBe(before + 1);
    const other = await add("Twice");
    expect([other.status, (await problemOf(other)).code]).toEqual([409, "idempotency_mismatch"]);
    // The key of one person says nothing about another's.
    expect((await add("Once", "comment.add", await tokenOf(w.engineer))).status).toBe(201);
    const long = await send(
      operation("comment.add"),
      { upgrade: w.key, step: there.step, body: "x" },
      { token: lead, headers: { "idempotency-key": "k".repeat(201) } },
    );
    expect(long.status).toBe(400);
  });

  it("keeps nothing of a refused call under its key", async () => {
    const headers = { "idempotency-key": randomUUID() };
    const add = (body: string) =>
      send(operation("comment.add"), { upgrade: w.key, step: there.step, body }, { token: lead, headers });
    expect((await add("")).status).toBe(400);
    expect((await add("Now right")).status).toBe(201);
  });

  it("hands out long lists page by page, each item once", async () => {
    await Promise.all(["a", "b", "c"].map((name) => world({ title: `Paged ${name}` })));
    const names: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const response = await send(
        operation("person.list"),
        { limit: 4, ...(cursor && { cursor }) },
        { token: lead },
      );
      const page = (await response.json()) as { items: { id: string }[]; next: string | null };
      expect(page.items.length).toBeLessThanOrEqual(4);
      names.push(...page.items.map((item) => item.id));
      cursor = page.next ?? undefined;
      pages += 1;
    } while (cursor && pages < 100);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(await reader.user.count({ where: { disabledAt: null } }));
    for (const paged of operations.filter(
      (each) => methodOf(each) === "GET" && "cursor" in ((each.input as { shape?: object }).shape ?? {}),
    )) {
      const token = paged.scope === "instance" ? admin : lead;
      for (const odd of ["", "nonsense", "\0", "0", "-1", "9".repeat(300), "%%%", "e30="]) {
        const response = await send(paged, { ...given(paged), cursor: odd }, { token });
        expect(response.status, `${callOf(paged)} after ${odd}`).toBe(400);
        expect((await problemOf(response)).fields, `${callOf(paged)} after ${odd}`).toContainEqual({
          path: "cursor",
          message: "is not a cursor of this list; take it from `next`",
        });
      }
      // Of the right form, but no row of this list; numbers say only where to go on.
      const [row, number] = await Promise.all(
        [randomUUID(), "999999999"].map(
          async (cursor) => (await send(paged, { ...given(paged), cursor }, { token })).status,
        ),
      );
      expect([row, number].sort(), callOf(paged)).not.toEqual([200, 200]);
      expect((await send(paged, { ...given(paged), limit: "0" }, { token: admin })).status).not.toBe(200);
    }
  }, 60_000);

  it("answers a disabled person's and a revoked token as nobody's", async () => {
    const { token } = await execute(createToken, w.viewer, {
      name: "short",
      scope: "write",
      expiresAt: null,
    });
    expect((await send(operation("profile.get"), {}, { token })).status).toBe(200);
    const row = await reader.apiToken.findFirstOrThrow({ where: { userId: w.viewer.id, name: "short" } });
    expect((await send(operation("token.revoke"), { token: row.id }, { token })).status).toBe(200);
    const after = await send(operation("profile.get"), {}, { token });
    expect([after.status, after.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="liftlock"']);
  });

  it("answers an address that leads nowhere with a problem", async () => {
    expect((await problemOf(await noSuchAddress())).code).toBe("not_found");
  });

  it("writes history by the token's owner", async () => {
    const step = await stepOf(w.key, "pre-prod", "D-02");
    await send(
      operation("step.setNote"),
      { upgrade: w.key, step: step.id, version: step.version, note: "by token" },
      { token: lead },
    );
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { subjectId: step.id },
      orderBy: { seq: "desc" },
    });
    expect([event.actorId, event.type]).toEqual([w.lead.id, "step.noteSet"]);
  });
});
