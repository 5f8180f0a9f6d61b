import { describe, expect, it } from "vitest";
import { reportOn, shippedKnowledge, textFile } from "./configuration.fixture";
import { isSecretName, secretMarker, secretRemover, secretText } from "./secrets";

const remove = secretRemover(await shippedKnowledge());
const read = (key: string, value: string | number | boolean) =>
  remove({ key, name: key.split("."), file: "a.toml", line: 1, value }, null);

describe("names of secrets", () => {
  it.each([
    "password",
    "key_password",
    "clientSecret",
    "ConnectionPassword",
    "wf_engine_pass",
    "auth_token",
    "private_key",
    "apiKey",
    "keystorePass",
  ])("%s is one", (name) => expect(isSecretName([name])).toBe(true));
  it.each([
    "password_policy",
    "token_type",
    "tokenExpiry",
    "enable_secure_vault",
    "api_key_alias",
    "PasswordDigest",
    "key",
    "secretary",
  ])("%s is none", (name) => expect(isSecretName([name])).toBe(false));
  it("a value goes by the name of the element it lies in", () => {
    expect(isSecretName(["password", "value"])).toBe(true);
    expect(isSecretName(["timeout", "value"])).toBe(false);
  });
});

describe("values", () => {
  it.each([
    [
      "jdbc:mysql://db:3306/am?user=a&password=h%40rd&useSSL=true",
      `jdbc:mysql://db:3306/am?user=a&password=${secretMarker}&useSSL=true`,
    ],
    [
      "jdbc:sqlserver://db:1433;databaseName=am;password={a;b};encrypt=true",
      `jdbc:sqlserver://db:1433;databaseName=am;password=${secretMarker};encrypt=true`,
    ],
    ["amqp://admin:p@ss@clientid/carbon", `amqp://admin:${secretMarker}@clientid/carbon`],
    ["jdbc:oracle:thin:sys/0racle@//db:1521/X", `jdbc:oracle:thin:sys/${secretMarker}@//db:1521/X`],
    ["-----BEGIN RSA PRIVATE KEY-----\nMIIE", secretMarker],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig", secretMarker],
    ["Basic YWRtaW46YWRtaW4=", secretMarker],
    ["03BAFEB27A8E871CAD83C5CD4E771DAB", secretMarker],
    ['x required username="a" password="hush";', `x required username="a" password="${secretMarker}";`],
  ])("%s", (text, shown) => expect(secretText(text)).toBe(shown));

  it.each([
    "https://localhost:9443/services/",
    "amqp://${admin.username}:${admin.password}@clientid/carbon",
    "jdbc:h2:./repository/database/WSO2AM_DB;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=60000",
    "org.wso2.carbon.apimgt.impl.token.ExtendedDefaultClaimsRetriever",
    "tcp://tm1:9611,tcp://tm2:9611",
    "^[\\sa-zA-Z0-9._-]*$",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  ])("%s is shown", (text) => expect(secretText(text)).toBeNull());
});

describe("settings", () => {
  it("references to other settings, switches and nothing are no secrets", () => {
    expect(read("super_admin.password", "$ref{super_admin.password}").secret).toBeNull();
    expect(read("a.password", "${admin.password}").secret).toBeNull();
    expect(read("a.enable_password", true).secret).toBeNull();
    expect(read("a.password", "").secret).toBeNull();
  });
  it("a number can be a password", () => {
    expect(read("a.password", 1234)).toEqual({ value: secretMarker, secret: { kind: "plain", alias: null } });
  });
  it("the vault's table and keys the product is known for are secret whatever they look like", () => {
    expect(read("secrets.db", "[x]").value).toBe(secretMarker);
    expect(read("encryption.key", "short").value).toBe(secretMarker);
  });
  it("stay secret where several stand side by side", async () => {
    const xml =
      "<Server><A><Password type='a'>hush1</Password><Password type='b'>hush2</Password><Password>hush3</Password></A></Server>";
    const files = [
      textFile("carbon.xml", xml),
      textFile("deployment.toml", 'password = ["hush4"]\nsecret = [{ a = 1 }, "hush5"]'),
    ];
    const report = reportOn(files, "2.6.0", "4.5.0", await shippedKnowledge());
    expect(report.sums.secrets).toBe(5);
    expect(JSON.stringify(report)).not.toMatch(/hush/);
  });
  it("a reference into the vault shows its alias", () => {
    expect(read("a.password", "$secret{db}")).toEqual({
      value: "$secret{db}",
      secret: { kind: "vault", alias: "db" },
    });
    expect(read("a.password", "secretVault:db").value).toBe("$secret{db}");
  });
});
