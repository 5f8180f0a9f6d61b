import { describe, expect, it } from "vitest";
import { noKnowledge } from "@/domain/configuration/knowledge";
import { analyseConfiguration } from "./analyse";
import { installation, plantedSecrets, reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { configurationReportSchema, sumsAddUp } from "./report";
import { sourceFile, targetFile } from "./target-file";

const knowledge = await shippedKnowledge();
const classOf = (report: ReturnType<typeof reportOn>, key: string) =>
  report.settings.find((one) => one.key === key)?.class;
const targetOf = (report: ReturnType<typeof reportOn>, key: string) =>
  report.settings.find((one) => one.key === key)?.targets.map((one) => [one.key, one.value]);

describe("a deployment.toml of 3.2.0 on its way to 4.7.0", () => {
  const report = reportOn(installation("3.2.0"), "3.2.0", "4.7.0", knowledge);

  it("counts every setting in exactly one class", () => {
    expect(report.sums.read).toBe(report.settings.length);
    expect(sumsAddUp(report.sums)).toBe(true);
    expect(report.sums).toMatchObject({ carried: 55, renamed: 9, dropped: 3, defaulted: 9, unknown: 1 });
  });

  it("follows second names and the renames of crossed releases", () => {
    expect(targetOf(report, "transport.http.max_worker_pool_size")).toEqual([
      ["passthru_http.worker_pool_size_max", 900],
    ]);
    expect(targetOf(report, "cpu_watcher.threshold")).toEqual([
      ["diagnostic_tool.cpu_watcher.threshold", 70],
    ]);
    expect(targetOf(report, "transport.http.sender.proxy_port")).toEqual([
      ["transport.passthru_http.sender.'http.proxyPort'", 3128],
      ["transport.passthru_https.sender.'http.proxyPort'", 3128],
    ]);
  });

  it("drops the old analytics with a reason and a source", () => {
    const dropped = report.settings.find((one) => one.key === "apim.analytics.enable");
    expect(dropped).toMatchObject({ class: "dropped", targets: [] });
    expect(dropped?.reason).toMatch(/replaced in 4\.0\.0/);
    expect(dropped?.source).toBeTruthy();
  });

  it("says what must be done first", () => {
    const levels = report.findings.map(({ level }) => level);
    expect(levels).toEqual(
      [...levels].sort(
        (a, b) => ["must_act", "attention", "info"].indexOf(a) - ["must_act", "attention", "info"].indexOf(b),
      ),
    );
    const must = report.findings.filter(({ level }) => level === "must_act").map(({ key }) => key);
    expect(must).toEqual(
      expect.arrayContaining([
        "encryption.key",
        "apim.sync_runtime_artifacts.gateway.gateway_labels",
        "apim.gateway.environment[Production and Sandbox].name",
        "apim.token.revocation.notifier_impl",
        "oauth.token_persistence.enable",
      ]),
    );
  });

  it("gives the renamed class in place of the one that is gone", () => {
    expect(targetOf(report, "apim.token.revocation.notifier_impl")).toEqual([
      [
        "apim.token.revocation.notifier_impl",
        "org.wso2.carbon.apimgt.notification.TokenRevocationNotifierImpl",
      ],
    ]);
  });

  it("names gateway labels after the environments in the file", () => {
    expect(report.proposed).toContainEqual(
      expect.objectContaining({
        key: "apim.sync_runtime_artifacts.gateway.gateway_labels",
        value: ["Production and Sandbox", "Partners"],
      }),
    );
  });

  it("calls a key it has never heard of unknown, not wrong", () => {
    expect(classOf(report, "meridian.feature_flag")).toBe("unknown");
    const finding = report.findings.find(({ key }) => key === "meridian.feature_flag");
    expect(finding?.message).toMatch(/^Not in the defaults and mappings we know\./);
    expect(finding?.to).toBe("meridian.feature_flag = true");
  });

  it("keeps the line each setting stands in", () => {
    expect(report.settings.find(({ key }) => key === "server.hostname")?.line).toBe(3);
    expect(report.settings.find(({ key }) => key === "apim.gateway.environment[Partners].type")?.line).toBe(
      59,
    );
    expect(report.settings.find(({ key }) => key === "secrets.admin_password")?.line).toBe(122);
  });
});

describe("the XML files of 2.6.0 on their way to 4.5.0", () => {
  const report = reportOn(installation("2.6.0"), "2.6.0", "4.5.0", knowledge);
  const api = "api-manager.xml:/APIManager";

  it("counts every setting in exactly one class", () => {
    expect(report.files).toHaveLength(8);
    expect(report.files.reduce((sum, file) => sum + file.settings, 0)).toBe(report.sums.read);
    expect(sumsAddUp(report.sums)).toBe(true);
    expect(new Set(report.settings.map(({ key }) => key)).size).toBe(report.sums.read);
  });

  it("moves gateway environments into a list of tables, endpoints apart", () => {
    const at = `${api}/APIGateway/Environments/Environment[Production and Sandbox]`;
    expect(targetOf(report, `${at}/GatewayEndpoint`)).toEqual([
      ["apim.gateway.environment[Production and Sandbox].http_endpoint", "http://gw.meridian.example:8280"],
      ["apim.gateway.environment[Production and Sandbox].https_endpoint", "https://gw.meridian.example:8243"],
    ]);
    expect(targetOf(report, `${at}/@type`)).toEqual([
      ["apim.gateway.environment[Production and Sandbox].type", "hybrid"],
    ]);
  });

  it("turns round what now says the opposite", () => {
    expect(targetOf(report, `${api}/OAuthConfigurations/RemoveOAuthHeadersFromOutMessage`)).toEqual([
      ["apim.oauth_config.enable_outbound_auth_header", true],
    ]);
  });

  it("takes the brokers out of the connection address", () => {
    const found = report.settings.find(({ key }) => key.endsWith("connectionfactory.TopicConnectionFactory"));
    expect(found?.secret?.kind).toBe("plain");
    expect(found?.targets).toEqual([
      {
        key: "apim.throttling.throttle_decision_endpoints",
        value: ["tcp://tm1.meridian.example:5672", "tcp://tm2.meridian.example:5672"],
        appends: true,
      },
    ]);
  });

  it("finds data sources by their names, the team's own one too", () => {
    const at = "master-datasources.xml:/datasources-configuration/datasources/datasource";
    expect(targetOf(report, `${at}[WSO2AM_DB]/definition/configuration/maxActive`)).toEqual([
      ["database.apim_db.pool_options.maxActive", 120],
    ]);
    expect(targetOf(report, `${at}[WSO2REG_DB]/definition/configuration/username`)).toEqual([
      ["database.shared_db.username", "reg"],
    ]);
    expect(targetOf(report, `${at}[MERIDIAN_LEDGER_DB]/definition/configuration/username`)).toEqual([
      ["datasource[MERIDIAN_LEDGER_DB].username", "ledger"],
    ]);
  });

  it("says which entries of the vault have to be made again", () => {
    const vault = report.findings.filter(({ rule }) => rule === "configuration.vault");
    expect(vault.map(({ message }) => message).join()).toContain('"Carbon.Security.KeyStore.Password"');
    expect(
      report.settings.find(({ key }) => key === "carbon.xml:/Server/Security/KeyStore/Password"),
    ).toMatchObject({
      class: "renamed",
      secret: { kind: "vault", alias: "Carbon.Security.KeyStore.Password" },
      targets: [{ key: "keystore.primary.password", value: "$secret{Carbon.Security.KeyStore.Password}" }],
    });
  });

  it("leaves what is the default to the default", () => {
    expect(classOf(report, `${api}/GatewayType`)).toBe("defaulted");
    expect(classOf(report, "registry.xml:/wso2registry/indexingConfiguration/startIndexing")).toBe(
      "defaulted",
    );
  });

  it("tells wiring of the server from settings", () => {
    const wiring = report.findings.find(
      ({ key }) => key === "axis2.xml:/axisconfig/transportReceiver[http]/@class",
    );
    expect(wiring).toMatchObject({ rule: "configuration.dropped", level: "info" });
  });
});

describe("secrets", () => {
  it.each(["2.6.0", "3.2.0", "4.2.0"] as const)(
    "none of a %s installation is in report, file or comparison",
    (release) => {
      const report = reportOn(installation(release), release, "4.7.0", knowledge);
      const said = JSON.stringify(report) + targetFile(report) + sourceFile(report);
      for (const secret of plantedSecrets) expect(said, secret).not.toContain(secret);
      expect(report.sums.secrets).toBeGreaterThan(2);
    },
  );
});

describe("what can't be read", () => {
  it("says line and column of what is wrong in TOML, and nothing of the file", () => {
    const reading = analyseConfiguration(
      [textFile("deployment.toml", '[server]\npassword = "hush" oops\n')],
      {
        from: "3.2.0",
        to: "4.5.0",
        knowledge,
      },
    );
    expect(reading).toMatchObject({ ok: false, problems: [{ file: "deployment.toml", line: 2 }] });
    expect(JSON.stringify(reading)).not.toMatch(/hush|oops/);
  });

  it("says line and column of what is wrong in XML, and nothing of the file", () => {
    const reading = analyseConfiguration(
      [textFile("carbon.xml", "<Server>\n  <Password>hush&hush;</Password>\n</Server>")],
      { from: "2.6.0", to: "4.5.0", knowledge },
    );
    expect(reading).toMatchObject({
      ok: false,
      problems: [{ file: "carbon.xml", line: 2, column: expect.any(Number) }],
    });
    expect(JSON.stringify(reading)).not.toContain("hush");
  });

  it("refuses a reading without configuration and one of two nodes", () => {
    const question = { from: "3.2.0", to: "4.5.0", knowledge };
    expect(analyseConfiguration([textFile("readme.txt", "hello")], question)).toMatchObject({ ok: false });
    const two = [textFile("a/deployment.toml", ""), textFile("b/deployment.toml", "")];
    expect(analyseConfiguration(two, question)).toMatchObject({
      ok: false,
      problems: [{ message: expect.stringContaining("one node at a time") }],
    });
  });

  it("leaves out XML files that the server writes itself, and says so", () => {
    const files = [textFile("conf/deployment.toml", "a = 1"), textFile("conf/carbon.xml", "<Server/>")];
    const report = reportOn(files, "3.2.0", "4.5.0", knowledge);
    expect(report.ignored).toEqual([
      { name: "conf/carbon.xml", reason: expect.stringContaining("every start") },
    ]);
  });

  it("knows nothing about a product without knowledge, and says that", () => {
    const report = reportOn(installation("3.2.0"), "1", "2", noKnowledge("other"));
    expect(report.defaultsKnown).toEqual({ from: false, to: false });
    expect(report.sums.unknown).toBe(report.sums.read);
  });
});

it("a report is what its schema says", () => {
  for (const release of ["2.6.0", "3.2.0", "4.2.0"] as const) {
    const report = reportOn(installation(release), release, "4.7.0", knowledge);
    expect(configurationReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  }
});
