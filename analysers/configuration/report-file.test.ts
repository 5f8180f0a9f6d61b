import { describe, expect, it } from "vitest";
import { installation, reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { readConfigurationReport } from "./report-file";

const report = reportOn(installation("4.2.0"), "4.2.0", "4.7.0", await shippedKnowledge());
const read = (json: unknown) => readConfigurationReport(textFile("report.json", JSON.stringify(json)));

describe("a report made on another machine", () => {
  it("is read as it was written", () => {
    expect(read(report)).toEqual({ ok: true, report });
  });

  it.each([
    ["is no JSON", "not json", "it is not JSON"],
    [
      "is of another kind",
      JSON.stringify({ schema: 1, kind: "certificates" }),
      "no report of a configuration",
    ],
    ["is of another version", JSON.stringify({ ...report, schema: 2 }), "(see schema)"],
    ["was changed", JSON.stringify({ ...report, sums: { ...report.sums, carried: 0 } }), "don't add up"],
  ])("that %s is refused with what to do", (_, text, sentence) => {
    const reading = readConfigurationReport(textFile("report.json", text));
    expect(reading).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining(sentence) }] });
  });
});

describe("an acceptance installation of 4.2.0 on its way to 4.7.0", () => {
  const classes = Object.fromEntries(report.settings.map((one) => [one.key, one.class]));

  it("leaves a list that is the default to the default, and carries the key data was encrypted with", () => {
    expect(classes["tomcat.header_security_filters[hstsEnabled].value"]).toBe("defaulted");
    expect(classes["encryption.key"]).toBe("carried");
    expect(report.findings.filter(({ key }) => key === "encryption.key").map(({ rule }) => rule)).toEqual([
      "configuration.secret",
      "configuration.carried",
    ]);
  });

  it("moves the watchers under the diagnostic tool, and drops what already was the default", () => {
    const watcher = report.settings.find(({ key }) => key === "cpu_watcher.threshold");
    expect(watcher?.targets).toEqual([
      { key: "diagnostic_tool.cpu_watcher.threshold", value: 70, appends: false },
    ]);
  });

  it("keeps dates and numbers no computer rounds", () => {
    const values = report.settings
      .filter(({ key }) => key.startsWith("custom.dates"))
      .map(({ value }) => value);
    expect(values).toEqual([
      { literal: "2023-05-01" },
      { literal: "07:32:00.000" },
      { literal: "5.0" },
      { literal: "9223372036854775807" },
    ]);
  });
});
