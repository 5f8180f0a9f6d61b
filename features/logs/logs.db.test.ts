import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { playbookSchema } from "@/features/playbooks/schema";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { smallPlaybook } from "@/scripts/testing/playbook";
import { send, tokenOf } from "@/scripts/testing/rest";
import { expectSettled } from "@/scripts/testing/settled";
import { look } from "@/scripts/testing/signing";
import { type Person, storePlaybook, type World, world } from "@/scripts/testing/world";
import { decideLogMessage } from "./commands/decide";
import { readLogs } from "./commands/read";
import { viewLogs } from "./queries/view";
import type { LogKind } from "./schema";

const carbon = (time: string, level: string, logger: string, message: string) =>
  `TID: [-1234] [] [2026-12-06 ${time}] ${level} {${logger}} - ${message}\n`;
const client = "org.wso2.carbon.apimgt.migration.APIMMigrationService";
const seen = carbon(
  "01:00:01,000",
  "ERROR",
  "org.example.Mailer",
  "Mail to a@b.example not sent, password=Geheim-7",
);
const column = carbon(
  "01:00:02,000",
  "ERROR",
  "org.wso2.carbon.apimgt.impl.dao.ApiMgtDAO",
  'ERROR: column "organization" does not exist',
);
const benign = carbon(
  "01:00:03,000",
  " WARN",
  "org.wso2.config.mapper.ConfigParser",
  "Overriding files in configuration directory /opt",
);
const begins = carbon(
  "01:00:04,000",
  " INFO",
  "org.wso2.carbon.apimgt.migration.V420Migration",
  "WSO2 API-M Migration Task : Starting migration from 4.1.0 to 4.2.0...",
);
const completes = carbon(
  "01:09:04,000",
  " INFO",
  "org.wso2.carbon.apimgt.migration.V420Migration",
  "WSO2 API-M Migration Task : Completed migration from 4.1.0 to 4.2.0...",
);
const activated = carbon(
  "01:10:04,000",
  " INFO",
  client,
  "WSO2 API-M Migration Task : WSO2 API Manager migration component successfully activated.",
);

/** A small upgrade of the product whose logs are known; where logs have to be read is said by `logs`. */
async function installation(logs: readonly string[] = []): Promise<World> {
  const version = `0.0.${logs.length + 1}`;
  await storePlaybook(
    playbookSchema.parse({ ...smallPlaybook, id: "wso2-api-manager", version, verification: { logs } }),
  );
  return world({ playbook: { slug: "wso2-api-manager", version } });
}

const streamOf = (bytes: string | Uint8Array) => new Blob([bytes as BlobPart]).stream();

const read = (w: World, content: string | Uint8Array, kind: LogKind = "current", environment = "dev") =>
  execute(readLogs, w.engineer, {
    upgrade: w.key,
    environment,
    kind,
    name: "wso2carbon.log",
    content: streamOf(content),
  });
const view = (w: World, more: { reading?: number; baseline?: number; environment?: string } = {}) =>
  answer(viewLogs, w.viewer, { upgrade: w.key, environment: "dev", ...more });
const decide = (
  w: World,
  signature: string,
  input: {
    decision: "ignored" | "issue" | "must_fix";
    reason?: string;
    link?: string;
    version?: number;
    environment?: string;
  },
  by: Person = w.engineer,
) => execute(decideLogMessage, by, { upgrade: w.key, environment: "dev", signature, version: 0, ...input });
const blockers = async (w: World, environment = "dev") =>
  (await look(w.lead, w.key, environment, "exit")).blockers.filter(({ kind }) => /log|client/.test(kind));

