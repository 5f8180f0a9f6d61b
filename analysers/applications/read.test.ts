import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applicationColumns, looksGenerated, namesSecrets } from "@/analysers/applications/columns";
import { applicationItems } from "@/analysers/applications/items";
import {
  type ApplicationKnowledge,
  applicationKnowledge,
  applicationSql,
  databaseEngines,
} from "@/analysers/applications/knowledge";
import { readApplications } from "@/analysers/applications/read";
import { applicationsReport } from "@/analysers/applications/report";
import { loadKnowledge } from "@/analysers/load-knowledge";

const shipped = await loadKnowledge("playbooks/wso2-api-manager", "applications", applicationKnowledge);
if (shipped === null) throw new Error("the knowledge that comes along is not what its schema says");
const knowledge: ApplicationKnowledge = shipped.knowledge;
const now = new Date("2026-11-28T00:00:00Z");

const head = applicationColumns.join(",");
/** A row of an application with a token of yesterday, JWT in both tables, but for what is given. */
function row(given: Partial<Record<(typeof applicationColumns)[number], string>> = {}): string {
  const usual: Record<string, string> = {
    application_id: "7",
    application: "Shop",
    application_owner: "priya",
    application_status: "APPROVED",
    portal_token_type: "JWT",
    key_type: "PRODUCTION",
    key_manager: "Resident Key Manager",
    key_manager_type: "default",
    grant_types: "client_credentials refresh_token",
    issuer_token_type: "JWT",
    user_token_seconds: "3600",
    application_token_seconds: "3600",
    active_tokens: "1",
    never_expiring_tokens: "0",
    last_token_at: "2026-11-27 10:00:00",
  };
  return applicationColumns.map((column) => given[column] ?? usual[column] ?? "").join(",");
}

function report(content: string | Uint8Array, from = "3.2.0") {
  const reading = readApplications(
    { name: "applications.csv", bytes: Buffer.from(content) },
    { knowledge, now, from, to: "4.5.0" },
  );
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return applicationsReport.parse(reading.report);
}
const rules = (...rows: string[]) =>
  report([head, ...rows].join("\n")).applications[0]?.findings.map(({ rule, level }) => `${level} ${rule}`);
const problem = (content: string | Uint8Array) => {
  const reading = readApplications({ name: "a.csv", bytes: Buffer.from(content) }, { knowledge });
  return reading.ok ? null : reading.problems[0];
};

describe("what is said about an application", () => {
  test("nothing, when both tables say JWT and it is in use", () => {
    expect(rules(row())).toEqual([]);
  });
  test("two tables that disagree must be acted on, whichever way, and what the issuer does counts", () => {
    expect(rules(row({ issuer_token_type: "Default" }))).toEqual([
      "must_act applications.token_type_disagrees",
      "must_act applications.opaque",
    ]);
    expect(rules(row({ portal_token_type: "OAUTH" }))).toEqual([
      "must_act applications.token_type_disagrees",
    ]);
    expect(report(`${head}\n${row({ portal_token_type: "OAUTH" })}`).counts).toMatchObject({
      jwt: 1,
      opaque: 0,
      disagreeing: 1,
    });
  });
  test("opaque tokens must be decided on, once per application", () => {
    const opaque = { portal_token_type: "OAUTH", issuer_token_type: "Default" };
    expect(rules(row(opaque), row({ ...opaque, key_type: "SANDBOX" }))).toEqual([
      "must_act applications.opaque",
    ]);
  });
  test("the migrated word DEFAULT decides nothing by itself", () => {
    expect(rules(row({ portal_token_type: "DEFAULT" }))).toEqual([]);
    expect(rules(row({ portal_token_type: "DEFAULT", issuer_token_type: "" }))).toEqual([
      "attention applications.token_type_not_known",
    ]);
  });
  test("tokens that never expire get attention, issued or only set so", () => {
    expect(rules(row({ never_expiring_tokens: "2" }))).toEqual(["attention applications.never_expires"]);
    expect(rules(row({ application_token_seconds: "9223372036854775" }))).toEqual([
      "attention applications.never_expires",
    ]);
    expect(rules(row({ user_token_seconds: "-1" }))).toEqual(["attention applications.never_expires"]);
  });
  test("unused ones are told, unless tokens are not kept or an endless one may be in use", () => {
    expect(rules(row({ last_token_at: "2026-05-01 00:00:00" }))).toEqual(["info applications.unused"]);
    expect(rules(row({ last_token_at: "NULL" }))).toEqual(["info applications.unused"]);
    expect(rules(row({ last_token_at: "", never_expiring_tokens: "1" }))).toEqual([
      "attention applications.never_expires",
    ]);
    expect(report(`${head}\n${row({ last_token_at: "" })}`, "4.3.0").applications[0]?.findings).toEqual([]);
  });
  test("a key manager of others decides for itself", () => {
    expect(rules(row({ key_manager_type: "Okta", issuer_token_type: "", last_token_at: "" }))).toEqual([]);
    expect(report(`${head}\n${row({ key_manager_type: "Okta" })}`).counts.external).toBe(1);
  });
  test("without keys it gets no tokens, so there is nothing to decide", () => {
    expect(rules(row({ key_type: "", portal_token_type: "OAUTH", issuer_token_type: "" }))).toEqual([
      "info applications.unused",
    ]);
  });
  test("a grant that is no longer offered gets attention", () => {
    expect(rules(row({ grant_types: "implicit password" }))).toEqual([
      "attention applications.grant_changed",
    ]);
  });
});

