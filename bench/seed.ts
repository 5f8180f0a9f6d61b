// Fills an empty database: 20 upgrades, one of them large. Writes what it made as JSON to standard output.
import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { NewEvent } from "@/domain/event";
import { createToken } from "@/features/people/commands/tokens";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { appendEvents, lockChain } from "@/lib/audit";
import { execute } from "@/lib/command";
import { disconnect, reader, writer } from "@/lib/db";
import { env } from "@/lib/env";
import { longestSeconds, sessionCookie } from "@/lib/session-cookie";
import { settle } from "@/lib/settle";
import { openDev } from "@/scripts/testing/tests";
import { person, storeSmallPlaybook } from "@/scripts/testing/world";
import type { BenchWorld } from "./world";

const people = 50;
const stepsEach = 1_000;
const cases = 2_000;
const started = performance.now();

const lead = await person("Lena Lead", { email: "lead@example.com" });
const engineers = await Promise.all(
  Array.from({ length: people }, (_, at) =>
    person(`Engineer ${at + 1}`, { email: `engineer${at + 1}@example.com` }),
  ),
);
await storeSmallPlaybook();
const members = engineers.map(({ id }) => ({ userId: id, roles: ["engineer" as const] }));

const wso2 = { slug: "wso2-api-manager", from: "3.2.0", to: "4.5.0" };
const shipped = await reader.playbook.findFirst({ where: { slug: wso2.slug } });
const { builtInPlaybooks } = await import("@/features/playbooks/queries/find");
const version =
  shipped?.version ??
  (await builtInPlaybooks()).find(({ content }) => content.id === wso2.slug)?.content.version;
if (!version) throw new Error("The playbook of WSO2 API Manager is missing");
for (let at = 1; at < 20; at++) {
  await execute(createUpgrade, lead, {
    key: `APIM-${at}`,
    title: `Gateway ${at} to 4.5.0`,
    playbook: { slug: wso2.slug, version },
    from: wso2.from,
    to: wso2.to,
    targetReason: "Agreed with support",
    supportCase: "4711",
    environments: [
      { name: "Test setup", kind: "test_setup" },
      { name: "Dev", kind: "dev" },
      { name: "Pre-prod", kind: "pre_prod" },
      { name: "Prod", kind: "prod" },
    ],
    members: members.slice(0, 5),
  });
}

const key = "LARGE-1";
await execute(createUpgrade, lead, {
  key,
  title: "The large one",
  playbook: { slug: "small", version: "1.0.0" },
  from: "1.0.0",
  to: "2.0.0",
  environments: [
    { name: "Dev", kind: "dev" },
    { name: "Integration", kind: "other" },
    { name: "Staging", kind: "other" },
    { name: "Pre-prod", kind: "pre_prod" },
    { name: "Prod", kind: "prod" },
  ],
  members,
});
await openDev({ key, lead });
const { id: upgradeId } = await reader.upgrade.findUniqueOrThrow({ where: { key } });
const environments = await reader.environment.findMany({
  where: { upgradeId },
  orderBy: { position: "asc" },
});
const { id: useCaseId } = await reader.useCase.findFirstOrThrow({ where: { upgradeId } });
const now = new Date();

