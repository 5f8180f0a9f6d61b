import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SourceFile } from "../limits";
import { analyseConfiguration } from "./analyse";
import { reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { configurationItems } from "./items";
import { sumsAddUp } from "./report";
import { targetFile } from "./target-file";
import { readToml } from "./toml";
import { printToml, printValue } from "./toml-print";
import { emptyNode, placeValue } from "./toml-tree";

const knowledge = await shippedKnowledge();
const release = fc.constantFrom(...knowledge.releases);
const fileName = fc.constantFrom(
  "deployment.toml",
  "other.toml",
  "api-manager.xml",
  "carbon.xml",
  "axis2.xml",
  "what.xml",
  "jndi.properties",
  "cipher-text.properties",
  "a.txt",
);

/** Settings of a TOML file as text: known and unknown keys, quoted ones, lists of tables. */
const field = fc.oneof(
  fc.constantFrom(
    "server",
    "apim",
    "gateway",
    "analytics",
    "database",
    "url",
    "password",
    "cpu_watcher",
    "threshold",
    "transport",
    "http",
  ),
  fc.string({ minLength: 1, maxLength: 6 }),
);
const scalar = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noDefaultInfinity: true, noNaN: true }).filter((one) => !Number.isInteger(one)),
  fc.constantFrom({ literal: "1979-05-27" }, { literal: "5.0" }, { literal: "inf" }),
);
const value = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }));
const tomlText = fc
  .array(
    fc.tuple(fc.array(fc.oneof(field, fc.constantFrom("[x]", "[y]")), { minLength: 1, maxLength: 4 }), value),
    { maxLength: 15 },
  )
  .map((entries) => {
    const root = emptyNode();
    for (const [path, is] of entries) {
      const key = path.map((part, at) =>
        part === "[x]" || part === "[y]" ? (at === 0 ? "list" : part) : `.${JSON.stringify(part)}`,
      );
      placeValue(root, key.join("").replace(/^\./, ""), is, "");
    }
    return printToml(root);
  });

const keysOf = (text: string) => {
  const reading = readToml("deployment.toml", new TextEncoder().encode(text), knowledge.elementNames);
  return "settings" in reading ? reading.settings.map(({ key }) => key) : [];
};
const settingsOf = (text: string) => {
  const reading = readToml("deployment.toml", new TextEncoder().encode(text), knowledge.elementNames);
  if ("problems" in reading) throw new Error(`${JSON.stringify(reading.problems)}\n${text}`);
  return reading.settings.map(({ key, value: is }) => `${key} = ${printValue(is)}`).sort();
};

describe("whatever files are uploaded", () => {
  it("an analysis answers and never throws", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 200 }).map((text) => new TextEncoder().encode(text)),
      fc
        .array(
          fc.constantFrom(
            "<a>",
            "</a>",
            "<a b='c'/>",
            "[",
            "]",
            "[[",
            "a=1",
            "\n",
            "'",
            '"',
            "\\u",
            "&x;",
            "<!--",
            "<![CDATA[",
            "=",
            "#",
            "{",
          ),
          { maxLength: 30 },
        )
        .map((parts) => new TextEncoder().encode(parts.join(""))),
    );
    const files: fc.Arbitrary<SourceFile[]> = fc.array(fc.record({ name: fileName, bytes }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(files, release, release, (uploaded, from, to) => {
        const reading = analyseConfiguration(uploaded, { from, to, knowledge });
        if (reading.ok) {
          expect(sumsAddUp(reading.report.sums)).toBe(true);
          targetFile(reading.report);
        } else {
          expect(reading.problems.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("every setting that is read ends in exactly one class, and goes nowhere else", () => {
    fc.assert(
      fc.property(tomlText, release, release, (text, from, to) => {
        const report = reportOn([textFile("deployment.toml", text)], from, to, knowledge);
        expect(report.settings.map(({ key }) => key).sort()).toEqual(keysOf(text).sort());
        expect(sumsAddUp(report.sums)).toBe(true);
        for (const one of report.settings) {
          const goesOn = one.class === "carried" || one.class === "renamed" || one.class === "unknown";
          expect(one.targets.length > 0, one.key).toBe(goesOn);
        }
        expect(new Set(configurationItems(report).map(({ key }) => key)).size).toBe(
          configurationItems(report).length,
        );
      }),
      { numRuns: 100 },
    );
  });

  it("the proposed file is read back as what was written", () => {
    fc.assert(
      fc.property(tomlText, release, release, (text, from, to) => {
        const report = reportOn([textFile("deployment.toml", text)], from, to, knowledge);
        const proposed = targetFile(report);
        const read = settingsOf(proposed);
        const root = emptyNode();
        const reading = readToml(
          "deployment.toml",
          new TextEncoder().encode(proposed),
          knowledge.elementNames,
        );
        if ("settings" in reading)
          for (const one of reading.settings) expect(placeValue(root, one.key, one.value, "")).toBe(true);
        expect(settingsOf(printToml(root))).toEqual(read);
      }),
      { numRuns: 100 },
    );
  });

  it("every setting of XML files ends in exactly one class, under a key of its own", () => {
    const name = fc.constantFrom(
      "APIManager",
      "APIGateway",
      "Environments",
      "Environment",
      "Name",
      "Password",
      "Own",
    );
    const attribute = fc.constantFrom("", " type='a'", " name='x'", " svns:secretAlias='v'");
    const { xml } = fc.letrec<{ xml: string }>((tie) => ({
      xml: fc
        .tuple(
          name,
          attribute,
          fc.oneof(
            { depthSize: "small" },
            fc.constantFrom("", "text", "true"),
            fc.array(tie("xml"), { maxLength: 4 }).map((all) => all.join("")),
          ),
        )
        .map(([tag, more, inside]) => `<${tag}${more}>${inside}</${tag}>`),
    }));
    fc.assert(
      fc.property(xml, release, (inside, to) => {
        const report = reportOn(
          [textFile("api-manager.xml", `<APIManager>${inside}</APIManager>`)],
          "2.6.0",
          to,
          knowledge,
        );
        expect(sumsAddUp(report.sums)).toBe(true);
        expect(new Set(report.settings.map(({ key }) => key)).size).toBe(report.sums.read);
        for (const one of report.settings) {
          expect(one.targets.length > 0, one.key).toBe(one.class === "renamed");
        }
      }),
      { numRuns: 100 },
    );
  });

  it("what is carried stands in the proposed file with its value", () => {
    fc.assert(
      fc.property(tomlText, (text) => {
        const report = reportOn([textFile("deployment.toml", text)], "4.4.0", "4.5.0", knowledge);
        const proposed =
          settingsOf(targetFile(report)).length +
          [...targetFile(report).matchAll(/^# {3}.*place it by hand$/gm)].length;
        const expected = report.settings.filter(({ targets }) => targets.length > 0).length;
        expect(proposed).toBeGreaterThanOrEqual(expected);
      }),
      { numRuns: 100 },
    );
  });
});
