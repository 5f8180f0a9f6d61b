import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJunit } from "@/lib/junit";

const read = (text: string) => parseJunit(Buffer.from(text));
const outcome = async (text: string) => (await read(text)).results.map(({ name, result }) => [name, result]);
const refusal = async (bytes: Uint8Array | string) =>
  parseJunit(Buffer.from(bytes)).then(
    () => "read",
    (error: Error) => error.message,
  );

describe("JUnit XML is read as each producer writes it", () => {
  it("Surefire: class names, thousands in times, errors, reruns and flaky tests", async () => {
    const { results } = await read(`<?xml version="1.0" encoding="UTF-8"?>
<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="org.example.TokenTest" time="1,204.5" tests="5" errors="1" skipped="1" failures="1">
  <properties><property name="java.version" value="17"/></properties>
  <testcase name="issuesToken" classname="org.example.TokenTest" time="1,200.0"/>
  <testcase name="revokes" classname="org.example.TokenTest" time="0.3">
    <failure message="expected 401 but was 200" type="AssertionError"><![CDATA[AssertionError: expected 401 but was 200
	at org.example.TokenTest.revokes(TokenTest.java:12)]]></failure>
    <rerunFailure message="again"><stackTrace>trace</stackTrace><system-out>noise</system-out></rerunFailure>
    <system-out>token abc revoked</system-out>
  </testcase>
  <testcase name="reaches" classname="org.example.TokenTest" time="0.1"><error type="java.net.ConnectException">refused</error></testcase>
  <testcase name="later" classname="org.example.TokenTest"><skipped/></testcase>
  <testcase name="shaky" classname="org.example.TokenTest" time="0.1"><flakyFailure message="timeout"><stackTrace>t</stackTrace></flakyFailure></testcase>
</testsuite>`);
    expect(results.map(({ name, result }) => [name, result])).toEqual([
      ["issuesToken", "passed"],
      ["revokes", "failed"],
      ["reaches", "failed"],
      ["later", "skipped"],
      ["shaky", "passed"],
    ]);
    expect(results[0]?.minutes).toBeCloseTo(20);
    expect(results[1]?.message).toContain("expected 401 but was 200");
    expect(results[1]?.message).toContain("Output: token abc revoked");
    expect(results[1]?.message).not.toContain("noise");
    expect(results[2]?.message).toBe("java.net.ConnectException\nrefused");
    expect(results[4]?.message).toContain("only when it was run again");
    expect(
      results.every(
        ({ suite, className }) => suite === "org.example.TokenTest" && className === "org.example.TokenTest",
      ),
    ).toBe(true);
  });

  it("Gradle: a time without zone is UTC, output of a passed test is left out", async () => {
    const { results } =
      await read(`<testsuite name="ApiIT" timestamp="2026-11-20T10:00:00" hostname="ci"><properties/>
      <testcase name="publishes()" classname="ApiIT" time="0.25"/><system-out><![CDATA[a lot]]></system-out><system-err/></testsuite>`);
    expect(results).toEqual([
      expect.objectContaining({ at: new Date("2026-11-20T10:00:00Z"), message: "", minutes: 0.25 / 60 }),
    ]);
  });

  it("pytest: xfail is skipped, a teardown error fails the case, properties carry the key", async () => {
    const { results } =
      await read(`<testsuites><testsuite name="pytest" errors="1" timestamp="2026-11-20T12:00:00.123456+02:00">
      <testcase classname="tests.test_gw" name="test_tc_31_revoke[jwt]" time="0.01"><properties><property name="test_key" value="TC-7"/></properties></testcase>
      <testcase classname="tests.test_gw" name="test_known" time="0"><skipped type="pytest.xfail" message="known bug"/></testcase>
      <testcase classname="tests.test_gw" name="test_db" time="1"><error message="failed on teardown">E   assert</error></testcase>
      </testsuite></testsuites>`);
    expect(results[0]).toMatchObject({
      keys: ["TC-7"],
      at: new Date("2026-11-20T10:00:00.123Z"),
      result: "passed",
    });
    expect(results[1]).toMatchObject({ result: "skipped", message: "pytest.xfail: known bug" });
    expect(results[2]?.result).toBe("failed");
  });

  it("Jest: describe blocks as nested names; the root's own name is not a suite", async () => {
    const { results } =
      await read(`<testsuites name="jest tests" tests="1"><testsuite name="gateway › throttling" timestamp="2026-11-20T10:00:00">
      <testcase classname="gateway › throttling refuses the 11th call" name="gateway › throttling refuses the 11th call" time="0.004"><failure>Error: expect(received)</failure></testcase></testsuite></testsuites>`);
    expect(results[0]).toMatchObject({
      suite: "gateway › throttling",
      result: "failed",
      message: "Error: expect(received)",
    });
  });

  it("Newman: the request is the suite, assertions are the cases", async () => {
    const { results } =
      await read(`<?xml version="1.0" encoding="UTF-8"?><testsuites name="APIM smoke"><testsuite name="TC-12 / GET token" id="1" tests="2" time="0.2" timestamp="2026-11-20T10:00:00.000Z">
      <testcase name="Status is 200" time="0.2" classname="APIMSmoke"/><testcase name="Body has a token" time="0.2" classname="APIMSmoke"><failure type="AssertionFailure"><![CDATA[Failed 1 times.]]></failure></testcase></testsuite></testsuites>`);
    expect(results.map(({ suite }) => suite)).toEqual(["TC-12 / GET token", "TC-12 / GET token"]);
  });

  it("Playwright: properties in the text of the element, attachments in the output", async () => {
    const { results } =
      await read(`<testsuites id="" name="" tests="1"><testsuite name="portal.spec.ts" hostname="chromium" timestamp="2026-11-20T10:00:00.000Z">
      <testcase name="portal › [TC-9] subscribes" classname="portal.spec.ts" time="3.1"><properties><property name="test_id">TC-9</property></properties>
      <failure message="portal.spec.ts:3:1 subscribes" type="FAILURE"><![CDATA[Error: locator]]></failure><system-out><![CDATA[[[ATTACHMENT|shot.png]]]]></system-out></testcase></testsuite></testsuites>`);
    expect(results[0]).toMatchObject({ keys: ["TC-9"], result: "failed" });
    expect(results[0]?.message).toContain("[[ATTACHMENT|shot.png]]");
  });

  it("k6: thresholds as cases, measured values as a property", async () => {
    const { results } = await read(
      `<testsuite name="k6 thresholds" tests="1"><testcase name="TC-40 http_reqs rate&gt;800"><properties><property name="measured" value="912.4"/></properties></testcase></testsuite>`,
    );
    expect(results[0]).toMatchObject({
      name: "TC-40 http_reqs rate>800",
      measured: 912.4,
      minutes: null,
      at: null,
    });
  });

  it("SoapUI and googletest: a status instead of elements, cases without a class", async () => {
    expect(
      await outcome(
        `<testsuite name="Suite"><testcase name="a" status="FAILED"/><testcase name="b" status="notrun"/><testcase name="c" status="run" result="completed"/><testcase/></testsuite>`,
      ),
    ).toEqual([
      ["a", "failed"],
      ["b", "skipped"],
      ["c", "passed"],
      ["(a case without a name)", "passed"],
    ]);
  });

  it("names suites from the outside in, and keeps errors that belong to no case", async () => {
    const { results, suiteErrors, suites } = await read(
      `<testsuites><testsuite name="outer"><error message="set-up failed"/><testsuite name="inner"><testcase name="x"/></testsuite></testsuite></testsuites>`,
    );
    expect(results[0]?.suite).toBe("outer › inner");
    expect(suites).toBe(2);
    expect(suiteErrors).toEqual(["outer: set-up failed"]);
  });

  it("keeps what a test printed short", async () => {
    const { results } = await read(
      `<testsuite><testcase name="x"><failure>${"f".repeat(100_000)}</failure><system-out>${"o".repeat(1_000_000)}</system-out></testcase></testsuite>`,
    );
    expect(results[0]?.message.length).toBeLessThan(2_600);
  });
});

