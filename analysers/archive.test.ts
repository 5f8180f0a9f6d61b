import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { beginBudget, unpack } from "@/analysers/archive";
import { limits, type SourceFile } from "@/analysers/limits";
import { zipOf } from "@/analysers/zip.fixture";

const file = (name: string, bytes: Uint8Array): SourceFile => ({ name, bytes });
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

async function names(...files: SourceFile[]): Promise<string[]> {
  const reading = await unpack(files);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report.files.map(({ name }) => name);
}

async function refusal(...files: SourceFile[]): Promise<string> {
  const reading = await unpack(files);
  return reading.ok ? "" : reading.problems.map(({ message }) => message).join("\n");
}

describe("what an archive holds", () => {
  test("files come out as they went in, packed or stored, beside plain files", async () => {
    const zip = zipOf([
      { name: "conf/deployment.toml", content: "[server]\n" },
      { name: "conf/log.txt", content: "lines", stored: true },
    ]);
    const reading = await unpack([file("conf.zip", zip), file("plain.txt", Buffer.from("plain"))]);
    expect(reading).toMatchObject({ ok: true });
    if (!reading.ok) return;
    expect(reading.report.files.map(({ name, bytes }) => [name, text(bytes)])).toEqual([
      ["conf.zip/conf/deployment.toml", "[server]\n"],
      ["conf.zip/conf/log.txt", "lines"],
      ["plain.txt", "plain"],
    ]);
  });

  test("an archive is known by its bytes, not its name", async () => {
    expect(await names(file("export", zipOf([{ name: "a", content: "a" }])))).toEqual(["export/a"]);
    expect(await names(file("notes.zip", Buffer.from("no archive")))).toEqual(["notes.zip"]);
  });

  test("an archive inside is unpacked one level deep, what lies deeper stays as it is", async () => {
    const deepest = zipOf([{ name: "c.txt", content: "c" }]);
    const middle = zipOf([
      { name: "deepest.zip", content: deepest },
      { name: "b.txt", content: "b" },
    ]);
    expect(await names(file("a.zip", zipOf([{ name: "middle.zip", content: middle }])))).toEqual([
      "a.zip/middle.zip/deepest.zip",
      "a.zip/middle.zip/b.txt",
    ]);
  });

  test("a JAR stays a file unless it is asked for", async () => {
    const jar = file("x.jar", zipOf([{ name: "A.class", content: "x" }]));
    expect(await names(jar)).toEqual(["x.jar"]);
    expect(await unpack([jar], { javaArchives: true })).toMatchObject({
      ok: true,
      report: { files: [{ name: "x.jar/A.class" }] },
    });
  });

  test("folders, links and what macOS adds are left out", async () => {
    const zip = zipOf([
      { name: "conf/", content: "" },
      { name: "__MACOSX/conf/._a", content: "x" },
      { name: "conf/.DS_Store", content: "x" },
      { name: "conf/link", content: "/etc/passwd", mode: 0o120777 },
      { name: "conf/a", content: "a", mode: 0o100644 },
    ]);
    expect(await names(file("z.zip", zip))).toEqual(["z.zip/conf/a"]);
  });

  test("a name never leads out of the archive", async () => {
    const zip = zipOf(
      ["../../etc/passwd", "/abs", "C:\\win\\x", "a/./b//c", "..", "new\nline"].map((name) => ({
        name,
        content: "x",
      })),
    );
    expect(await names(file("z.zip", zip))).toEqual([
      "z.zip/etc/passwd",
      "z.zip/abs",
      "z.zip/win/x",
      "z.zip/a/b/c",
      "z.zip/unnamed",
      "z.zip/newline",
    ]);
  });
});

