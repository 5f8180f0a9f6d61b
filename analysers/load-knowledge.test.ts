import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { certificateKnowledgeSchema } from "./certificates/knowledge";
import { loadKnowledge } from "./load-knowledge";

const fits = JSON.stringify({ schema: 1, gathered: "2026-11-01", defaults: [], truststores: [] });
let folder = "";
const put = (content: string | Uint8Array) =>
  writeFile(join(folder, "knowledge", "certificates.json"), content);
const load = () => loadKnowledge(folder, "certificates", certificateKnowledgeSchema);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "knowledge-"));
  await mkdir(join(folder, "knowledge"));
});
afterEach(() => rm(folder, { recursive: true }));

test("is what the file says, with the hash of its bytes, and is read once", async () => {
  await put(fits);
  const first = await load();
  expect(first).toEqual({
    knowledge: JSON.parse(fits),
    sha256: createHash("sha256").update(fits).digest("hex"),
  });
  await put("");
  expect(await load()).toBe(first);
});

test("is null where a product has none of a subject", async () => {
  expect(await load()).toBeNull();
});

test("names the file and the place of what does not fit, and is read again once it is mended", async () => {
  await put("no");
  await expect(load()).rejects.toThrow(/certificates\.json is no JSON/);
  await put(Uint8Array.of(0x22, 0xff, 0x22));
  await expect(load()).rejects.toThrow(/certificates\.json is no JSON/);
  await put('{"schema":2}');
  await expect(load()).rejects.toThrow(/certificates\.json is not what it should be.*at schema/s);
  await put(fits);
  expect((await load())?.knowledge.truststores).toEqual([]);
});