describe("Files that are no test report are refused with a reason", () => {
  it("broken XML, with line and column", async () => {
    expect(await refusal("<testsuite>\n  <testcase name='a'>\n</testsuite>")).toMatch(
      /broken at line 3, column \d+/,
    );
    expect(await refusal("<testsuite><testcase name='a'/>")).toMatch(/broken at line 1/);
    expect(await refusal("<testsuite><testcase name='&nope;'/></testsuite>")).toMatch(/broken at line 1/);
  });

  it("DTDs and entities, also a billion laughs", async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><testsuite><testcase name="&lol2;"/></testsuite>`;
    expect(await refusal(laughs)).toContain("DTD");
    expect(
      await refusal(`<!DOCTYPE t SYSTEM "file:///etc/passwd"><testsuite><testcase name="a"/></testsuite>`),
    ).toContain("DTD");
  });

  it.each([
    ["an HTML page", "<!DOCTYPE html><html><body>404</body></html>"],
    ["an HTML page", "<html><body>502</body></html>"],
    ["JSON", `{"numFailedTests": 1}`],
    ["a TRX file", `<?xml version="1.0"?><TestRun id="1"><Results/></TestRun>`],
    ["a TestNG report", "<testng-results skipped='0'/>"],
    ["an NUnit report", "<test-run id='0'/>"],
    ["TAP output", "TAP version 13\nok 1"],
    ["plain text", "BUILD FAILED"],
    ["XML with the root element <project>", "<project/>"],
    ["a ZIP archive", "PK\u0003\u0004rest"],
    ["holds no test case", "<testsuites tests='0'/>"],
    ["empty", ""],
  ])("%s", async (named, text) => {
    expect(await refusal(text)).toContain(named);
  });

  it("wrong encodings name the byte; UTF-16 with its mark is read", async () => {
    const text = `<testsuite><testcase name="prüft"/></testsuite>`;
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
    expect((await parseJunit(wide)).results[0]?.name).toBe("prüft");
    const swapped = Buffer.from(wide).swap16();
    expect((await parseJunit(swapped)).results[0]?.name).toBe("prüft");
    expect(
      (await parseJunit(Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${text}`, "latin1")))
        .results[0]?.name,
    ).toBe("prüft");
    const bad = Buffer.from(text, "latin1");
    expect(await refusal(bad)).toContain(`offset ${bad.indexOf(0xfc)} `);
    expect(await refusal(`<?xml version="1.0" encoding="EBCDIC-CP-US"?>${text}`)).toContain("ebcdic");
  });

  it("nesting deeper than any report", async () => {
    expect(await refusal(`${"<testsuite>".repeat(101)}<testcase/>`)).toContain("more than 100 deep");
    expect(await refusal(`${"<testsuite>".repeat(99)}<testcase name="a"/>${"</testsuite>".repeat(99)}`)).toBe(
      "read",
    );
  });
});

