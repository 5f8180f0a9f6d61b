import { describe, expect, it } from "vitest";
import { compareEnvironments, compareReadings } from "./compare";
import { installation, reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { configurationItems } from "./items";
import { sourceFile, targetFile } from "./target-file";

const knowledge = await shippedKnowledge();
const toml = (text: string, from = "3.2.0") =>
  reportOn([textFile("deployment.toml", text)], from, "4.5.0", knowledge);

describe("settings of several environments", () => {
  const base =
    '[server]\nhostname = "HOST"\n[database.apim_db]\nurl = "jdbc:mysql://DB/am?password=PASS"\npassword = "PASS"\n';
  const of = (host: string, db: string, pass: string) =>
    toml(base.replace("HOST", host).replace("DB", db).replaceAll("PASS", pass));

  it("that differ are shown side by side, and what one of them lacks", () => {
    const differences = compareEnvironments([
      { name: "Test", report: of("test.example", "db", "one") },
      {
        name: "Prod",
        report: toml(
          `${base.replace("HOST", "prod.example").replace("DB", "db")}[indexing]\nre_indexing = 1\n`,
        ),
      },
    ]);
    expect(differences).toContainEqual({
      key: "server.hostname",
      values: { Test: "test.example", Prod: "prod.example" },
    });
    expect(differences).toContainEqual({ key: "indexing.re_indexing", values: { Test: null, Prod: "2" } });
  });

  it("that are secret are never compared, not even in part", () => {
    const differences = compareEnvironments([
      { name: "Test", report: of("a", "db1", "one") },
      { name: "Prod", report: of("a", "db2", "two") },
    ]);
    expect(differences.map(({ key }) => key)).toEqual(["database.apim_db.url"]);
    expect(JSON.stringify(differences)).not.toMatch(/one|two/);
  });
});

describe("a reading and the one before", () => {
  const before = toml('[server]\nhostname = "a"\n[own]\nx = 1\ny = 1\n');
  it("differ by what is new, gone and changed", () => {
    const after = toml('[server]\nhostname = "b"\n[own]\ny = 1\nz = 1\n');
    const { fresh, gone, changed } = compareReadings(before, after);
    expect(fresh.map(({ key }) => key)).toEqual(["own.z"]);
    expect(gone.map(({ key }) => key)).toEqual(["own.x"]);
    expect(changed.map(({ after: { key } }) => key)).toEqual(["server.hostname"]);
  });
  it("do not differ when only lines moved", () => {
    const after = toml('# a remark\n\n[own]\nx = 1\ny = 1\n[server]\nhostname = "a"\n');
    expect(compareReadings(before, after)).toEqual({ fresh: [], gone: [], changed: [] });
  });
});

describe("items", () => {
  it("are one for each setting that is carried, decided on or looked at, with a key that stays", () => {
    const items = configurationItems(reportOn(installation("2.6.0"), "2.6.0", "4.5.0", knowledge));
    const password = items.find(({ key }) => key === "carbon.xml:/Server/Security/TrustStore/Password");
    expect(password).toMatchObject({
      title: "truststore.password",
      level: "must_act",
      fields: { class: "renamed", secret: true, value: "<secret left out>", file: "carbon.xml" },
    });
    expect(password?.findings.map(({ rule }) => rule)).toEqual([
      "configuration.secret",
      "configuration.moved",
    ]);
    expect(items.some(({ key }) => key === "api-manager.xml:/APIManager/GatewayType")).toBe(false);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });
});

describe("the proposed file", () => {
  const report = reportOn(installation("3.2.0"), "3.2.0", "4.7.0", knowledge);
  const lines = targetFile(report).split("\n");

  it("says of each line where it came from", () => {
    const settings = lines.filter((line) => /^[^#[\s].* = /.test(line));
    expect(settings.length).toBeGreaterThan(60);
    for (const line of settings) expect(line).toMatch(/ # (carried|renamed|unknown|new in the target): /);
    expect(lines).toContain(
      'hostname = "api.meridian.example" # carried: conf.zip/repository/conf/deployment.toml line 3',
    );
  });

  it("begins with the sums and ends with what was left out, and why", () => {
    expect(lines[1]).toBe(
      "# 77 settings read: 55 carried, 9 renamed, 3 dropped, 9 left to the default, 1 unknown.",
    );
    expect(lines.join("\n")).toMatch(/# Dropped:\n# {3}apim\.analytics\.enable: Analytics was replaced/);
    expect(lines.join("\n")).toMatch(
      /# Needed, but only you know the value:\n(# {3}.*\n)*# {3}encryption\.key: /,
    );
  });

  it("lies beside the old settings in the same form", () => {
    const old = sourceFile(report).split("\n");
    expect(old).toContain('hostname = "api.meridian.example"');
    expect(old).toContain("[cpu_watcher]");
    expect(old.join("\n")).not.toMatch(/ # /);
  });
});
