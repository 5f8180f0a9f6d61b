import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { wordsOf } from "@/domain/log/signature";
import { triage } from "@/domain/log/triage";
import { folderOf, loadKnowledge } from "../load-knowledge";
import { logKnowledgeSchema } from "./knowledge";
import { readLogs } from "./read";
import type { LogReport } from "./report";
import { shapeOf } from "./shape";

async function reportOf(text: string): Promise<LogReport> {
  const loaded = await loadKnowledge(folderOf("wso2-api-manager"), "logs", logKnowledgeSchema);
  if (!loaded) throw new Error("There is no knowledge.");
  const chunks = (async function* () {
    yield Buffer.from(text);
  })();
  const reading = await readLogs([{ name: "wso2carbon.log", chunks }], loaded.knowledge);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.report;
}

const carbon = (time: string, level: string, logger: string, message: string) =>
  `TID: [-1234] [] [2026-12-06 ${time}] ${level} {${logger}} - ${message}`;

describe("What is known of WSO2 API Manager's logs", () => {
  it.each([
    [
      'TID: [] [] [2026-12-06 01:00:12,002] ERROR {org.wso2.carbon.apimgt.impl.dao.ApiMgtDAO} - Failed to retrieve categories for carbon.super org.postgresql.util.PSQLException: ERROR: column "organization" does not exist',
      "schema-organization-missing",
    ],
    [
      "[2026-12-06 14:00:52,566] ERROR - SubscriptionValidationDAO Error in loading application policies : \njava.sql.SQLSyntaxErrorException: Unknown column 'RATE_LIMIT_COUNT' in 'field list'",
      "schema-rate-limit-count",
    ],
    [
      "ERROR - V400RegistryResourceMigrator WSO2 API-M Migration Task : Error while adding API revisions, API uuid: d29f469f-1f2a-4b3c-8d4e-5f60718293a4",
      "revision-artifact-store",
    ],
    [
      "[2026-12-06 20:59:48,296] [] ERROR {org.wso2.carbon.is.migration.MigrationClientImpl} - Migration process was stopped.",
      "migration-stopped-identity",
    ],
    [
      "TID: [2026-12-06 12:12:35,527] ERROR {org.wso2.carbon.x.Y} - java.lang.OutOfMemoryError: Java heap space",
      "oom",
    ],
    [
      "TID: [-1234] [] [2026-12-06 01:00:12,002]  INFO {org.apache.synapse.mediators.builtin.LogMediator} - STATUS = Message dispatched to the main sequence. Invalid URL., RESOURCE = /a/1.0.0",
      "gateway-api-not-found",
    ],
    [
      "2026-12-06T10:10:56,293 [10.0.0.1-gw1] [PassThroughMessageProcessor-3]  WARN SourceHandler I/O error: (certificate_unknown) Received fatal alert: certificate_unknown",
      "noise-cert-unknown",
    ],
    [
      carbon(
        "21:06:28,827",
        " WARN",
        "org.wso2.carbon.apimgt.gateway.X",
        "Failed retrieving /internal/data/v1/api-policies from remote endpoint: status code 401",
      ),
      "internal-data-api",
    ],
    [
      'ThreadID: [41] TenantID: [-1234] [2026-12-06 01:00:12,002] ERROR {org.wso2.carbon.governance.A} - ORA-00904: "TENANT_DOMAIN": invalid identifier',
      "ora-invalid-identifier",
    ],
  ])("explains %s", async (text, rule) => {
    const { groups, loose } = await reportOf(text);
    expect(groups.map(({ known }) => known?.rule)).toEqual([rule]);
    expect(loose).toBe(0);
  });

  it("folds a peer that is not up for three minutes, and no longer", async () => {
    const retry = (time: string) =>
      carbon(
        time,
        " WARN",
        "org.wso2.KeyTemplateRetriever",
        "Failed retrieving throttling data from remote endpoint: Connection refused. Retrying after 15 seconds...",
      );
    const folded = async (...times: string[]) =>
      triage((await reportOf(times.map(retry).join("\n"))).groups, null).map((group) => group.folded);
    expect(await folded("01:00:00,000", "01:03:00,000")).toEqual([true]);
    expect(await folded("01:00:00,000", "01:03:00,001")).toEqual([false]);
  });

  it("takes a migration for failed though the server started and the client says “successfully activated”", async () => {
    const client = "org.wso2.carbon.apimgt.migration.APIMMigrationService";
    const lines = [
      carbon(
        "01:00:10,000",
        " INFO",
        client,
        "WSO2 API-M Migration Task : Starting API Manager Migration from API-M 3.2.0 to 4.2.0",
      ),
      carbon(
        "01:00:11,000",
        " INFO",
        "org.wso2.carbon.apimgt.migration.migrator.client.V420Migration",
        "WSO2 API-M Migration Task : Starting migration from 4.1.0 to 4.2.0...",
      ),
      `${carbon("01:00:14,446", "ERROR", client, "WSO2 API-M Migration Task : Generic exception occurred while migrating java.lang.NullPointerException")}\n\tat org.wso2.carbon.apimgt.migration.dao.APIMgtDAO.updateUUIDAndStatus_aroundBody46(APIMgtDAO.java:756)`,
      carbon(
        "01:00:14,500",
        " INFO",
        client,
        "WSO2 API-M Migration Task : WSO2 API Manager migration component successfully activated.",
      ),
      carbon(
        "01:00:21,000",
        " INFO",
        "org.wso2.carbon.core.internal.StartupFinalizerServiceComponent",
        "WSO2 Carbon started in 85 sec",
      ),
    ];
    const failed = await reportOf(lines.join("\n"));
    expect(failed.runs).toMatchObject([
      { client: "API-M migration client", verdict: "failed", began: 1, completed: 0 },
    ]);
    expect(failed.groups.map(({ known }) => known?.rule).sort()).toEqual(["migration-generic", "started"]);
    const completed = lines.map((line, at) =>
      at === 2
        ? carbon(
            "01:00:14,446",
            " INFO",
            "org.wso2.carbon.apimgt.migration.migrator.client.V420Migration",
            "WSO2 API-M Migration Task : Completed migration from 4.1.0 to 4.2.0...",
          )
        : line,
    );
    expect((await reportOf(completed.join("\n"))).runs).toMatchObject([
      { verdict: "completed", began: 1, completed: 1 },
    ]);
    expect((await reportOf(completed.toSpliced(2, 1).join("\n"))).runs).toMatchObject([
      { verdict: "unfinished" },
    ]);
  });
});