describe("the file", () => {
  test("is read with any delimiter, quotes, capitals, and in UTF-8 or UTF-16 with a mark", () => {
    const plain = `${head}\n${row({ application: "Größe" })}`;
    const tabs = plain.replaceAll(",", "\t");
    const semicolons = plain.replaceAll(",", ";").replace("Größe", '"Größe; ""neu"""');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(plain, "utf16le")]);
    expect(report(tabs).applications[0]?.name).toBe("Größe");
    expect(report(semicolons).applications[0]?.name).toBe('Größe; "neu"');
    expect(report(wide).applications[0]?.name).toBe("Größe");
    expect(report(`\uFEFF${plain.replace(head, head.toUpperCase())}`).applications[0]?.name).toBe("Größe");
    expect(report(`\r\n${plain.replaceAll("\n", "\r\n")}\r\n\r\n(1 row)\r\n`).applications).toHaveLength(1);
  });
  test("one application is one item, with all its keys, known by owner and name", () => {
    const found = report(
      [
        head,
        row(),
        row({ key_type: "SANDBOX", grant_types: "password" }),
        row({ application_owner: "sam" }),
      ].join("\n"),
    );
    expect(applicationItems(found)).toMatchObject([
      {
        key: "priya/Shop",
        level: "info",
        fields: {
          tokens: "JWT",
          grantTypes: "client_credentials, password, refresh_token",
          lastToken: "2026-11-27",
        },
      },
      { key: "sam/Shop" },
    ]);
  });
  test("keys and secrets are left out, by their column and by their look", () => {
    const secret = "aB3dEfGh1JkLmNoPqRsTuVwXyZ12";
    const content = `${head},CONSUMER_KEY,consumer_secret\n${row({ key_manager: secret })},${secret},${secret}`;
    const found = report(content);
    expect(JSON.stringify(found)).not.toContain(secret);
    expect(found.notes).toEqual([
      "Left out unread, because keys and secrets are not kept: CONSUMER_KEY, consumer_secret.",
      "1 texts looked like generated keys and were left out.",
    ]);
    expect(looksGenerated("Resident Key Manager")).toBe(false);
    expect(looksGenerated("customer-portal-backend-production-2024")).toBe(false);
    expect(namesSecrets("key_type")).toBe(false);
  });
  test("without its columns, or no CSV at all, is refused with what to do", () => {
    expect(problem("a,b\n1,2")).toMatchObject({ line: 1 });
    expect(problem("a,b\n1,2")?.message).toContain("application, portal_token_type, issuer_token_type");
    expect(problem("")?.message).toContain("lacks the columns");
    expect(problem(Buffer.from("PK\u0003\u0004"))?.message).toContain("workbook");
    expect(problem(`${head}\n"never closed`)?.message).toContain("quote");
  });
  test("of five thousand applications is read in two seconds", () => {
    const rows = Array.from({ length: 5_000 }, (_, at) =>
      row({ application: `App ${at}`, issuer_token_type: "Default" }),
    );
    const bytes = Buffer.from([head, ...rows].join("\n"));
    const start = performance.now();
    const reading = readApplications({ name: "a.csv", bytes }, { knowledge, now, to: "4.5.0" });
    const took = performance.now() - start;
    expect(reading).toMatchObject({ ok: true, report: { counts: { opaque: 5_000 } } });
    expect(took).toBeLessThan(2_000);
  });
  test("whatever it is, nothing is thrown", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('"', ",", "\n", "\r", "NULL", "-1", "1e9", "9999-99-99"),
    );
    const text = fc.array(cell, { maxLength: 60 }).map((cells) => `${head}\n${cells.join(",")}`);
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), text), (content) => {
        const reading = readApplications({ name: "x", bytes: Buffer.from(content) }, { knowledge, now });
        if (reading.ok) applicationsReport.parse(reading.report);
      }),
      { numRuns: 400 },
    );
  });
});

describe("the statements", () => {
  const all = knowledge.variants.flatMap(({ from, sql }) =>
    databaseEngines.map((engine) => ({ name: `${engine} from ${from}`, text: sql[engine] })),
  );
  test.each(all)(
    "$name only reads, selects no secret, and gives the columns that are expected",
    ({ text }) => {
      expect(text).toMatch(/^SELECT\b/);
      expect(text).not.toMatch(/;|\b(insert|update|delete|merge|drop|alter|create|into|call|exec)\b/i);
      const selected = text.slice(0, text.indexOf("\n  FROM AM_APPLICATION a"));
      expect(selected).not.toMatch(/SECRET|\bACCESS_TOKEN\b|REFRESH_TOKEN\b|AS consumer/i);
      const names = [...selected.matchAll(/ AS ([a-z_]+)(?:,?$)/gm)].map(([, name]) => name);
      expect(names).toEqual([...applicationColumns]);
    },
  );
  test("are chosen by release: columns that are not there yet are not asked for", () => {
    const at = (release: string) => applicationSql(knowledge, "postgresql", release)?.sql ?? "";
    expect(at("4.2.0")).toContain("AM_KEY_MANAGER");
    expect(at("3.1.0")).not.toContain("AM_KEY_MANAGER");
    expect(at("3.1.0")).toContain("IDN_OIDC_PROPERTY");
    expect(at("2.2.0")).not.toContain("TOKEN_TYPE AS");
  });
});