describe("Whatever a file holds", () => {
  const name = fc.string({
    unit: fc.constantFrom("a", "B", "7", "-", " ", "<", "&", '"', "ü", "🙂", "\n"),
    maxLength: 12,
  });
  const escaped = (text: string) => text.replace(/[<&"\n]/g, (char) => `&#${char.charCodeAt(0)};`);
  const testCase = fc.record({
    name,
    inner: fc.constantFrom(
      "",
      "<failure/>",
      "<error>x</error>",
      "<skipped/>",
      "<properties><property name='a' value='b'/></properties>",
      "<system-out>TC-1</system-out>",
    ),
  });
  type Suite = { name: string; cases: { name: string; inner: string }[]; suites: Suite[] };
  const { suite } = fc.letrec<{ suite: Suite }>((tie) => ({
    suite: fc.record({
      name,
      cases: fc.array(testCase, { maxLength: 6 }),
      suites: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        fc.constant<Suite[]>([]),
        fc.array(tie("suite"), { maxLength: 3 }),
      ),
    }),
  }));
  const write = (one: Suite): string =>
    `<testsuite name="${escaped(one.name)}">${one.cases.map((c) => `<testcase name="${escaped(c.name)}">${c.inner}</testcase>`).join("")}${one.suites.map(write).join("")}</testsuite>`;
  const count = (one: Suite): number =>
    one.cases.length + one.suites.reduce((sum, inner) => sum + count(inner), 0);

  it("every testcase element gives exactly one result", async () => {
    await fc.assert(
      fc.asyncProperty(suite, async (one) => {
        fc.pre(count(one) > 0);
        const { results } = await read(write(one));
        expect(results).toHaveLength(count(one));
      }),
      { numRuns: 200 },
    );
  });

  it("a file cut off anywhere is refused, never half read", async () => {
    const whole = `<testsuites><testsuite name="ü"><testcase name="a"><failure>x</failure></testcase><testcase name="b"/></testsuite></testsuites>`;
    const bytes = Buffer.from(whole);
    for (let end = 0; end < bytes.length; end += 1)
      expect(await refusal(bytes.subarray(0, end))).not.toBe("read");
  });
});