describe("Logs of an environment", () => {
  let w: World;
  beforeAll(async () => {
    w = await installation();
  });

  it("are compared with those of the old stack: new messages first, explained, harmless ones folded last", async () => {
    await read(w, gzipSync(seen + seen), "baseline");
    const made = await read(w, seen + column + benign);
    expect(made).toEqual({ number: 2, lines: 3, errors: 2, asking: 2, undecided: 2 });
    const is = await view(w);
    expect(is).toMatchObject({ reading: 2, baseline: 1, known: true });
    expect(
      is.messages.map(({ logger, isNew, before, folded, asks }) => [logger, isNew, before, folded, asks]),
    ).toEqual([
      ["ApiMgtDAO", true, 0, false, true],
      ["Mailer", false, 2, false, true],
      ["ConfigParser", true, 0, true, false],
    ]);
    expect(is.messages[0]?.known).toMatchObject({
      rule: "schema-organization-missing",
      source: expect.any(String),
    });
    expect((await view(w, { baseline: 0 })).messages.map(({ isNew }) => isNew)).toEqual([null, null, null]);
    await expect(view(w, { reading: 9 })).rejects.toMatchObject({ code: "not_found" });
  });

  it("are not kept, nor a secret in them; history names them by their SHA-256", async () => {
    const rows = await reader.logReading.findMany({ where: { upgrade: { key: w.key } } });
    const events = await reader.auditEvent.findMany({ where: { type: "logs.read" } });
    const kept = [...rows, ...events.map(({ data }) => data)];
    expect(JSON.stringify(kept)).not.toContain("Geheim");
    expect(events.at(-1)?.data).toMatchObject({
      environment: "Dev",
      files: [{ name: "wso2carbon.log", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
    await expectSettled(w.key);
  });

  it("keep the exit gate shut until every error is decided about, and while one must be fixed", async () => {
    expect((await blockers(w)).map(({ kind, title }) => [kind, title])).toEqual([
      ["log_undecided", "2 errors in the logs of Dev are not decided about"],
    ]);
    const [dao, mailer] = (await view(w)).messages;
    if (!dao || !mailer) throw new Error("There are no messages.");
    await expect(decide(w, dao.signature, { decision: "ignored", reason: " " })).rejects.toThrow(
      "a reason is needed",
    );
    await expect(decide(w, dao.signature, { decision: "issue" })).rejects.toThrow("address of the issue");
    await expect(decide(w, dao.signature, { decision: "issue", link: "javascript:x" })).rejects.toMatchObject(
      { code: "invalid_input" },
    );
    await expect(decide(w, "0".repeat(64), { decision: "must_fix" })).rejects.toMatchObject({
      code: "not_found",
    });
    await decide(w, dao.signature, { decision: "must_fix" });
    await decide(w, mailer.signature, { decision: "issue", link: "https://issues.example/7" });
    expect((await blockers(w)).map(({ title }) => title)).toEqual([
      "1 error in the logs of Dev must be fixed",
    ]);
    await expect(decide(w, dao.signature, { decision: "ignored", reason: "No" })).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { version: 1, decision: "must_fix" } },
    });
    await decide(w, dao.signature, {
      decision: "ignored",
      reason: "The column is of an unused API",
      version: 1,
    });
    expect(await blockers(w)).toEqual([]);
    await expectSettled(w.key);
  });

  it("are asked about once: what was decided holds when they are read again, and is told elsewhere", async () => {
    const again = await read(w, column + seen.replace("a@b.example", "c@d.example"));
    expect(again).toMatchObject({ asking: 2, undecided: 0 });
    expect(await blockers(w)).toEqual([]);
    expect((await view(w)).messages.map(({ decision }) => decision?.decision)).toEqual(["ignored", "issue"]);
    await read(w, column, "current", "pre-prod");
    const [other] = (await view(w, { environment: "pre-prod" })).messages;
    expect(other).toMatchObject({
      decision: null,
      elsewhere: [{ environment: { key: "dev" }, decision: "ignored" }],
    });
  });

  it("show a migration client's run that gave up or has no end, until it is decided about or ran again", async () => {
    const own = await installation();
    await read(own, begins + activated);
    expect(await blockers(own)).toMatchObject([
      { kind: "migration_client_failed", title: "The API-M migration client did not reach its end in Dev" },
    ]);
    const [run] = (await view(own)).runs;
    expect(run).toMatchObject({ verdict: "unfinished", asks: true, decision: null });
    await decide(own, run?.signature ?? "", { decision: "ignored", reason: "The log was cut off; see D-20" });
    expect(await blockers(own)).toEqual([]);
    const failed = carbon(
      "01:00:05,000",
      "ERROR",
      client,
      "WSO2 API-M Migration Task : Generic exception occurred while migrating",
    );
    await read(own, begins + failed + activated);
    expect((await blockers(own)).map(({ kind }) => kind)).toEqual([
      "migration_client_failed",
      "log_undecided",
    ]);
    await read(own, begins + completes + activated);
    expect(await blockers(own)).toEqual([]);
  });

  it("are asked for where the playbook says so, and unknown is no pass", async () => {
    const own = await installation(["dev"]);
    expect(await blockers(own)).toMatchObject([
      { kind: "logs_unread", title: "Nobody has read the logs of Dev" },
    ]);
    expect(await blockers(own, "pre-prod")).toEqual([]);
    await read(own, seen, "baseline");
    expect(await blockers(own)).toHaveLength(1);
    await read(own, benign);
    expect(await blockers(own)).toEqual([]);
  });

  it("are read and decided about by leads and engineers, and seen by every member", async () => {
    const { signature = "" } = (await view(w)).messages[0] ?? {};
    for (const by of [w.manager, w.viewer]) {
      await expect(decide(w, signature, { decision: "must_fix", version: 2 }, by)).rejects.toThrow(
        "Only leads and engineers can decide about",
      );
      const content = streamOf(seen);
      await expect(execute(readLogs, by, { upgrade: w.key, environment: "dev", content })).rejects.toThrow(
        "Only leads and engineers can have logs read",
      );
    }
    await expect(decide(w, signature, { decision: "must_fix" }, w.outsider)).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are refused when they are none, with what to do", async () => {
    await expect(read(w, "hello\nworld\n")).rejects.toThrow("None of the 2 lines begins as a log");
    await expect(read(w, "")).rejects.toThrow("The log is empty");
    await expect(read(w, "PK\u0003\u0004")).rejects.toThrow("wso2carbon.log: This is a ZIP archive");
    const small = await world();
    await expect(read(small, seen)).rejects.toThrow("Nothing is known of the logs of this product");
  });

  it("are kept whole or not at all: an upload that breaks off is told so", async () => {
    const before = await reader.logReading.count();
    for (const start of [seen, gzipSync(seen.repeat(2_000)).subarray(0, 400)]) {
      const parts = [Buffer.from(start)];
      const content = new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const part = parts.shift();
          if (part) controller.enqueue(part);
          else controller.error(new Error("socket hang up"));
        },
      });
      const broken = execute(readLogs, w.engineer, { upgrade: w.key, environment: "dev", content });
      await expect(broken).rejects.toMatchObject({
        code: "invalid_input",
        message: expect.stringMatching(/broke off before its end/),
      });
    }
    expect(await reader.logReading.count()).toBe(before);
  });

  it("come over REST as the body itself, and only so", async () => {
    const token = await tokenOf(w.engineer);
    const call = (body: BodyInit, type: string, headers = {}) =>
      send(
        { ...readLogs, path: readLogs.path },
        { upgrade: w.key, environment: "dev" },
        { token, body, headers: { "content-type": type, ...headers } },
      );
    const made = await call(gzipSync(seen), "application/gzip", { "idempotency-key": "once" });
    expect(made.status).toBe(201);
    const first = await made.json();
    expect(first).toMatchObject({ lines: 1, errors: 1 });
    const again = await call(gzipSync(seen), "application/gzip", { "idempotency-key": "once" });
    expect(await again.json()).toEqual(first);
    const json = await call(JSON.stringify({ content: seen }), "application/json");
    expect([json.status, ((await json.json()) as { detail: string }).detail]).toEqual([
      400,
      expect.stringContaining("Send the file itself as the body, with content-type application/octet-stream"),
    ]);
    expect((await call(seen, "text/plain")).status).toBe(415);
  });

  it("keep their environment, and can't be written past the rules", async () => {
    const gone = execute(removeEnvironment, w.lead, { upgrade: w.key, environment: "dev", version: 1 });
    await expect(gone).rejects.toThrow("logs that were read");
    const set = (change: string) =>
      writer.$executeRawUnsafe(`UPDATE "LogDecision" SET ${change} WHERE decision = 'ignored'
        AND "upgradeId" = (SELECT id FROM "Upgrade" WHERE key = '${w.key}')`);
    await expect(set(`reason = ''`)).rejects.toThrow("ignored_message_has_a_reason");
    await expect(set(`decision = 'issue'`)).rejects.toThrow("followed_message_has_a_link");
    await expect(set(`reason = 'x'`)).rejects.toThrow("unaudited change");
  });
});