describe("what is refused, and how it is said", () => {
  test("an encrypted entry", async () => {
    const zip = zipOf([{ name: "key.pem", content: "0123456789ab", encrypted: true }]);
    expect(await refusal(file("z.zip", zip))).toBe(
      "“z.zip/key.pem” is encrypted. Pack it again without a password.",
    );
  });

  test("an archive that is cut off", async () => {
    const zip = zipOf([{ name: "a", content: "a" }]);
    expect(await refusal(file("z.zip", zip.subarray(0, zip.length - 8)))).toContain(
      "“z.zip” is a ZIP archive",
    );
  });

  test("an entry whose checksum or size is not the one its head says", async () => {
    const wrong = zipOf([{ name: "a", content: "aaaa", claims: { crc: 1 } }]);
    expect(await refusal(file("z.zip", wrong))).toContain("“z.zip/a” is not what its checksum says");
    const longer = zipOf([{ name: "a", content: "a".repeat(500_000), claims: { unpacked: 10 } }]);
    expect(await refusal(file("z.zip", longer))).toContain("can't be unpacked");
  });

  test("a bomb, before it is unpacked", async () => {
    const bomb = zipOf([{ name: "zeros", content: Buffer.alloc(50 * 1024 * 1024) }]);
    expect(await refusal(file("bomb.zip", bomb))).toContain("times its size");
  });

  test("more than everything may unpack to, before anything is unpacked", async () => {
    const claims = { unpacked: 1024 * 1024 };
    const zip = (count: number) =>
      zipOf(Array.from({ length: count }, (_, at) => ({ name: `f${at}`, content: "x", claims })));
    expect(await refusal(file("many.zip", zip(201)))).toContain("unpacks to more than 200 MiB");
  });

  test("what several readings unpack together, when they share their limits", async () => {
    const zip = zipOf([{ name: "a", content: "aaaa" }]);
    const budget = beginBudget();
    budget.bytes = limits.unpackedBytes - 6;
    expect(await unpack([file("a.zip", zip)], { budget })).toMatchObject({ ok: true });
    expect(await unpack([file("b.zip", zip)], { budget })).toMatchObject({ ok: false });
  });

  test("more files than are read", async () => {
    const parts = Array.from({ length: limits.files + 1 }, (_, at) => ({
      name: `f${at}`,
      content: "",
      stored: true,
    }));
    expect(await refusal(file("many.zip", zipOf(parts)))).toContain("more than 20,000 files");
  });

  test("what takes too long", async () => {
    let now = 0;
    const watch = () => {
      now += limits.time;
      return now;
    };
    const zip = zipOf(["a", "b", "c"].map((name) => ({ name, content: name })));
    const reading = await unpack([file("slow.zip", zip)], { budget: beginBudget(watch) });
    expect(reading).toMatchObject({ ok: false, problems: [{ file: "slow.zip" }] });
  });

  test("archives that are no ZIP", async () => {
    expect(await refusal(file("a.tgz", Buffer.from([0x1f, 0x8b, 8, 0])))).toContain("is a gzip archive");
    expect(await refusal(file("a.7z", Buffer.from("377abcaf271c", "hex")))).toContain("is a 7z archive");
  });

  test("every archive that can't be read is named, not only the first", async () => {
    const broken = Buffer.from("504b0304ffff", "hex");
    expect(await refusal(file("a.zip", broken), file("b.zip", broken))).toMatch(/“a\.zip”.*\n“b\.zip”/);
  });
});

describe("whatever the bytes are", () => {
  test("nothing is thrown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fc.boolean(), async (bytes, asZip) => {
        const start = asZip ? [0x50, 0x4b, 3, 4] : [];
        const reading = await unpack([file("f", Uint8Array.from([...start, ...bytes]))]);
        expect(typeof reading.ok).toBe("boolean");
      }),
      { numRuns: 300 },
    );
  });

  test("an archive with some bytes changed is read or refused, and what is read stays within its name", async () => {
    const good = zipOf([
      { name: "conf/a.xml", content: "<a/>".repeat(50) },
      { name: "inner.zip", content: zipOf([{ name: "b", content: "b" }]) },
      { name: "c", content: "c", stored: true },
    ]);
    const change = fc.tuple(fc.nat(good.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), fc.nat(40), async (changes, cut) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        const reading = await unpack([file("z", bytes.subarray(0, bytes.length - (cut > 30 ? cut : 0)))]);
        if (reading.ok)
          for (const { name } of reading.report.files) expect(name).not.toMatch(/(^|\/)\.\.(\/|$)/);
        else for (const { file: named } of reading.problems) expect(named).toBe("z");
      }),
      { numRuns: 500 },
    );
  });
});