it("The shape of a message has the same words as the message, digits that are left aside", () => {
  const token = fc.constantFrom(
    "API",
    "v1.0.0",
    "ORA-00904",
    "status code",
    "404",
    "d29f469f-1f2a-4b3c-8d4e-5f60718293a4",
    "10.0.0.1:8243",
    "a@b.example",
    "Pool@1a2b3c",
    "@12",
    "-1234",
    "pool-30-thread-11",
    "2026-12-06 01:12:09,125",
    "1,024.5",
    "85sec",
    "0x1f",
    "https://h.example:9443/a/1",
    '"code":"900908"',
    "Hk3zK9d8Sd0a7Bc5Ef1x",
    "deadbeef01",
    "x_1",
    "3.",
    ".5",
    "size:50;",
    "«größer»",
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(token, fc.constantFrom(" ", "", "-", ":", "=", "."))), (parts) => {
      const message = parts.flat().join("");
      const latin = Buffer.from(message).toString("latin1");
      const noughts = (text: string) => text.replaceAll(/\d/g, "0");
      expect(noughts(wordsOf(shapeOf(latin)))).toBe(noughts(wordsOf(latin)));
      expect(shapeOf(latin)).toHaveLength(latin.length);
    }),
    { numRuns: 2_000 },
  );
});
