// Figures without HTTP and React: what a screen's query costs when its facts are not remembered, and the very same SQL through pg.
import { createHash } from "node:crypto";
import pg from "pg";
import { chainMaterial, createChainVerifier } from "@/domain/audit-chain";
import { verifyStored } from "@/features/audit/queries/verify";
import { getGate } from "@/features/gates/queries/get";
import { getHome } from "@/features/home/queries/home";
import { listUpgrades } from "@/features/portfolio/queries";
import { listSteps } from "@/features/steps/queries/list";
import { testMatrix } from "@/features/test-cases/queries/overview";
import { sha256 } from "@/lib/audit";
import { disconnect, reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { settle } from "@/lib/settle";
import { timed } from "./figures";
import type { InsideFigures } from "./world";

type Statement = { text: string; values: unknown[] };
const key = process.env.BENCH_UPGRADE ?? "";
const user = await reader.user.findUniqueOrThrow({ where: { email: "lead@example.com" } });
const lead = {
  id: user.id,
  name: user.name,
  email: user.email,
  isAdmin: false,
  via: "session" as const,
  sessionId: null,
  readOnly: false,
  timeZone: null,
};
const { id: upgradeId } = await reader.upgrade.findUniqueOrThrow({ where: { key } });

// Writes down what Prisma sends while `heard` is set.
let heard: Statement[] | null = null;
const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;
pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
  const [first, second] = given;
  const text = typeof first === "string" ? first : (first as { text?: string }).text;
  const values = Array.isArray(second) ? second : ((first as { values?: unknown[] }).values ?? []);
  if (heard && text) heard.push({ text, values });
  return send.apply(this, given);
} as typeof pg.Client.prototype.query;

/** Forgets facts that were read before, so that every try reads them again. */
const forget = () => {
  (globalThis as { liftlockFacts?: unknown }).liftlockFacts = undefined;
};

const screens: [string, () => Promise<unknown>][] = [
  ["home", () => answer(getHome, lead, { upgrade: key })],
  ["checklist", () => answer(listSteps, lead, { upgrade: key, environment: "dev" })],
  ["matrix", () => answer(testMatrix, lead, { upgrade: key })],
  ["gate", () => answer(getGate, lead, { upgrade: key, environment: "dev", gate: "exit" })],
  ["portfolio", () => answer(listUpgrades, lead, { limit: 500 })],
];

const plain = new pg.Client({ connectionString: process.env.DATABASE_URL });
await plain.connect();
const queries: InsideFigures["queries"] = [];
for (const [name, ask] of screens) {
  await ask();
  const statements: Statement[] = [];
  forget();
  heard = statements;
  await ask();
  heard = null;
  const fresh = await timed(15, () => {
    forget();
    return ask();
  });
  const sql = await timed(15, async () => {
    for (const { text, values } of statements) await plain.query(text, values as unknown[]);
  });
  queries.push({ name, statements: statements.length, fresh, sql });
}
await plain.end();

// What one tick pays for gates and status: rolled back, so that nothing moves.
const dev = await reader.environment.findFirstOrThrow({ where: { upgradeId, key: "dev" } });
const settled = await timed(15, () =>
  writer.$transaction(async (tx) => {
    await settle(tx, upgradeId, new Date(), { touched: [dev.id] });
  }),
);

const report = await verifyStored(reader, upgradeId, new Date());
const at = new Date().toISOString();
const rows: Parameters<ReturnType<typeof createChainVerifier>["next"]>[0][] = [];
let hash = "";
for (let seq = 1; seq <= 100_000; seq++) {
  const event = {
    chain: upgradeId,
    seq,
    at,
    actor: { id: lead.id, name: lead.name, roles: ["lead" as const] },
    type: "step.finished",
    subject: { type: "step", id: upgradeId, environmentId: dev.id },
    data: {
      code: `D-${seq}`,
      title: "Migrate the data of every tenant",
      minutes: 12,
      before: {
        version: 3,
        state: "doing",
        stateReason: "",
        stateSince: at,
        startedAt: at,
        finishedAt: null,
        doneById: null,
      },
    },
    previousHash: hash,
  };
  hash = sha256(chainMaterial(event));
  rows.push({ ...event, hash } as (typeof rows)[number]);
}
const texts = rows.map((row) => chainMaterial(row));
const before = performance.now();
const verifier = createChainVerifier(upgradeId, sha256);
for (const row of rows) if (!verifier.next(row)) break;
const fault = verifier.finish({ seq: rows.length, hash });
const verified = performance.now() - before;
if (fault) throw new Error(fault.message);
const from = performance.now();
for (const text of texts) createHash("sha256").update(text).digest("hex");
const figures: InsideFigures = {
  queries,
  settle: settled,
  verify: { events: rows.length, ms: verified, hashing: performance.now() - from },
  chain: { events: report.events, fault: report.fault?.message ?? null },
};
await disconnect();
process.stdout.write(JSON.stringify(figures));
