import fc from "fast-check";
import { expect, test } from "vitest";
import { analyseArtifact } from "@/analysers/artifacts/analyse";
import { readClassFile } from "@/analysers/artifacts/class-file";
import { classOf, jarOf } from "@/analysers/artifacts/jar.fixture";
import { noArtifactKnowledge } from "@/analysers/artifacts/knowledge";

async function read(files: Record<string, string | Uint8Array>) {
  const sources = Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) }));
  return analyseArtifact(sources, { from: null, to: "4.2.0", knowledge: noArtifactKnowledge });
}

test("whatever the bytes and names are, nothing is thrown", async () => {
  const names = fc.constantFrom("pom.xml", "build.gradle", "a.jar", "list.txt", "x.zip", "b");
  const words = fc.constantFrom(
    "<project>",
    "<dependency>",
    "implementation 'a:b:",
    "${",
    "}",
    "'",
    '"',
    "\n",
    "a-1.jar",
    "/*",
  );
  const text = fc
    .array(fc.oneof(words, fc.string({ maxLength: 5 })), { maxLength: 40 })
    .map((all) => all.join(""));
  const good = jarOf({ "Import-Package": 'a;version="[1,2)"' }, [
    { name: "A.class", content: classOf(52, ["a/B"]), stored: true },
  ]);
  const mutated = fc
    .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 4 })
    .map((changes) => {
      const bytes = Buffer.from(good);
      for (const [at, byte] of changes) bytes[at] = byte;
      return bytes;
    });
  const content = fc.oneof(text, fc.uint8Array({ maxLength: 200 }), mutated);
  await fc.assert(
    fc.asyncProperty(names, content, async (name, bytes) => {
      expect(typeof (await read({ [name]: bytes })).ok).toBe("boolean");
    }),
    { numRuns: 400 },
  );
});

test("a class file cut anywhere is read or not, and nothing is thrown", () => {
  const whole = classOf(61, ["a/B", "c/d/E"], ["(Lx/Y;)V"]);
  for (let end = 0; end <= whole.length; end += 1) readClassFile(whole.subarray(0, end));
  expect([...(readClassFile(whole)?.packages ?? [])]).toEqual(["a", "c.d", "x"]);
});

test("what is made to take long does not", async () => {
  const start = performance.now();
  const laughs = Array.from(
    { length: 12 },
    (_, at) => `<p${at}>${`\${p${at + 1}}`.repeat(100)}</p${at}>`,
  ).join("");
  await read({
    "pom.xml": `<project><artifactId>a</artifactId><properties>${laughs}</properties><dependencies><dependency><groupId>\${p0}</groupId><artifactId>x</artifactId></dependency></dependencies></project>`,
    "build.gradle": `${"implementation 'a:b:c ".repeat(100)}\n`.repeat(2_000),
    "list.txt": `a.jar\n${`${"a".repeat(2_000)}\n`.repeat(2_000)}`,
    "a.jar": jarOf({ "Import-Package": `${"a;".repeat(20_000)}` }, [
      {
        name: "A.class",
        content: classOf(
          52,
          [],
          Array.from({ length: 20 }, () => `(${"L".repeat(60_000)}`),
        ),
      },
    ]),
  });
  expect(performance.now() - start).toBeLessThan(5_000);
});
