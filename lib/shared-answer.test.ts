import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { jsonAnswer } from "./shared-answer";

const init = { status: 200, headers: { "cache-control": "no-store", etag: '"7"' } };
const steps = {
  version: 7,
  steps: Array.from({ length: 1_000 }, (_, at) => ({ id: `S-${at}`, title: "Grüße, 数据" })),
};
const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());

test("a large answer is the same JSON for everybody who asks, packed for those who can read it", async () => {
  for (const _ of [1, 2]) {
    const plain = await jsonAnswer(steps, null, init);
    expect(plain.headers.get("content-encoding")).toBeNull();
    expect(plain.headers.get("content-type")).toBe("application/json");
    expect(JSON.parse((await bytesOf(plain)).toString("utf8"))).toEqual(steps);
    const packed = await jsonAnswer(steps, "br, gzip;q=0.8", init);
    expect(packed.headers.get("content-encoding")).toBe("gzip");
    expect(packed.headers.get("vary")).toBe("accept-encoding");
    expect(packed.headers.get("etag")).toBe('"7"');
    expect(JSON.parse(gunzipSync(await bytesOf(packed)).toString("utf8"))).toEqual(steps);
  }
});

test.each([{ version: 1 }, [], null, "text"])("a small answer is written as it is: %j", async (value) => {
  const answer = await jsonAnswer(value, "gzip", { status: 201, headers: {} });
  expect(answer.status).toBe(201);
  expect(answer.headers.get("content-encoding")).toBeNull();
  expect(await answer.json()).toEqual(value);
});