await writer.$transaction(
  async (tx) => {
    const head = await lockChain(tx, upgradeId);
    for (const environment of environments) {
      await tx.$executeRaw`
        INSERT INTO "Step" (id, "upgradeId", "environmentId", code, title, instructions, phase, "phaseTitle", "phasePosition", position, part, gate, required, "plannedMinutes", "stateSince", sources)
        SELECT gen_random_uuid(), ${upgradeId}::uuid, ${environment.id}::uuid, 'L-' || lpad(n::text, 4, '0'), 'Large step ' || n, 'Do the ' || n || 'th thing on {{db_host}}.',
          'L' || (n / 100), 'Part ' || (n / 100), 10 + n / 100, n, (CASE WHEN n % 5 = 0 THEN 'verify' ELSE 'migrate' END)::"StepPart", 'exit', n % 3 > 0, 5 + n % 50, ${now}, '{}'
        FROM generate_series(1, ${stepsEach - 4}) n`;
    }
    await tx.$executeRaw`
      INSERT INTO "TestCase" (id, "upgradeId", "useCaseId", code, title, "environmentKinds") SELECT gen_random_uuid(), ${upgradeId}::uuid, ${useCaseId}::uuid, 'TC-' || n, 'Case ' || n, '{}' FROM generate_series(1001, ${1000 + cases - 2}) n`;
    await tx.$executeRaw`
      INSERT INTO "TestCaseRevision" ("testCaseId", revision, title, steps, expected, "createdById")
      SELECT id, 1, title, 'Call it.', 'It answers.', ${lead.id}::uuid FROM "TestCase" WHERE "upgradeId" = ${upgradeId}::uuid AND code LIKE 'TC-____'`;
    for (const [at, environment] of environments.entries()) {
      const runId = randomUUID();
      await tx.testRun.create({
        data: {
          id: runId,
          upgradeId,
          environmentId: environment.id,
          number: 1,
          title: "First",
          createdById: lead.id,
          startedAt: now,
        },
      });
      await tx.$executeRaw`
        INSERT INTO "TestExecution" (id, "upgradeId", "environmentId", "runId", "testCaseId", revision, result, "executedById", "executedAt")
        SELECT gen_random_uuid(), ${upgradeId}::uuid, ${environment.id}::uuid, ${runId}::uuid, id, 1, (CASE WHEN (row_number() OVER ()) % 40 = ${at} THEN 'failed' ELSE 'passed' END)::"TestResult", ${lead.id}::uuid, ${now}
        FROM "TestCase" WHERE "upgradeId" = ${upgradeId}::uuid`;
      await tx.$executeRaw`
        INSERT INTO "TestStanding" ("environmentId", "testCaseId", "executionId", result, revision, "executedAt", "executedById")
        SELECT "environmentId", "testCaseId", id, result, revision, "executedAt", "executedById" FROM "TestExecution" WHERE "runId" = ${runId}::uuid`;
    }
    const executions = await tx.testExecution.findMany({
      where: { upgradeId },
      select: {
        environmentId: true,
        testCaseId: true,
        result: true,
        testCase: { select: { code: true, title: true } },
      },
    });
    const steps = await tx.step.findMany({
      where: { upgradeId, code: { startsWith: "L-" } },
      select: { id: true, code: true, title: true, environmentId: true },
    });
    const names = new Map(environments.map(({ id, name }) => [id, name]));
    const events: NewEvent[] = [
      ...executions.map(
        ({ environmentId, testCaseId, result, testCase }): NewEvent => ({
          type: "testExecution.recorded",
          subject: { type: "test_case", id: testCaseId },
          environmentId,
          data: {
            ...testCase,
            environment: names.get(environmentId) ?? "",
            run: 1,
            revision: 1,
            result,
            measured: null,
            note: "",
          },
        }),
      ),
      ...steps.flatMap(({ id, environmentId, code, title }): NewEvent[] => [
        { type: "step.added", subject: { type: "step", id }, environmentId, data: { code, title } },
        {
          type: "step.noteSet",
          subject: { type: "step", id },
          environmentId,
          data: { code, title, was: "", is: "" },
        },
      ]),
      // A round 20,000 with those of making the upgrade.
      ...steps.slice(0, 60).map(
        ({ id, environmentId, code, title }): NewEvent => ({
          type: "step.noteSet",
          subject: { type: "step", id },
          environmentId,
          data: { code, title, was: "", is: "" },
        }),
      ),
    ];
    const followed = await settle(tx, upgradeId, now);
    await appendEvents(tx, head, lead, ["lead"], now, [...events, ...followed.events]);
  },
  { timeout: 240_000 },
);

const dev = environments[0];
const steps = await reader.step.findMany({
  where: { environmentId: dev?.id ?? "", code: { startsWith: "L-" } },
  select: { id: true, version: true },
  orderBy: { position: "asc" },
});
const tickers: BenchWorld["tickers"] = [];
for (const [at, engineer] of engineers.entries()) {
  const { token } = await execute(createToken, engineer, { name: "bench", scope: "write", expiresAt: null });
  tickers.push({ token, steps: steps.filter((_, index) => index % people === at) });
}
const { token: leadToken } = await execute(createToken, lead, {
  name: "bench",
  scope: "write",
  expiresAt: null,
});
const session = await writer.session.create({
  data: {
    userId: lead.id,
    userAgent: "bench",
    address: "127.0.0.1",
    expiresAt: new Date(Date.now() + 86_400_000),
  },
});
const cookie = `${sessionCookie().name}=${await encode({ token: { sub: lead.id, sessionId: session.id }, secret: env().secret, maxAge: longestSeconds })}`;
const world: BenchWorld = {
  key,
  upgradeId,
  cookie,
  leadToken,
  tickers,
  events: await reader.auditEvent.count({ where: { chain: upgradeId } }),
  executions: await reader.testExecution.count({ where: { upgradeId } }),
  seconds: (performance.now() - started) / 1000,
};
await disconnect();
process.stdout.write(JSON.stringify(world));
